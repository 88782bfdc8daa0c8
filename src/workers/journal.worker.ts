import type { JournalAddition, JournalContent, JournalSummary } from '../storage/journal.ts'
import { JOURNAL_FILES, type JournalFile, openJournalFile, type SyncFile } from '../storage/journalFile.ts'
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
}

let journal: JournalFile | null = null
/** What comes meanwhile is appended to the copy, not under it. */
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
  rewrite: (content) => {
    held().rewrite(content)
    return null
  },
  copy: async ({ name, dbId }) => {
    const copied = copy(name, dbId)
    copying = copied.catch(() => {})
    await copied
    return null
  },
})

async function copy(name: string, dbId: string): Promise<void> {
  const { readCopyOf } = await import('../storage/journalCopy.ts')
  held().rewrite({ dbId, ...(await readCopyOf(name)) })
}

function held(): JournalFile {
  if (!journal) throw new Error('the journal is not open')
  return journal
}
