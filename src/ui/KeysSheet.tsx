import { createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { pressedKey } from '../app/commands.ts'
import { createOwnKeys } from '../app/ownKeys.ts'
import { isUsableKey, keysOf, STUDY_KEYS, type StudyCommandId } from '../domain/studyKeys.ts'
import { keys as words } from './messages/keys.ts'
import { study } from './messages/study.ts'
import { t } from './messages.ts'
import { keyName } from './parts/HelpSheet.tsx'
import { Sheet } from './parts/Sheet.tsx'

/** The keys of study, to be changed one by one. A key that does something else already is refused, by name. */
export default function KeysSheet(props: { open: boolean; onClose: () => void }) {
  const own = createOwnKeys()
  const [asking, setAsking] = createSignal<StudyCommandId | null>(null)
  const [said, setSaid] = createSignal('')
  const take = async (id: StudyCommandId, key: string) => {
    if (!isUsableKey(key)) {
      setSaid(words.unusable(keyName(key)))
      return
    }
    const other = await own.give(id, key)
    if (other) {
      setSaid(words.clash(keyName(key), study.command[other]))
      return
    }
    setSaid(words.changed(study.command[id], keyName(key)))
    setAsking((asked) => (asked === id ? null : asked))
  }
  const reset = async (id: StudyCommandId) => {
    const taken = await own.giveBack(id)
    if (taken) setSaid(words.resetClash(study.command[id], study.command[taken]))
  }
  return (
    <Sheet
      open={props.open}
      title={words.title}
      onClose={() => (asking() ? setAsking(null) : props.onClose())}
      actions={
        <>
          <button type="button" class="btn big" onClick={() => void own.giveAllBack()}>
            {words.resetAll}
          </button>
          <button type="button" class="btn big primary" onClick={() => props.onClose()}>
            {t.close}
          </button>
        </>
      }
    >
      <p class="small muted">{words.text}</p>
      <p role="status" class="said">
        {said()}
      </p>
      <ul class="own-keys">
        <For each={STUDY_KEYS}>
          {({ id }) => (
            <li>
              <b>{study.command[id]}</b>
              <span class="set">
                <For each={keysOf(id, own.current())}>{(key) => <kbd>{keyName(key)}</kbd>}</For>
              </span>
              <Show
                when={asking() === id}
                fallback={
                  <>
                    <button
                      type="button"
                      class="btn"
                      aria-label={words.changeOf(study.command[id])}
                      onClick={() => {
                        setSaid('')
                        setAsking(id)
                      }}
                    >
                      {words.change}
                    </button>
                    <Show when={own.current()[id]}>
                      <button
                        type="button"
                        class="btn"
                        aria-label={words.resetOf(study.command[id])}
                        onClick={() => void reset(id)}
                      >
                        {words.reset}
                      </button>
                    </Show>
                  </>
                }
              >
                <Listening onKey={(key) => void take(id, key)} onCancel={() => setAsking(null)} />
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Sheet>
  )
}

/** Waits for a key. Tab goes on as ever, so that nobody is caught here without a pointer; so does Escape's way out. */
function Listening(props: { onKey: (key: string) => void; onCancel: () => void }) {
  let button: HTMLButtonElement | undefined
  const hear = (event: KeyboardEvent) => {
    if (event.key === 'Tab' || event.key === 'Shift' || event.key === 'Control' || event.key === 'Meta') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') props.onCancel()
    else props.onKey(pressedKey(event))
  }
  onMount(() => {
    button?.addEventListener('keydown', hear)
    button?.focus()
  })
  onCleanup(() => button?.removeEventListener('keydown', hear))
  return (
    <button type="button" class="btn" ref={button} aria-pressed="true" onClick={() => props.onCancel()}>
      {words.press}
    </button>
  )
}
