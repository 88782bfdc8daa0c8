import {
  JOURNAL_FILES,
  type JournalAddition,
  type JournalContent,
  type JournalSummary,
  type LostContent,
} from '../storage/journal.ts'
import { type JournalFile, openJournalFile, type SyncFile } from '../storage/journalFile.ts'
import { type Port, serve } from './rpc.ts'

export type JournalApi = {
  /** Takes hold of the files; only one worker of the origin can. */
  readonly open: { readonly input: null; readonly output: JournalSummary; readonly progress: never }
  readonly append: { readonly input: JournalAddition; readonly output: null; readonly progress: never }
  readonly rewrite: { readonly input: JournalContent; readonly output: null; readonly progress: never }
  readonly copy: {
    readonly input: { readonly name: string; readonly dbId: string }
    readonly output: null
    readonly progress: never
  }
  readonly lost: {
    readonly input: { readonly name: string; readonly deckChanges: number }
    readonly output: LostContent
    readonly progress: never
  }
}

let journal: JournalFile | null = null
/** What comes meanwhile is appended to the copy, not under it; one copy is made after another. */
let copying: Promise<void> = Promise.resolve()

serve<JournalApi>(globalThis as unknown as Port, {
  open: async () => {
    const root = await navigator.storage.getDirectory()
    const open = async (name: string): Promise<SyncFile> =>
      (await root.getFileHandle(name, { create: true })).createSyncAccessHandle()
    journal = openJournalFile([await open(JOURNAL_FILES[0]), await open(JOURNAL_FILES[1])])
    return journal.summary
  },
  append: async (addition) => {
    await copying
    held().append(addition)
    return null
  },
  rewrite: async (content) => {
    await copying
    held().rewrite(content)
    return null
  },
  copy: async ({ name, dbId }) => {
    const copied = copying.then(() => copy(name, dbId))
    copying = copied.catch(() => {})
    await copied
    return null
  },
  lost: async ({ name, deckChanges }) => {
    await copying
    const { lostFrom } = await import('../storage/journalCopy.ts')
    return { events: await lostFrom(name, held().events()), decks: held().decksSince(deckChanges) }
  },
})

async function copy(name: string, dbId: string): Promise<void> {
  const { withCopyOf } = await import('../storage/journalCopy.ts')
  await withCopyOf(name, (found) => held().rewriteParts({ dbId, ...found }))
}

function held(): JournalFile {
  if (!journal) throw new Error('the journal is not open')
  return journal
}
