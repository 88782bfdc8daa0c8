import type { Deck } from '../domain/deck.ts'
import { type DeckMerge, keepMine, mergeDeck, type NoteClash } from '../domain/deckMerge.ts'
import { chosenVersions, rankOf } from '../domain/deckVersion.ts'
import type { StoredEvent } from '../domain/event.ts'
import type { DeckId } from '../domain/note.ts'
import type { Side } from '../domain/noteMerge.ts'
import { partsOf } from '../domain/ownPart.ts'
import { receivedVersion } from '../domain/receivedVersion.ts'
import type { PackedMedium } from '../formats/reciteFile.ts'
import type { CollectedDeck, Condition, HeldInStore } from '../storage/store.ts'
import { anew } from './anew.ts'
import { keptApart } from './apart.ts'
import { mergedEvents, subscribeEvent, tookEvent, undoOf } from './deckEvents.ts'
import { isSame } from './joinDecks.ts'
import { leaveOwn } from './removeDeck.ts'
import type { Services } from './services.ts'
import { versionsFor } from './waiting.ts'

export type TakeOptions = {
  readonly choose?: (clash: NoteClash) => Side
  readonly media?: readonly PackedMedium[]
  /** Where it was fetched from. */
  readonly address?: string | null
}

/**
 * Resolves with how many cards of the learner's own keep a deck here that would have gone; `changed` where the deck is not
 * as it was left any more, and so stays as it is now.
 */
export type TakeBack = () => Promise<number | 'changed'>

/**
 * Adds the deck, or brings it to what came: my own texts are merged into it, nothing that is remembered of its cards
 * moves. One strict change, whole or not at all. Resolves with the way back: to how the deck was, or away with it.
 */
export async function takeDeck(
  services: Services,
  sent: Deck,
  { choose = keepMine, media = [], address = null }: TakeOptions = {},
): Promise<TakeBack> {
  const { store } = services
  const imports = await store.imports()
  const hashes = media.map(({ hash }) => hash)
  return imports.run(sent.title, hashes, async () => {
    // First, as nobody sees them until a note names them.
    for (const { hash, type, read } of media) {
      const isHere = (await store.media(hash)) !== null
      if (!isHere) await store.putMedia([{ hash, type, bytes: (await read()).slice().buffer }])
    }
    // Takes seconds where much is here: whatever another tab does meanwhile has to be in what is planned from.
    if (await isHere(services, sent.id)) await (await import('./copies.ts')).keepPointIfAble(services, 'before-update')
    return anew(() => take(services, sent, choose, address))
  })
}

/** From what is here by now, as decks may have come since it was looked at. */
async function take(
  services: Services,
  sent: Deck,
  choose: (clash: NoteClash) => Side,
  address: string | null,
): Promise<TakeBack> {
  const { store } = services
  const onlyIf = await nothingElse(services)
  const before = await store.collectedDeck(sent.id)
  const { deck } = await keptApart(store, sent, before)
  const known = await versionsFor(services, deck, before)
  const merge = mergeDeck(before, deck, choose, known)
  const { own, ...content } = merge.deck
  const texts = mergedEvents(services, merge)
  const chosen = before ? await choosing(services, before.deck, deck) : []
  const events = [...texts, ...chosen, ...(await subscribing(services, deck.id, address))]
  await store.putDeck(content, { builtIn: false, own, events, endsImport: true, onlyIf })
  // Of a deck that had been removed, cards are back that the learner once put into it.
  const merged = new Set(merge.versions.map(({ noteId }) => noteId))
  const found = before ? [] : known.map((one) => (merged.has(one.noteId) ? { ...one, changes: one.changes + 1 } : one))
  return () => anew(() => putBack(services, { before, found }, merge.deck, events))
}

const nothingElse = async ({ store }: Services): Promise<Condition<'all'>> => (await store.forChange()).nothingElse()

const isHere = async ({ store }: Services, deckId: DeckId): Promise<boolean> =>
  (await store.decks()).some(({ id }) => id === deckId)

/**
 * Taken over a version whose number says that it leads, this one has to be said to: or the other would come back from the
 * next backup of another device, with whatever number somebody gave it.
 */
async function choosing(services: Services, here: CollectedDeck, { id, version }: Deck): Promise<StoredEvent[]> {
  const before = receivedVersion(here)
  if (before === version) return []
  const known = chosenVersions(await services.store.eventsSince(null))
  return rankOf({ id, version }, known) > rankOf({ id, version: before }, known)
    ? []
    : [tookEvent(services, id, version, before)]
}

/** The address that it came from is kept with it, once. */
async function subscribing(services: Services, deckId: DeckId, address: string | null): Promise<StoredEvent[]> {
  const known = address === null ? null : await services.store.subscription(deckId)
  if (address === null || known?.address === address) return []
  return [subscribeEvent(services, deckId, { address, looks: false })]
}

type Was = {
  readonly before: HeldInStore | null
  /** Where it was not here: the learner's cards that came with it. */
  readonly found: HeldInStore['versions']
}

async function putBack(
  services: Services,
  { before, found }: Was,
  left: DeckMerge['deck'],
  events: readonly StoredEvent[],
): Promise<number | 'changed'> {
  const { store } = services
  const onlyIf = await nothingElse(services)
  const now = await store.collectedDeck(left.id)
  const undo = undoOf(services, events)
  // Something else was made of it since: the deck stays so, and only what was merged into my texts goes back.
  if (now === null || !isAsLeft(now.deck, before, left)) {
    if (undo.length > 0) await store.commit({ events: undo, cards: [] })
    return now === null ? 0 : 'changed'
  }
  if (before) await store.putDeck(contentOf(before.deck), { ...ownOf(before.deck), events: undo, onlyIf })
  else {
    const changes = new Map(found.map((version) => [version.noteId, version.changes]))
    const since = now.versions.filter((version) => changes.get(version.noteId) !== version.changes)
    if (partsOf({ deck: now.deck, versions: since }).own > 0) {
      await leaveOwn(services, now.deck, undo, onlyIf)
      return partsOf(now).own
    }
    await store.removeDeck(left.id, { events: undo, leaves: 'as before', onlyIf })
  }
  return 0
}

/** Out of study went no more than what was here before. */
function isAsLeft({ retired, ...now }: CollectedDeck, before: HeldInStore | null, left: DeckMerge['deck']): boolean {
  const known = new Set([...(before?.deck.notes ?? []), ...(before?.deck.retired ?? [])].map(({ id }) => id))
  const same: CollectedDeck = { ...now, retired: [] }
  return retired.every(({ id }) => known.has(id)) && isSame(same, { ...left, builtIn: now.builtIn, retired: [] })
}

const contentOf = ({ builtIn: _builtIn, retired: _retired, own: _own, ...deck }: CollectedDeck): Deck => deck
const ownOf = ({ builtIn, retired, own }: CollectedDeck) => ({ builtIn, retired, own })
