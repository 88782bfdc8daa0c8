import { createSignal, For, Show } from 'solid-js'
import { type LeftOut, packForOther, saveForOther, type Target } from '../app/exportOthers.ts'
import { useServices } from '../app/services.ts'
import type { Deck } from '../domain/deck.ts'
import { foreign } from './messages/foreign.ts'
import { others as words } from './messages/others.ts'
import { OptRow } from './parts/OptRow.tsx'

/** The ways to another program, behind one row: what a file could not hold is said when it is saved. */
export default function OtherApps(props: { deck: Deck }) {
  const services = useServices()
  const [open, setOpen] = createSignal(false)
  const [said, setSaid] = createSignal('')
  const [leftOut, setLeftOut] = createSignal<readonly LeftOut[]>([])
  let list: HTMLDivElement | undefined
  const show = () => {
    setOpen(!open())
    if (open()) queueMicrotask(() => list?.querySelector('button')?.focus())
  }
  async function save(target: Target, withProgress: boolean): Promise<void> {
    setSaid('')
    setLeftOut([])
    try {
      const parcel = await packForOther(services, props.deck, target, withProgress)
      if (!(await saveForOther(parcel))) return
      setSaid(words.saved(parcel.name, parcel.file.size))
      setLeftOut(parcel.leftOut)
    } catch {
      setSaid(words.failed)
    }
  }
  return (
    <>
      <OptRow icon="export" label={words.row} note={words.rowNote} expanded={open()} onPress={show} />
      <Show when={open()}>
        <div class="other-apps" ref={list}>
          <OptRow
            icon="file-arrow-down"
            label={words.obsidian}
            note={words.obsidianNote}
            onPress={() => void save('obsidian', false)}
          />
          <OptRow
            icon="file-arrow-down"
            label={words.progress}
            note={words.progressNote}
            onPress={() => void save('obsidian', true)}
          />
          <OptRow
            icon="file-arrow-down"
            label={words.hashcards}
            note={words.hashcardsNote}
            onPress={() => void save('hashcards', false)}
          />
          <p role="status" class="small" dir="auto">
            {said()}
          </p>
          <Show when={leftOut().length > 0}>
            <p class="small">{words.leftOut}</p>
            <ul class="small left-out">
              <For each={leftOut()}>{(item) => <li>{foreign.leftOut(item)}</li>}</For>
            </ul>
          </Show>
        </div>
      </Show>
    </>
  )
}
