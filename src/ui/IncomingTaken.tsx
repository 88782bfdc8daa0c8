import { createSignal, Show } from 'solid-js'
import { useGo } from './frame.tsx'
import { notSaved } from './messages/notSaved.ts'
import { today } from './messages/today.ts'
import { transfer as words } from './messages/transfer.ts'
import { t } from './messages.ts'
import type { OpenState, Undo } from './openState.ts'
import { Banner } from './parts/Banner.tsx'

/** Why it could not be taken back: others have changed it since, or the device refused. */
type UndoFailure = 'overtaken' | 'not-saved'

/** That something was taken, and the way back. */
export function IncomingTaken(props: {
  taken: Extract<OpenState, { phase: 'taken' }>
  /** Shows what there is to be seen once it was taken back. */
  onUndone: (state: OpenState) => void
}) {
  const go = useGo()
  const [failure, setFailure] = createSignal<UndoFailure | null>(null)
  const takeBack = async (undo: Undo) => {
    try {
      const state = await undo()
      setFailure(null)
      props.onUndone(state)
    } catch (thrown) {
      setFailure(failureOf(thrown))
    }
  }
  const action = () => {
    const { undo } = props.taken
    return undo && failure() !== 'overtaken' ? { label: t.undo, onPress: () => void takeBack(undo) } : undefined
  }
  return (
    <>
      <Banner
        tone="ok"
        icon="check-circle"
        title={props.taken.text}
        text={props.taken.more ?? words.addedText}
        action={action()}
      />
      <Show when={failure()}>
        {(why) => (
          <p class="error" role="alert">
            {why() === 'overtaken' ? words.overtaken : notSaved.text}
          </p>
        )}
      </Show>
      <div class="acts-row">
        <Show when={failure() === 'overtaken'}>
          <a class="btn big" href="#/safety">
            {words.overtakenNext}
          </a>
        </Show>
        <button type="button" class="btn primary big" onClick={() => go('#/decks')}>
          {today.allDecks}
        </button>
      </div>
    </>
  )
}

const failureOf = (thrown: unknown): UndoFailure =>
  thrown instanceof Error && thrown.name === 'Overtaken' ? 'overtaken' : 'not-saved'
