import { clip } from '../../domain/clip.ts'
import { hashText } from '../../domain/hash.ts'
import { mediaNamesIn, mediaNamesInCss } from '../../domain/mediaNames.ts'
import type { Note, NoteId } from '../../domain/note.ts'
import { type AnkiOrigin, asContent, type NoteType } from '../../domain/noteType.ts'
import { atHome } from './cardRow.ts'
import type { AnkiCard, AnkiCollection, AnkiNote, AnkiType } from './collection.ts'
import { homeOf, titleOf } from './homes.ts'
import type { Tally } from './leftOut.ts'

/** What a file's bytes hash to, by the name that notes use; without the files that the package lacks. */
export type MediaHashes = ReadonlyMap<string, string>

/** A note as it is here, with its cards there, by rising ordinal. */
export type Converted = { readonly note: Note; readonly type: NoteType; readonly cards: readonly AnkiCard[] }

const MOST_TAGS = 100
const LONGEST_TAG = 200
/** What a deck file holds at most (`deckShape.ts`): longer ones, which no program writes, could not be sent on. */
const MOST_CLOZES = 65_536
const LONGEST_NAME = 2_000
const LONGEST_TEMPLATE = 1_000_000

/** From what names a note in every collection: the same whenever and wherever it is read. */
export const noteIdOf = (guid: string): NoteId => `n_${hashText(`anki note ${guid}`)}` as NoteId

/** The notes that have a type and cards, and the cards that have a note and a template. The rest is counted. */
export function convertNotes(collection: AnkiCollection, media: MediaHashes, tally: Tally): readonly Converted[] {
  const cards = cardsByNote(collection, tally)
  const types = new Map<number, { readonly type: NoteType; readonly names: readonly string[] }>()
  const seen = new Set<string>()
  return collection.notes.flatMap((given): Converted[] => {
    // What is longer than any program's guid goes the way of one that is missing.
    const note = given.guid.length > LONGEST_NAME ? { ...given, guid: `id ${given.id}` } : given
    const from = collection.types.get(note.typeId)
    const own = cards.get(note.id) ?? []
    if (!from) return leave(tally, 'notes-without-type')
    if (from.fields.length !== note.fields.length) return leave(tally, 'notes-with-wrong-fields')
    if (seen.has(note.guid)) return leave(tally, 'notes-twice')
    const known = own.filter(
      ({ ordinal }) => ordinal >= 0 && ordinal < (from.kind === 'cloze' ? MOST_CLOZES : from.templates.length),
    )
    tally.add('cards-without-template', own.length - known.length)
    if (known.length === 0) return leave(tally, 'notes-without-cards')
    seen.add(note.guid)
    const type = types.get(from.id) ?? typeOf(from, tally)
    types.set(from.id, type)
    const content = {
      kind: 'template' as const,
      type: type.type,
      fields: note.fields,
      cards: known.map((card) => card.ordinal),
      media: hashesOf([...type.names, ...namesIn(note)], media),
      changed: note.changed,
      anki: originOf(collection, note, known),
    }
    return [{ note: noteOf(note, asContent(content)), type: type.type, cards: known }]
  })
}

/** Every name of a file that notes, templates and styles say: whatever else is in the package, nobody asks for. */
export function mediaNamesOf(collection: AnkiCollection): ReadonlySet<string> {
  const names = new Set<string>()
  for (const type of collection.types.values()) for (const name of namesInType(type)) names.add(name)
  for (const note of collection.notes) for (const name of namesIn(note)) names.add(name)
  return names
}

function originOf(collection: AnkiCollection, note: AnkiNote, cards: readonly AnkiCard[]): AnkiOrigin {
  const home = cards[0] ? titleOf(collection, homeOf(cards[0])) : ''
  const known = cards.map((card) => {
    const title = titleOf(collection, homeOf(card))
    const at = [card.id, positionOf(card)] as const
    return [String(card.ordinal), title === home ? at : ([...at, title] as const)] as const
  })
  return { guid: note.guid, id: note.id, cards: Object.fromEntries(known) }
}

const positionOf = (card: AnkiCard): number => (card.phase === 'new' ? atHome(card).due : (card.position ?? 0))

function leave(
  tally: Tally,
  reason: 'notes-without-type' | 'notes-with-wrong-fields' | 'notes-twice' | 'notes-without-cards',
): [] {
  tally.add(reason)
  return []
}

function cardsByNote(collection: AnkiCollection, tally: Tally): ReadonlyMap<number, readonly AnkiCard[]> {
  const noteIds = new Set(collection.notes.map((note) => note.id))
  const byNote = new Map<number, AnkiCard[]>()
  for (const card of collection.cards) {
    const own = byNote.get(card.noteId)
    if (!noteIds.has(card.noteId)) tally.add('cards-without-note')
    else if (!own) byNote.set(card.noteId, [card])
    else if (own.some((other) => other.ordinal === card.ordinal)) tally.add('cards-twice')
    else own.push(card)
  }
  for (const own of byNote.values()) own.sort((a, b) => a.ordinal - b.ordinal)
  return byNote
}

function typeOf(from: AnkiType, tally: Tally) {
  const { name, kind, fields, templates, css, kept } = from
  const hasScript = templates.some(({ front, back }) => /<script\b/i.test(front) || /<script\b/i.test(back))
  if (hasScript) tally.add('scripts')
  const type: NoteType = {
    id: `anki:${from.id}`,
    name: clip(name, LONGEST_NAME),
    kind,
    fields: fields.map((field) => clip(field, LONGEST_NAME)),
    templates: templates.map((one) => ({
      name: clip(one.name, LONGEST_NAME),
      front: clip(one.front, LONGEST_TEMPLATE),
      back: clip(one.back, LONGEST_TEMPLATE),
    })),
    css: clip(css, LONGEST_TEMPLATE),
    // Half of its JSON says nothing: without it the type is written anew on the way back.
    ...(kept.length <= LONGEST_TEMPLATE && { anki: kept }),
  }
  return { type, names: namesInType(type) }
}

const namesInType = ({ templates, css }: Pick<NoteType, 'templates' | 'css'>): readonly string[] => [
  ...templates.flatMap(({ front, back }) => [...mediaNamesIn(front), ...mediaNamesIn(back)]),
  ...mediaNamesInCss(css),
]

const namesIn = (note: AnkiNote): readonly string[] => note.fields.flatMap(mediaNamesIn)

function hashesOf(names: readonly string[], media: MediaHashes): Readonly<Record<string, string>> {
  const found = [...new Set(names)].flatMap((name) => {
    const hash = media.get(name)
    return hash === undefined ? [] : [[name, hash] as const]
  })
  return Object.fromEntries(found)
}

const noteOf = (note: AnkiNote, content: Note['content']): Note => ({
  id: noteIdOf(note.guid),
  content,
  tags: [...new Set(note.tags.map((tag) => clip(tag, LONGEST_TAG)))].slice(0, MOST_TAGS),
  accepted: [],
  distractors: [],
  evidence: [],
  confidence: null,
})
