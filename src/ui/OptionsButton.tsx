import { createSignal, lazy, Show, Suspense } from 'solid-js'
import type { DeckId } from '../domain/note.ts'
import { options as words } from './messages/options.ts'
import { IconButton } from './parts/IconButton.tsx'
import { Sheet } from './parts/Sheet.tsx'

const OptionsSheet = lazy(() => import('./OptionsSheet.tsx'))

/** The way to the schedule of a deck, or of all of them: an icon in a page's head, words among the settings. */
export function OptionsButton(props: { deckId: DeckId | null }) {
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Show
        when={props.deckId === null}
        fallback={<IconButton icon="gear-six" label={words.open} onPress={() => setOpen(true)} />}
      >
        <button type="button" class="btn" aria-haspopup="dialog" aria-label={words.open} onClick={() => setOpen(true)}>
          {words.change}
        </button>
      </Show>
      <Sheet open={open()} title={words.title} onClose={() => setOpen(false)}>
        <Suspense>
          <OptionsSheet deckId={props.deckId} />
        </Suspense>
      </Sheet>
    </>
  )
}
