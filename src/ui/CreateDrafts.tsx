import { createSignal, For, Show } from 'solid-js'
import type { Drafts } from '../app/drafts.ts'
import { type ArticleDraft, countOf } from '../domain/articleDraft.ts'
import { create as words } from './messages/create.ts'
import { IconButton } from './parts/IconButton.tsx'
import { Confirm } from './parts/Sheet.tsx'

/** Drafts that wait to be gone on with. */
export function CreateDrafts(props: { drafts: Drafts; onResume: (draft: ArticleDraft) => void }) {
  const [discarding, setDiscarding] = createSignal<ArticleDraft | null>(null)
  return (
    <Show when={props.drafts.waiting().length > 0}>
      <section class="waiting" aria-labelledby="drafts-waiting">
        <h2 id="drafts-waiting">{words.waiting(props.drafts.waiting().length)}</h2>
        <ul class="paper">
          <For each={props.drafts.waiting()}>
            {(draft) => (
              <li>
                <button type="button" class="resume" onClick={() => props.onResume(draft)}>
                  <b dir="auto">{draft.source.title}</b>
                  <span>
                    {words.waitingLine(draft.proposals.length, countOf(draft, 'accepted'))}. <u>{words.resume}</u>
                  </span>
                </button>
                <IconButton
                  icon="trash"
                  label={`${words.discard}: ${draft.source.title}`}
                  onPress={() => setDiscarding(draft)}
                />
              </li>
            )}
          </For>
        </ul>
        <Confirm
          open={discarding() !== null}
          title={words.discardTitle}
          text={words.discardText(discarding()?.source.title ?? '')}
          confirmLabel={words.discard}
          danger
          onConfirm={() => {
            const draft = discarding()
            if (draft) void props.drafts.discard(draft)
          }}
          onClose={() => setDiscarding(null)}
        />
      </section>
    </Show>
  )
}
