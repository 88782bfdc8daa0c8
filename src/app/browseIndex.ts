import { type Accessor, createSignal, onCleanup } from 'solid-js'
import { makeSearchIndex, type SearchIndex } from '../domain/searchIndex.ts'
import { columnsNow } from './columnsNow.ts'
import { useServices } from './services.ts'

export type BrowseIndex = {
  /** Null until the decks are read; from then on it fills with notes, and is another one when decks have changed. */
  readonly index: Accessor<SearchIndex | null>
  /** A new number whenever there is something else to find. */
  readonly version: Accessor<number>
  /** Whether all notes are in. */
  readonly complete: Accessor<boolean>
  /** The index once all notes are in, with those that came while it waited. */
  readonly whole: () => Promise<SearchIndex | null>
}

/** How many batches of notes come in between two looks at what is found so far. */
const BATCHES_A_LOOK = 4

/** Notes: a millisecond or two of work. */
const FOLDED_AT_ONCE = 200

/** What searches read, kept in step with the collection: answers as they come, content by reading it again. */
export function createBrowseIndex(onFault: (thrown: unknown) => void): BrowseIndex {
  const services = useServices()
  const { store } = services
  const [index, setIndex] = createSignal<SearchIndex | null>(null)
  const [version, setVersion] = createSignal(0)
  const [complete, setComplete] = createSignal(false)
  let reading = 0
  let waiting = 0
  let lastRead: Promise<void> = Promise.resolve()
  const look = () => setVersion((count) => count + 1)

  /** The first time what comes in is shown at once; later the old index serves until the new one is whole. */
  async function read(): Promise<void> {
    const mine = ++reading
    const [infos, columns] = await Promise.all([store.decks(), columnsNow(services)])
    if (mine !== reading) return
    const next = makeSearchIndex(infos, columns)
    const isFirst = index() === null || !complete()
    if (isFirst) setIndex(next)
    let batches = 0
    await store.scan(({ deckId, first, notes, addedAt }) => {
      if (mine !== reading) return
      next.putNotes(deckId, first, notes, addedAt)
      if (isFirst && batches++ % BATCHES_A_LOOK === 0) look()
    })
    if (mine !== reading) return
    // An answer that came meanwhile is in the columns of now.
    next.setColumns(await columnsNow(services))
    setIndex(next)
    setComplete(true)
    look()
    await foldAll(next, () => mine === reading)
  }

  /**
   * Folds the texts before they are asked for, a little at a time, so that also the first search for a word that hardly
   * any card holds is done at once.
   */
  async function foldAll(whole: SearchIndex, isWanted: () => boolean): Promise<void> {
    for (const deck of whole.decks) {
      for (let note = 0; note < deck.noteIds.length; note++) {
        deck.textOf(note)
        if (note % FOLDED_AT_ONCE === 0) await new Promise((done) => setTimeout(done))
        if (!isWanted()) return
      }
    }
  }

  function readAgain(): void {
    lastRead = read()
    lastRead.catch(onFault)
  }

  async function whole(): Promise<SearchIndex | null> {
    let awaited: Promise<void> | null = null
    waiting++
    try {
      while (awaited !== lastRead) {
        awaited = lastRead
        await awaited
      }
    } finally {
      waiting--
    }
    return index()
  }

  async function readColumns(): Promise<void> {
    const columns = await columnsNow(services)
    index()?.setColumns(columns)
    look()
  }

  onCleanup(() => {
    // Whoever waits has something to do for the learner, also when the page is left.
    if (waiting === 0) reading = -1
  })
  onCleanup(
    store.onChange(({ kind }) => {
      if (kind === 'cards') readColumns().catch(onFault)
      else if (kind !== 'settings') readAgain()
    }),
  )
  readAgain()
  return { index, version, complete, whole }
}
