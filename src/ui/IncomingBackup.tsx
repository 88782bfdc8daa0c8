import './styles/incoming.css'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { canKeepPoint } from '../app/copies.ts'
import type { BackupPreview } from '../app/restore.ts'
import { dateAndTime } from './format.ts'
import { lostParts } from './lostWords.ts'
import { MergeEffect } from './MergeEffect.tsx'
import { transfer as words } from './messages/transfer.ts'
import { Banner } from './parts/Banner.tsx'
import { Confirm } from './parts/Sheet.tsx'

export type Way = 'merge' | 'replace'

/** What a backup holds and what of it is damaged; added to what is here, or, once that was asked plainly, in its place. */
export function IncomingBackup(props: {
  incoming: BackupPreview
  onTake: (way: Way) => void
  /** Other ways on. */
  children: JSX.Element
}) {
  const [asks, setAsks] = createSignal(false)
  /** Only a whole backup may replace, and only what can be kept first. */
  const canReplace = () => props.incoming.damage === null && canKeepPoint()
  const missing = () => {
    const counts = props.incoming.damage?.missing
    if (!counts) return []
    return (['deck', 'source', 'note', 'retired', 'event', 'media'] as const).flatMap((kind) =>
      counts[kind] > 0 ? [words.missing[kind](counts[kind])] : [],
    )
  }
  return (
    <>
      <h2>{words.restoreTitle}</h2>
      <Show when={props.incoming.damage}>
        {(damage) => (
          <>
            <Banner
              tone="warn"
              icon="warning"
              title={words.damagedTitle}
              text={`${words.damagedText(missing())} ${damage().missing === null ? words.cut : ''}`}
            />
            <Show when={damage().refused.length > 0}>
              <details class="left-out">
                <summary>{words.refusedTitle}</summary>
                <ul>
                  <For each={damage().refused}>
                    {({ line, path, message }) => <li lang="en">{words.refused(line, path, message)}</li>}
                  </For>
                </ul>
              </details>
            </Show>
          </>
        )}
      </Show>
      <Show when={props.incoming.unreadable.length > 0}>
        <Banner
          tone="warn"
          icon="warning"
          title={words.unreadableTitle}
          text={words.unreadableText(lostParts(props.incoming.unreadable))}
        />
      </Show>
      <p>
        {words.restoreSum(
          props.incoming.backup.decks.length,
          props.incoming.reviews,
          dateAndTime(props.incoming.backup.savedAt),
        )}
      </p>
      <MergeEffect incoming={props.incoming} />
      <div class="acts-row">
        <button type="button" class="btn primary big" onClick={() => props.onTake('merge')}>
          {words.restore}
        </button>
        <Show when={canReplace()}>
          <button type="button" class="btn big" onClick={() => setAsks(true)}>
            {words.replace}
          </button>
        </Show>
        {props.children}
      </div>
      <Confirm
        open={asks()}
        title={words.replaceTitle}
        text={words.replaceText(props.incoming.onlyHere)}
        confirmLabel={words.replaceNow}
        danger
        onConfirm={() => props.onTake('replace')}
        onClose={() => setAsks(false)}
      />
    </>
  )
}
