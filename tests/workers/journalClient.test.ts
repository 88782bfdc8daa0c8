import { describe, expect, it } from 'vitest'
import type { EventId, StoredEvent } from '../../src/domain/event.ts'
import type { Channel } from '../../src/storage/channel.ts'
import type { JournalSummary } from '../../src/storage/journal.ts'
import { type JournalFile, openJournalFile, type SyncFile } from '../../src/storage/journalFile.ts'
import type { JournalApi } from '../../src/workers/journal.worker.ts'
import { journalFor, makeJournal } from '../../src/workers/journalClient.ts'
import { serve, type WorkerLike } from '../../src/workers/rpc.ts'
import { until } from '../storage/check.ts'

const event = (n: number): StoredEvent => ({ id: `e${n}` as EventId, kind: 'x' })

/** A browser with one pair of files, one lock and any number of tabs. */
function browser() {
  const disks = new Map<string, Uint8Array<ArrayBuffer>>()
  const queue: (() => Promise<void>)[] = []
  const channels = new Set<(message: unknown, from: object) => void>()
  let running = false

  const next = () => {
    const hold = running ? undefined : queue.shift()
    if (!hold) return
    running = true
    void hold().finally(() => {
      running = false
      next()
    })
  }

  function file(name: string): SyncFile {
    const bytes = () => disks.get(name) ?? new Uint8Array(0)
    return {
      getSize: () => bytes().length,
      read: (buffer) => {
        buffer.set(bytes())
        return buffer.length
      },
      write: (buffer, { at }) => {
        const grown = new Uint8Array(Math.max(bytes().length, at + buffer.length))
        grown.set(bytes())
        grown.set(buffer, at)
        disks.set(name, grown)
        return buffer.length
      },
      truncate: (size) => void disks.set(name, bytes().slice(0, size)),
      flush: () => {},
    }
  }

  function worker(): WorkerLike {
    const { port1, port2 } = new MessageChannel()
    let held: JournalFile | null = null
    serve<JournalApi>(
      {
        postMessage: (message) => port2.postMessage(message),
        addEventListener: (type, on) => port2.addEventListener(type, on),
      },
      {
        open: () => {
          held = openJournalFile([file('journal-a.jsonl'), file('journal-b.jsonl')])
          return held.summary
        },
        append: (addition) => {
          held?.append(addition)
          return null
        },
        rewrite: (content) => {
          held?.rewrite(content)
          return null
        },
        copy: () => null,
        lost: () => ({ events: [], decks: [] }),
      },
    )
    port1.start()
    port2.start()
    return {
      postMessage: (message) => port1.postMessage(message),
      addEventListener: (type: string, on: (event: never) => void) => {
        if (type === 'message') port1.addEventListener('message', (message) => on(message as never))
      },
      terminate: () => {
        port1.close()
        port2.close()
      },
    }
  }

  function channel(): Channel {
    const me = {}
    return {
      postMessage: (message) => {
        for (const hear of channels) queueMicrotask(() => hear(message, me))
      },
      addEventListener: (_type, listener) =>
        void channels.add((data, from) => {
          if (from !== me) listener({ data })
        }),
      close: () => {},
    }
  }

  const directory = {
    getFileHandle: async (name: string) => ({ getFile: async () => new Blob([disks.get(name) ?? new Uint8Array(0)]) }),
  } as unknown as FileSystemDirectoryHandle

  return {
    tab: () =>
      makeJournal({
        startWorker: worker,
        channel: channel(),
        locks: {
          request: async (_name, hold) => {
            queue.push(hold)
            next()
          },
        },
        storage: { getDirectory: async () => directory },
      }),
  }
}

describe('the journal of several tabs', () => {
  it('is written by the first, handed to it by the second, and taken over when the first goes', async () => {
    const { tab } = browser()
    const first = tab()
    const found: JournalSummary[] = []
    first.onHeld(async (summary) => {
      found.push(summary)
      await first.rewrite({ dbId: 'db', events: [], decks: [] })
    })
    await until(() => first.status().kind === 'here', 'the first tab writes')
    await first.append({ events: [event(1)] })

    const second = tab()
    let taken: JournalSummary | null = null
    second.onHeld(async (summary) => {
      taken = summary
    })
    await second.append({ events: [event(2)] })
    await until(async () => (await first.read())?.events.length === 2, 'the second tab hands over')
    expect(taken).toBeNull()
    first.close()
    await until(() => second.status().kind === 'here', 'the second tab takes over')
    await until(() => taken !== null, 'and is told what it found')
    expect([found[0]?.dbId, taken]).toEqual([null, { dbId: 'db', events: 2, lastId: 'e2', decks: '', deckChanges: 0 }])
    await second.append({ events: [event(3)] })
    expect((await second.read())?.events.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3'])
    second.close()
  })

  it('takes nothing in until it was brought up to date, so that nothing is written over', async () => {
    const journal = browser().tab()
    let finish = () => {}
    journal.onHeld(async () => {
      await new Promise<void>((resolve) => {
        finish = resolve
      })
      await journal.rewrite({ dbId: 'db', events: [event(1)], decks: [] })
    })
    await until(() => journal.status().kind === 'here', 'the tab writes')
    const appended = journal.append({ events: [event(2)] })
    finish()
    await appended
    expect((await journal.read())?.events).toEqual([event(1), event(2)])
    journal.close()
  })

  it('says why there is none where the browser has no place for it', async () => {
    const journal = journalFor(
      {} as Navigator,
      () => {
        throw new Error('not to be started')
      },
      null,
    )
    expect(journal.status()).toEqual({ kind: 'missing', reason: 'no BroadcastChannel' })
    expect(await journal.read()).toBeNull()
    await journal.append({ events: [event(1)] })
  })
})
