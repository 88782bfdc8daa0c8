import type { ChangedVersion, Held, NoteClash } from './deckMerge.ts'
import type { DeckId, ListItem, Note, NoteContent, NoteId } from './note.ts'
import { type Side, sameNote } from './noteMerge.ts'
import { asContent, templateOf } from './noteType.ts'
import { seenOver } from './ownNote.ts'
import { receivedVersion } from './receivedVersion.ts'
import { sameValue } from './same.ts'

/** Corrections to a deck, for whoever made it: field by field what it said and what it should say. */
export type DeckPatch = {
  readonly deckId: DeckId
  /** The version that they are made to, and its title. */
  readonly deckVersion: number
  readonly deckTitle: string
  readonly changes: readonly NotePatch[]
}

export type NotePatch = { readonly noteId: NoteId; readonly fields: Readonly<Record<string, FieldChange>> }
export type FieldChange = { readonly from: unknown; readonly to: unknown }

/** A correction as it meets the note here; `wanted` unless the author has changed the field meanwhile. */
export type Proposal = NoteClash & { readonly key: string; readonly wanted: boolean }

export type PatchMerge = {
  readonly proposals: readonly Proposal[]
  /** Corrections that say what the note says already. */
  readonly same: number
  /** Corrections to notes that are not in the deck any more, or that would leave no note. */
  readonly lost: number
  readonly versions: readonly ChangedVersion[]
}

/**
 * What the learner has changed of a deck's notes against the version last received: what is asked and what is right. Tags
 * and accepted answers are personal and stay. Null where nothing was changed, or the deck was made here.
 */
export function makePatch({ deck, versions }: Held): DeckPatch | null {
  // One that was made here has no other author.
  if (deck.received === 0) return null
  const own = new Map(versions.map((version) => [version.noteId, version]))
  // Of what the learner put in nobody else knows.
  const added = new Set(deck.own)
  const changes = deck.notes.flatMap((base): NotePatch[] => {
    const fields = added.has(base.id) ? {} : fieldChanges(base, seenOver(own.get(base.id), base))
    return Object.keys(fields).length === 0 ? [] : [{ noteId: base.id, fields }]
  })
  const { id: deckId, title: deckTitle } = deck
  const deckVersion = receivedVersion(deck)
  return changes.length === 0 ? null : { deckId, deckVersion, deckTitle, changes }
}

/** `isNote` says whether what a correction would leave is a note at all: it comes from a stranger. */
export function mergePatch(
  held: Held,
  patch: DeckPatch,
  isNote: (note: Note) => boolean,
  choose: (proposal: Proposal) => Side = byDefault,
): PatchMerge {
  const notes = new Map(held.deck.notes.map((note) => [note.id, note]))
  const own = new Map(held.versions.map((version) => [version.noteId, version]))
  const proposals: Proposal[] = []
  const versions: ChangedVersion[] = []
  let same = 0
  let lost = 0
  for (const { noteId, fields } of patch.changes) {
    const version = own.get(noteId)
    const ground = version?.guest ?? notes.get(noteId)
    if (!ground) {
      lost += Object.keys(fields).length
      continue
    }
    const mine = seenOver(version, ground)
    let next = mine
    for (const [key, { from, to }] of Object.entries(fields)) {
      const here = fieldOf(mine, key)
      if (sameField(here, to)) {
        same++
        continue
      }
      const changed = here === undefined ? null : withField(next, key, to)
      if (!changed || !isNote(changed)) {
        lost++
        continue
      }
      const field = nameOf(mine, key)
      const proposal = { noteId, note: mine, key, field, mine: here, theirs: to, wanted: sameField(here, from) }
      proposals.push(proposal)
      if (choose(proposal) === 'theirs') next = changed
    }
    if (sameNote(next, mine)) continue
    const deckId = version?.deckId ?? held.deck.id
    versions.push({ noteId, deckId, note: sameNote(next, ground) ? null : next, from: mine })
  }
  return { proposals, same, lost, versions }
}

const byDefault = ({ wanted }: Proposal): Side => (wanted ? 'theirs' : 'mine')

