import type { EventId, StoredEvent } from '../domain/event.ts'
import type { Media, MediaHash } from '../domain/media.ts'
import { isMediaType } from '../domain/mediaTypes.ts'
import { inOrder, isUndo, type UndoEvent } from '../domain/undo.ts'
import { idsUndoneBy } from '../domain/undone.ts'
import { type Backup, makeBackupLines, type Seal } from '../formats/backup.ts'
import { isFailure } from '../storage/failure.ts'
import type { CollectedDeck, Lost, Store } from '../storage/store.ts'
import { makeTidying } from '../storage/tidying.ts'
import { mediaHash } from './media.ts'
import type { Services } from './services.ts'
import { turn } from './slices.ts'

/** A backup's file, and what it says of what is in it. */
export type WrittenBackup = {
  readonly file: Blob
  readonly seal: Seal
  readonly decks: readonly Pick<CollectedDeck, 'id' | 'version'>[]
  readonly lastId: EventId | null
  /** The events that its undos take back. */
  readonly undone: ReadonlySet<EventId>
  readonly lost: readonly Lost[]
}

type Head = Pick<Backup, 'appVersion' | 'savedAt' | 'drafts'>

/** What is to be left out, as it would not be read back. */
export type Sieve = {
  readonly deck: (deck: CollectedDeck) => { readonly deck: CollectedDeck | null; readonly left: readonly Lost[] }
  readonly isSoundEvent: (event: StoredEvent) => boolean
}

/** Written in pieces of about so many characters: the text as a whole never stands in memory. */
const PIECE_CHARS = 1_000_000

/**
 * Writes a backup a part at a time: one deck, one medium, some of the log are in memory, and the page has its turn in
 * between. What is written so far is the browser's to keep, on disk where it sees fit. A record that cannot be read, or
 * that does not pass the `sieve`, is left out, and `lost` says so.
 */
export async function writeBackup(
  services: Services,
  head: Head,
  hashes: readonly MediaHash[],
  sieve: Sieve | null = null,
): Promise<WrittenBackup> {
  const { store } = services
  let written = begin(services, head, sieve)
  const unread = await store.exportReadable(() => {
    written = begin(services, head, sieve)
    return written
  })
  const { text, end } = written
  const { left, ...found } = await end()
  let media = 0
  for (const hash of hashes) {
    const medium = await readMedium(store, hash)
    if (!medium || !(await isSoundMedium(medium))) continue
    await text.put(text.lines.medium(medium))
    media++
  }
  const count = hashes.length - media
  const lost: Lost[] = [...unread, ...left]
  if (count > 0) lost.push({ kind: 'media', deck: null, count })
  return { ...text.end(), ...found, lost }
}

/** Null for one that is not there or cannot be read. */
export async function readMedium(store: Store, hash: MediaHash): Promise<Media | null> {
  return store.media(hash).catch((thrown) => {
    if (isFailure(thrown) && thrown.kind === 'closed') throw thrown
    return null
  })
}

/** Whether it is what its name says: a backup with one that is not would be refused as a whole. */
const isSoundMedium = async ({ hash, type, bytes }: Media): Promise<boolean> =>
  bytes instanceof ArrayBuffer && isMediaType(type) && (await mediaHash(bytes)) === hash

function begin(services: Services, head: Head, sieve: Sieve | null) {
  const text = makeText(head)
  const log = makeLog(services, text, sieve)
  const decks: Pick<CollectedDeck, 'id' | 'version'>[] = []
  const left: Lost[] = []
  return {
    text,
    deck: async (given: CollectedDeck): Promise<void> => {
      const sifted = sieve?.deck(given) ?? { deck: given, left: [] }
      left.push(...sifted.left)
      if (!sifted.deck) return
      for (const line of text.lines.deck(sifted.deck)) await text.put(line)
      decks.push({ id: sifted.deck.id, version: sifted.deck.version })
    },
    events: log.part,
    end: async () => {
      const { unsound, ...found } = await log.end()
      if (unsound > 0) left.push({ kind: 'event', deck: null, count: unsound })
      return { decks, left, ...found }
    },
  }
}

type Text = ReturnType<typeof makeText>

function makeText(head: Head) {
  const lines = makeBackupLines()
  const pieces: Blob[] = []
  const tidy = makeTidying()
  let piece = [...lines.start(head)].join('')
  return {
    lines,
    put: async (line: string): Promise<void> => {
      piece += line
      if (piece.length < PIECE_CHARS) return
      pieces.push(new Blob([piece]))
      piece = ''
      tidy()
      await turn()
    },
    end: (): { readonly file: Blob; readonly seal: Seal } => {
      const { text, seal } = lines.end()
      return { file: new Blob([...pieces, piece + text], { type: 'application/json' }), seal }
    },
  }
}

/** The log's lines, and among them, in order, those of answers that the device would not take and are in memory only. */
function makeLog({ writer }: Services, text: Text, sieve: Sieve | null) {
  const held = writer.state()
  const waiting = inOrder(held.phase === 'held' ? held.waiting.flatMap((change) => change.events) : [])
  const undos: UndoEvent[] = []
  let unsound = 0
  let lastId: EventId | null = null

  async function put(event: StoredEvent): Promise<void> {
    if (sieve && !sieve.isSoundEvent(event)) {
      unsound++
      return
    }
    await text.put(text.lines.event(event))
    if (isUndo(event)) undos.push(event)
    lastId = event.id
  }

  async function putWaiting(before: EventId | null): Promise<void> {
    for (let next = waiting[0]; next && (before === null || next.id < before); next = waiting[0]) {
      waiting.shift()
      await put(next)
    }
  }

  return {
    part: async (part: readonly StoredEvent[]): Promise<void> => {
      for (const event of part) {
        await putWaiting(event.id)
        // It may have been stored meanwhile.
        if (waiting[0]?.id === event.id) waiting.shift()
        await put(event)
      }
    },
    end: async (): Promise<{
      readonly unsound: number
      readonly lastId: EventId | null
      readonly undone: ReadonlySet<EventId>
    }> => {
      await putWaiting(null)
      return { unsound, lastId, undone: new Set(idsUndoneBy(undos)) }
    },
  }
}
