import type { Channel } from '../storage/channel.ts'
import {
  JOURNAL_FILES,
  type Journal,
  type JournalAddition,
  type JournalContent,
  type JournalSummary,
  makeMissingJournal,
} from '../storage/journal.ts'
import type { JournalStatus } from '../storage/store.ts'
import type { JournalApi } from './journal.worker.ts'
import { makeClient, type WorkerLike } from './rpc.ts'

export type JournalDeps = {
  readonly startWorker: () => WorkerLike
  /** To the other tabs' journals, and to nothing else. */
  readonly channel: Channel
  readonly locks: { readonly request: (name: string, hold: () => Promise<void>) => Promise<unknown> }
  readonly storage: { readonly getDirectory: () => Promise<FileSystemDirectoryHandle> }
}

type Handed = { readonly kind: 'append'; readonly addition: JournalAddition }

/** The journal in the origin-private file system: this tab writes it while it holds the Web Lock `recite.journal`. */
export function makeJournal(deps: JournalDeps): Journal {
  const client = makeClient<JournalApi>(deps.startWorker)
  const listeners: ((found: JournalSummary) => Promise<void>)[] = []
  let found: JournalSummary | null = null
  let status: JournalStatus = { kind: 'starting' }
  let release = () => {}
  const closed = new Promise<void>((resolve) => {
    release = resolve
  })
  let isClosed = false
  let upToDate: Promise<void> = Promise.resolve()

  function bringUpToDate(listener: (found: JournalSummary) => Promise<void>, summary: JournalSummary): void {
    // Behind on failure, the copy is brought up to date by the next tab to hold it, or at the next start.
    upToDate = upToDate.then(() => listener(summary)).catch(() => {})
  }

  async function append(addition: JournalAddition): Promise<void> {
    await upToDate
    await client.call('append', addition)
  }

  async function hold(): Promise<void> {
    if (isClosed) return
    try {
      const summary = await client.call('open', null)
      found = summary
      status = { kind: 'here' }
      for (const listener of listeners) bringUpToDate(listener, summary)
    } catch (thrown) {
      status = { kind: 'missing', reason: thrown instanceof Error ? thrown.message : String(thrown) }
    }
    await closed
    client.stop()
  }

  deps.locks.request('recite.journal', hold).catch((thrown: unknown) => {
    status = { kind: 'missing', reason: String(thrown) }
  })
  // Whoever waits for the lock long enough has another tab before it.
  setTimeout(() => {
    if (status.kind === 'starting') status = { kind: 'elsewhere' }
  }, 500)

  deps.channel.addEventListener('message', ({ data }) => {
    const handed = data as Handed
    if (status.kind === 'here' && handed?.kind === 'append') append(handed.addition).catch(() => {})
  })

  return {
    read: () => readFiles(deps.storage),
    onHeld: (listener) => {
      listeners.push(listener)
      if (found) bringUpToDate(listener, found)
    },
    append: async (addition) => {
      if (status.kind === 'here') await append(addition)
      else deps.channel.postMessage({ kind: 'append', addition } satisfies Handed)
    },
    rewrite: async (content) => {
      if (status.kind === 'here') await client.call('rewrite', content)
    },
    copyFrom: async (name, dbId) => {
      if (status.kind === 'here') await client.call('copy', { name, dbId })
      return true
    },
    lost: async (name, deckChanges) => (status.kind === 'here' ? client.call('lost', { name, deckChanges }) : null),
    status: () => status,
    close: () => {
      isClosed = true
      release()
      deps.channel.close()
    },
  }
}

/** The journal of this browser, or one that says why there is none. */
export function journalFor(platform: Navigator, startWorker: () => WorkerLike, channel: Channel | null): Journal {
  if (!channel) return makeMissingJournal('no BroadcastChannel')
  if (!platform.locks) return makeMissingJournal('no Web Locks')
  if (!platform.storage?.getDirectory) return makeMissingJournal('no origin-private file system')
  return makeJournal({ startWorker, channel, locks: platform.locks, storage: platform.storage })
}

/**
 * Null where there is no copy. Rejects where there is one and what reads it cannot be fetched: taken for none, it would be
 * written over.
 */
async function readFiles(storage: JournalDeps['storage']): Promise<JournalContent | null> {
  const [a, b] = await textsIn(storage)
  if (a === '' && b === '') return null
  const { betterJournal, decodeJournal } = await import('../storage/journalLines.ts')
  const found = betterJournal(decodeJournal(a), decodeJournal(b))
  return found.events.length + found.decks.length > 0 ? found : null
}

/** Reading needs no hold on the files: what another tab is writing at this moment is at worst one line cut short. */
async function textsIn(storage: JournalDeps['storage']): Promise<readonly [string, string]> {
  const root = await storage.getDirectory().catch(() => null)
  const read = async (name: string) => {
    try {
      return (await (await (await root?.getFileHandle(name))?.getFile())?.text()) ?? ''
    } catch {
      return ''
    }
  }
  return [await read(JOURNAL_FILES[0]), await read(JOURNAL_FILES[1])]
}
