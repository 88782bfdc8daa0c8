import type { JournalAddition, JournalContent, JournalSummary } from '../storage/journal.ts'
import { JOURNAL_FILES, type JournalFile, openJournalFile, type SyncFile } from '../storage/journalFile.ts'
import { type Port, serve } from './rpc.ts'

export type JournalApi = {
  /** Takes hold of the files; only one worker of the origin can. */
  readonly open: { readonly input: null; readonly output: JournalSummary; readonly progress: never }
  readonly append: { readonly input: JournalAddition; readonly output: null; readonly progress: never }
  readonly rewrite: { readonly input: JournalContent; readonly output: null; readonly progress: never }
}

let journal: JournalFile | null = null

serve<JournalApi>(globalThis as unknown as Port, {
  open: async () => {
    const root = await navigator.storage.getDirectory()
    const open = async (name: string): Promise<SyncFile> =>
      (await root.getFileHandle(name, { create: true })).createSyncAccessHandle()
    journal = openJournalFile([await open(JOURNAL_FILES[0]), await open(JOURNAL_FILES[1])])
    return journal.summary
  },
  append: (addition) => {
    held().append(addition)
    return null
  },
  rewrite: (content) => {
    held().rewrite(content)
    return null
  },
})

function held(): JournalFile {
  if (!journal) throw new Error('the journal is not open')
  return journal
}