/** What holds until the learner chooses: of those beyond the first `shown`, which nobody saw, nothing is taken. */
export function defaultsFor(proposals: readonly Proposal[], shown: number): (proposal: Proposal) => Side {
  const seen = new Set(proposals.slice(0, shown))
  return (proposal) => (seen.has(proposal) ? byDefault(proposal) : 'mine')
}

function fieldChanges(base: Note, mine: Note): Record<string, FieldChange> {
  const keys = base.content.kind === mine.content.kind ? keysOf(base, mine) : ['content', 'options']
  return Object.fromEntries(
    keys.flatMap((key): [string, FieldChange][] => {
      const [from, to] = [fieldOf(base, key), fieldOf(mine, key)]
      const isSame = from === undefined || to === undefined || sameField(from, to)
      return isSame ? [] : [[key, { from, to: withoutPersonal(to) }]]
    }),
  )
}

/** What I accept for items of a list is not sent. */
function withoutPersonal(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((item: unknown) =>
      typeof item === 'object' && item !== null && 'accepted' in item ? { ...item, accepted: [] } : item,
    )
  if (typeof value !== 'object' || value === null || !('items' in value)) return value
  return { ...value, items: withoutPersonal(value.items) }
}

const TEMPLATE_FIELD = /^fields\.(\d{1,4})$/

function keysOf(base: Note, mine: Note): readonly string[] {
  const [a, b] = [templateOf(base), templateOf(mine)]
  if (a && b) return a.fields.length === b.fields.length ? a.fields.map((_, i) => `fields.${i}`) : []
  return [...Object.keys(base.content).filter((key) => key !== 'kind'), 'options']
}

/** Undefined for what the note has no such field of, and for what no correction may touch. */
function fieldOf(note: Note, key: string): unknown {
  if (key === 'options') return note.distractors
  const template = templateOf(note)
  if (template) return template.fields[Number(TEMPLATE_FIELD.exec(key)?.[1] ?? -1)]
  if (key === 'content') return note.content
  const content: Readonly<Record<string, unknown>> = { ...note.content }
  return key === 'kind' || !Object.hasOwn(content, key) ? undefined : content[key]
}

/**
 * Null for what could be no such field. What is accepted for an item is personal and stays with its words, and so does
 * the evidence of a wrong option: a correction brings none.
 */
function withField(note: Note, key: string, to: unknown): Note | null {
  if (key === 'options') return isItems(to) ? { ...note, distractors: withEvidence(to, note.distractors) } : null
  const template = templateOf(note)
  const at = Number(TEMPLATE_FIELD.exec(key)?.[1] ?? -1)
  if (template) {
    const fields = template.fields.map((text, i) => (i === at ? String(to) : text))
    return { ...note, content: asContent({ ...template, fields }) }
  }
  if (key === 'content') return isPlainContent(to) ? { ...note, content: to } : null
  const { content } = note
  const value = content.kind === 'list' && key === 'items' && isItems(to) ? withAccepted(to, content.items) : to
  return { ...note, content: { ...content, [key]: value } }
}

/** A card with templates has a type, which no correction can bring. */
const isPlainContent = (value: unknown): value is NoteContent =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind !== 'template'

const withEvidence = (options: readonly { readonly text: string }[], mine: Note['distractors']): Note['distractors'] =>
  options.map(({ text }) => mine.find((one) => one.text === text) ?? { text, evidence: null })

const isItems = (value: unknown): value is readonly ListItem[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null && 'text' in item)

const withAccepted = (items: readonly ListItem[], mine: readonly ListItem[]): readonly ListItem[] =>
  items.map((item) => ({ ...item, accepted: mine.find(({ text }) => text === item.text)?.accepted ?? item.accepted }))

const sameField = (a: unknown, b: unknown): boolean =>
  isItems(a) && isItems(b)
    ? sameValue(
        a.map((item) => item.text),
        b.map((item) => item.text),
      )
    : sameValue(a, b)

const nameOf = (note: Note, key: string): string => {
  const at = TEMPLATE_FIELD.exec(key)?.[1]
  return (at !== undefined && templateOf(note)?.type.fields[Number(at)]) || key
}
