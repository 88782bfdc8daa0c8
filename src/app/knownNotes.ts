import { createSignal, onCleanup } from 'solid-js'
import { addTo } from '../domain/lists.ts'
import type { Note, NoteId } from '../domain/note.ts'
import { promptsOf } from '../domain/prompts.ts'
import { useServices } from './services.ts'

/** What a form has to know of the notes that are here already; it fills while the form is open. */
export type KnownNotes = {
  /** Whether a note other than this one has the prompt, as `promptsOf` gives it. */
  readonly isAsked: (prompt: string, except: NoteId | null) => boolean
  /** Tags in use, in order. */
  readonly tags: () => readonly string[]
}

/** Notes read in one go: a few milliseconds of work. */
const AT_ONCE = 200

export function createKnownNotes(): KnownNotes {
  const { store } = useServices()
  const notesByPrompt = new Map<string, NoteId[]>()
  const tags = new Set<string>()
  const [read, setRead] = createSignal(0)
  let open = true
  onCleanup(() => {
    open = false
  })

  async function readAll(): Promise<void> {
    const batches: (readonly Note[])[] = []
    await store.scan(({ notes }) => batches.push(notes))
    for (const notes of batches) {
      for (let at = 0; at < notes.length && open; at += AT_ONCE) {
        for (const note of notes.slice(at, at + AT_ONCE)) take(note)
        setRead((count) => count + 1)
        await new Promise((done) => setTimeout(done))
      }
    }
  }

  function take(note: Note): void {
    for (const tag of note.tags) tags.add(tag)
    for (const prompt of promptsOf(note)) addTo(notesByPrompt, prompt, note.id)
  }

  // A form works without: it can only not warn of what it does not know.
  readAll().catch(() => {})
  return {
    isAsked: (prompt, except) => {
      read()
      return notesByPrompt.get(prompt)?.some((id) => id !== except) === true
    },
    tags: () => {
      read()
      return [...tags].sort()
    },
  }
}
