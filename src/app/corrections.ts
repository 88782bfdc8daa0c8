import type { Held } from '../domain/deckMerge.ts'
import { type DeckPatch, makePatch, mergePatch, type PatchMerge, type Proposal } from '../domain/deckPatch.ts'
import type { DeckId } from '../domain/note.ts'
import type { Side } from '../domain/noteMerge.ts'
import { anew } from './anew.ts'
import { undoOf, versionEvents } from './deckEvents.ts'
import { fileName } from './files.ts'
import type { Parcel } from './sendDeck.ts'
import type { Services } from './services.ts'

/** Corrections that came, met with the deck that they are for. */
export type PatchIncoming = {
  readonly kind: 'patch'
  readonly patch: DeckPatch
  readonly title: string
  readonly merge: PatchMerge
}

export type Corrections = Parcel & { readonly cards: number }

/** What the learner changed of a deck, as a file for its author; null where that is nothing. */
export async function packCorrections({ store }: Services, deckId: DeckId): Promise<Corrections | null> {
  const held = await store.collectedDeck(deckId)
  const patch = held && makePatch(held)
  if (!patch) return null
  const { encodePatch } = await import('../formats/patchFile.ts')
  const name = `${fileName(patch.deckTitle)}.recite-patch.json`
  return { name, file: new Blob([encodePatch(patch)]), media: 0, cards: patch.changes.length }
}

/** Null where the deck is not here. Changes nothing. */
export async function previewPatch(services: Services, patch: DeckPatch): Promise<PatchIncoming | null> {
  const held = await services.store.collectedDeck(patch.deckId)
  if (!held) return null
  const title = (await services.store.decks()).find(({ id }) => id === patch.deckId)?.title ?? held.deck.title
  return { kind: 'patch', patch, title, merge: await merged(held, patch) }
}

/** Takes what was chosen, whole or not at all; resolves with the way back. Nothing that is remembered of cards moves. */
export async function takePatch(
  services: Services,
  patch: DeckPatch,
  choose?: (proposal: Proposal) => Side,
): Promise<() => Promise<void>> {
  const { store } = services
  return anew(async () => {
    const ids = patch.changes.map(({ noteId }) => noteId)
    const onlyIf = await (await store.forChange()).notesStill(patch.deckId, ids)
    const held = await store.collectedDeck(patch.deckId)
    const events = held ? versionEvents(services, await merged(held, patch, choose)) : []
    await store.commit({ events, cards: [], onlyIf })
    return () => store.commit({ events: undoOf(services, events), cards: [] })
  })
}

async function merged(held: Held, patch: DeckPatch, choose?: (proposal: Proposal) => Side): Promise<PatchMerge> {
  const { isWholeNote } = await import('../formats/patchFile.ts')
  return mergePatch(held, patch, isWholeNote, choose)
}
