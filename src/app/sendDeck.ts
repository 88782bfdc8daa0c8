import type { Deck } from '../domain/deck.ts'
import { verbatimOnly } from '../domain/deckMerge.ts'
import { nextVersion } from '../domain/deckVersion.ts'
import { withExcerpts } from '../domain/excerpt.ts'
import type { MediaHash } from '../domain/media.ts'
import type { DeckId } from '../domain/note.ts'
import { LEECH_TAG } from '../domain/tags.ts'
import { fileName, saveFile } from './files.ts'
import type { Services } from './services.ts'

/** A deck as it would be sent: content alone, nobody's progress is in it. `media` counts its pictures and sounds. */
export type Parcel = { readonly name: string; readonly file: Blob; readonly media: number }

/**
 * The deck as others get it: as the learner has it, under a version that grew with every change of theirs. What only says
 * how the learner fares (the mark of a leech) stays here.
 */
export async function deckToSend({ store }: Services, deckId: DeckId): Promise<Deck | null> {
  const [deck, held] = await Promise.all([store.deck(deckId), store.collectedDeck(deckId)])
  if (!deck || !held) return null
  const changes = held.versions.reduce((sum, version) => sum + version.changes, 0)
  const notes = verbatimOnly(deck.notes, deck.sources).map((note) =>
    note.tags.includes(LEECH_TAG) ? { ...note, tags: note.tags.filter((tag) => tag !== LEECH_TAG) } : note,
  )
  const here = new Set(notes.map((note) => note.id))
  const tombstones = deck.tombstones.filter((id) => !here.has(id))
  return withExcerpts({ ...deck, version: nextVersion(deck.version, changes), notes, tombstones })
}

/** Makes the file of a deck, so that its size can be said before it is sent: with media a zip, else plain text. */
export async function packDeck(services: Services, deck: Deck): Promise<Parcel> {
  const { encodeRecite } = await import('../formats/reciteFile.ts')
  const name = fileName(deck.title)
  const parts: Blob[] = []
  let media = 0
  const read = async (hash: MediaHash) => {
    const medium = await services.store.media(hash)
    if (medium) media++
    return medium
  }
  for await (const piece of encodeRecite(deck, read)) parts.push(new Blob([piece]))
  if (media > 0) return { name: `${name}.recite`, file: new Blob(parts), media }
  const { encodeDeck } = await import('../formats/deckFile.ts')
  return { name: `${name}.deck.json`, file: new Blob([encodeDeck(deck)]), media }
}

export const sendParcel = ({ name, file }: Parcel): Promise<boolean> => saveFile(name, file)
