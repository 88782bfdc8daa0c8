import type { Deck } from '../domain/deck.ts'
import { type DeckChange, deckChange } from '../domain/deckChange.ts'
import { isReview, type StoredEvent } from '../domain/event.ts'
import type { Note } from '../domain/note.ts'
import { err, ok, type Result } from '../domain/result.ts'
import { inOrder } from '../domain/undo.ts'
import type { Backup } from '../formats/backup.ts'
import { type ImportError, importError } from '../formats/errors.ts'
import type { CollectedDeck } from '../storage/store.ts'
import { saveFile } from './files.ts'
import { mediaHash } from './media.ts'
import { rebuild } from './rebuild.ts'
import type { Services } from './services.ts'

/** Longer files are not read: far beyond any deck, and any backup but of very many pictures. In bytes. */
export const MAX_FILE_BYTES = 200_000_000

/** What a file holds, before anything of it is taken. */
export type Incoming =
  | { readonly kind: 'deck'; readonly deck: Deck; readonly change: DeckChange }
  | {
      readonly kind: 'backup'
      readonly backup: Backup
      /** Reviews in it, and how many of them are not here yet. */
      readonly reviews: number
      readonly newReviews: number
      /** Whether anything in it is not here yet. */
      readonly isNew: boolean
    }

export type FileProblem = ImportError | { readonly kind: 'too-big'; readonly size: number } | { readonly kind: 'empty' }

/** The deck as a file of its own, content alone: nobody's progress is in it. */
export async function saveDeckFile(deck: Deck): Promise<void> {
  const { encodeDeck } = await import('../formats/deckFile.ts')
  await saveFile(`${fileName(deck.title)}.deck.json`, encodeDeck(deck))
}

/** Everything in one file; resolves with its name and size in bytes. */
export async function saveBackup(services: Services): Promise<{ readonly name: string; readonly size: number }> {
  await services.store.flush()
  const [{ encodeBackup }, collection, media] = await Promise.all([
    import('../formats/backup.ts'),
    services.store.exportAll(),
    services.store.allMedia(),
  ])
  const savedAt = services.now()
  // What the device would not take is in memory only: a backup must not be without it.
  const held = services.writer.state()
  const unsaved = held.phase === 'held' ? held.waiting.flatMap((change) => change.events) : []
  const events = inOrder([...collection.events, ...unsaved])
  const text = encodeBackup({ appVersion: __APP_VERSION__, savedAt, decks: collection.decks, events, media })
  const name = `recite-backup-${new Date(savedAt).toISOString().slice(0, 10)}.json`
  return { name, size: await saveFile(name, text) }
}

/** Reads a deck or a backup and says what taking it would do. Changes nothing. */
export async function readIncoming(services: Services, file: File): Promise<Result<Incoming, FileProblem>> {
  if (file.size === 0) return err({ kind: 'empty' })
  if (file.size > MAX_FILE_BYTES) return err({ kind: 'too-big', size: file.size })
  const text = await file.text()
  const [{ decodeDeck }, { decodeBackup }] = await Promise.all([
    import('../formats/deckFile.ts'),
    import('../formats/backup.ts'),
  ])
  const deck = decodeDeck(text)
  if (deck.ok) {
    // As it came: the learner's own wordings stay over whatever the file brings, and are no difference to it.
    const mine = (await services.store.exportAll()).decks.find(({ id }) => id === deck.value.id) ?? null
    return ok({ kind: 'deck', deck: deck.value, change: deckChange(mine, deck.value) })
  }
  if (deck.error.kind !== 'other-format') return deck
  const backup = decodeBackup(text)
  if (!backup.ok) return backup
  const { media = [] } = backup.value
  for (const [i, { hash, bytes }] of media.entries())
    if ((await mediaHash(bytes)) !== hash)
      return err(importError('damaged', `media[${i}]`, 'the content is not what was saved'))
  const { decks, events } = await services.store.exportAll()
  const missing = await Promise.all(media.map(async ({ hash }) => (await services.store.media(hash)) === null))
  const known = new Set(events.map((event) => event.id))
  const fresh = backup.value.events.filter((event) => !known.has(event.id))
  const joined = joinDecks(decks, backup.value.decks)
  return ok({
    kind: 'backup',
    backup: backup.value,
    reviews: backup.value.events.filter(isReview).length,
    newReviews: fresh.filter(isReview).length,
    isNew:
      missing.includes(true) ||
      fresh.length > 0 ||
      joined.length > decks.length ||
      joined.some((deck) => !decks.includes(deck)),
  })
}

/**
 * Adds the deck, or brings it to the file's version; what is remembered of its cards stays. Resolves with the way back:
 * to how the deck was before, or away with it.
 */
export async function takeDeck(services: Services, deck: Deck): Promise<() => Promise<void>> {
  const { store } = services
  const before = (await store.exportAll()).decks.find(({ id }) => id === deck.id)
  await store.putDeck(deck, { builtIn: false })
  return async () => {
    if (before) await store.putDeck(contentOf(before), { builtIn: before.builtIn, retired: before.retired })
    else await store.removeDeck(deck.id)
  }
}

const contentOf = ({ builtIn: _builtIn, retired: _retired, ...deck }: CollectedDeck): Deck => deck

/**
 * Joins a backup with what is here: a union of the logs, and of each deck the newer version. Nothing that is here goes;
 * the same backup twice changes nothing more.
 */
export async function takeBackup(services: Services, backup: Backup): Promise<void> {
  await services.store.replaceAll(
    (here) => ({
      decks: joinDecks(here.decks, backup.decks),
      events: joinLogs(here.events, backup.events),
      media: backup.media ?? [],
    }),
    rebuild,
  )
  const last = services.store.lastEventId()
  if (last) services.clock.observe(last, services.now())
}

const joinLogs = (mine: readonly StoredEvent[], theirs: readonly StoredEvent[]): readonly StoredEvent[] =>
  inOrder([...mine, ...theirs])

function joinDecks(mine: readonly CollectedDeck[], theirs: readonly CollectedDeck[]): readonly CollectedDeck[] {
  const joined = new Map(mine.map((deck) => [deck.id, deck]))
  for (const deck of theirs) {
    const older = joined.get(deck.id)
    if (!older) joined.set(deck.id, deck)
    else if (older.version < deck.version) joined.set(deck.id, { ...deck, retired: retiredBy(deck, older) })
  }
  return [...joined.values()]
}

/** What a newer version does not hold any more stays behind it, out of study. */
function retiredBy(deck: CollectedDeck, older: CollectedDeck): readonly Note[] {
  const known = new Set([...deck.notes, ...deck.retired].map((note) => note.id))
  return [...deck.retired, ...[...older.notes, ...older.retired].filter((note) => !known.has(note.id))]
}

/** A title as a file's name on every system: letters, digits and dashes. */
export function fileName(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()
  return plain.slice(0, 60) || 'deck'
}

export const problemOf = (thrown: unknown): FileProblem =>
  importError('not-json', '', thrown instanceof Error ? thrown.message : String(thrown))
