import { sameType } from './fingerprint.ts'
import type { ListItem, Note, NoteContent } from './note.ts'
import { asContent, type TemplateContent, templateOf } from './noteType.ts'
import { sameValue } from './same.ts'

/** Two texts of one field, both changed since they were one: somebody has to choose. */
export type Clash = {
  /** What of the note: `question`, `answer`, `items`, `text`, `options`, `content`, a field of a template, or another key. */
  readonly field: string
  readonly mine: unknown
  readonly theirs: unknown
}

export type Side = 'mine' | 'theirs'
export type Choose = (clash: Clash) => Side

export type MergedNote = { readonly note: Note; readonly clashes: readonly Clash[] }

/**
 * Three-way, field by field: what only one side changed is taken from it, what both changed alike is theirs as well, and
 * of what they changed differently `choose` decides. Tags and accepted answers are sets: mine are not lost while a note has room for them, and what I
 * took out stays out. Evidence and what a program counted (confidence) never clash: theirs goes with their text, unless
 * `quietly` says mine.
 * Without a `base` the two sides have nothing in common.
 */
export function mergeNote(
  base: Note | null,
  mine: Note,
  theirs: Note,
  choose: Choose,
  quietly: Side = 'theirs',
): MergedNote {
  const clashes: Clash[] = []
  const decide = (field: string, b: unknown, m: unknown, t: unknown, same = sameValue): unknown => {
    if (same(m, t) || same(m, b)) return t
    if (same(t, b)) return m
    const clash = { field, mine: m, theirs: t }
    clashes.push(clash)
    return choose(clash) === 'mine' ? m : t
  }
  const quiet: Quiet = (b, m, t) => (sameValue(t, b) || (quietly === 'mine' && !sameValue(m, b)) ? m : t)
  const content = mergeContent(base?.content ?? null, mine.content, theirs.content, decide)
  const { id, content: _b, tags, accepted, distractors, evidence, confidence, ...unknown } = theirs
  const rest = mergeRest(base, mine, unknown, quiet)
  const note: Note = {
    id,
    content,
    tags: mergeSets(base?.tags ?? [], mine.tags, tags),
    accepted: mergeSets(base?.accepted ?? [], mine.accepted, accepted),
    distractors: decide('options', base?.distractors, mine.distractors, distractors) as Note['distractors'],
    evidence: quiet(base?.evidence, mine.evidence, evidence),
    confidence: quiet(base?.confidence, mine.confidence, confidence),
    ...rest,
  }
  return { note, clashes }
}

/**
 * As many as a note may have of tags, and of answers that are right too. Without a bound each event of a stranger's log
 * would be laid over all that those before it brought, which takes the square of the time.
 */
export const MOST_IN_SET = 100

/** Of keys that only other programs know, for the same reason; newer versions of this one add a few. */
const MOST_UNKNOWN = 50

/** Theirs without what I took out, then what I added while there is room. */
export function mergeSets(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const [before, own] = [new Set(base), new Set(mine)]
  const kept = theirs.filter((one) => own.has(one) || !before.has(one))
  const known = new Set(kept)
  const added = mine.filter((one) => !before.has(one) && !known.has(one))
  return withRoom(kept, added, MOST_IN_SET)
}

const withRoom = <Item>(kept: readonly Item[], added: readonly Item[], most: number): Item[] => [
  ...kept,
  ...added.slice(0, Math.max(0, most - kept.length)),
]

/** For what nobody is asked about. */
type Quiet = <T>(b: T | undefined, m: T, t: T) => T

type Decide = (field: string, b: unknown, m: unknown, t: unknown, same?: typeof sameValue) => unknown

/** Of one kind on all sides its fields are merged each for itself, else it is one field. */
function mergeContent(base: NoteContent | null, mine: NoteContent, theirs: NoteContent, decide: Decide): NoteContent {
  const isOneKind = mine.kind === theirs.kind && (base === null || base.kind === theirs.kind)
  if (!isOneKind) return decide('content', base, mine, theirs, sameContent) as NoteContent
  const templates = [
    base && templateOf({ content: base }),
    templateOf({ content: mine }),
    templateOf({ content: theirs }),
  ]
  const [b, m, t] = templates
  if (m && t) return asContent(mergeTemplate(b ?? null, m, t, decide))
  const before: Fields = { ...base }
  const here: Fields = { ...mine }
  return mergeKeys({ ...theirs }, here, (key, value) => {
    if (key === 'kind') return value
    if (theirs.kind !== 'list' || key !== 'items') return decide(key, before[key], here[key], value)
    return mergeItems(before[key] as Items | undefined, here[key] as Items, theirs.items, decide)
  }) as NoteContent
}

type Fields = Readonly<Record<string, unknown>>
type Items = readonly ListItem[]

/** Items are one field, by their words; what is accepted for each is mine and theirs together. */
function mergeItems(
  base: readonly ListItem[] | undefined,
  mine: readonly ListItem[],
  theirs: readonly ListItem[],
  decide: Decide,
): readonly ListItem[] {
  const items = decide('items', base, mine, theirs, sameWords) as readonly ListItem[]
  // Of two items of the same words the first.
  const [b, m, t] = [base ?? [], mine, theirs].map(
    (list) => new Map(list.toReversed().map(({ text, accepted }) => [text, accepted])),
  )
  return items.map((item) => ({
    ...item,
    accepted: mergeSets(b?.get(item.text) ?? [], m?.get(item.text) ?? [], t?.get(item.text) ?? []),
  }))
}

const sameWords = (a: unknown, b: unknown): boolean => sameValue(wordsOf(a), wordsOf(b))
const wordsOf = (items: unknown): unknown => (items as readonly ListItem[] | undefined)?.map((item) => item.text)

function mergeTemplate(
  base: TemplateContent | null,
  mine: TemplateContent,
  theirs: TemplateContent,
  decide: Decide,
): TemplateContent {
  const type = base && sameType(theirs.type, base.type) ? mine.type : theirs.type
  const names = theirs.type.fields
  const isOneShape = mine.fields.length === theirs.fields.length
  const fields = isOneShape
    ? theirs.fields.map((text, i) => String(decide(names[i] ?? `${i + 1}`, base?.fields[i], mine.fields[i], text)))
    : (decide('content', base?.fields, mine.fields, theirs.fields) as readonly string[])
  return {
    ...theirs,
    type,
    fields,
    // Cards only come to a note, as their past must not go.
    cards: [...new Set([...mine.cards, ...theirs.cards])].sort((a, b) => a - b),
    media: { ...mine.media, ...theirs.media },
    changed: Math.max(mine.changed, theirs.changed),
  }
}

/** Keys that only other programs know: theirs, but for what only I have. */
function mergeRest(base: Note | null, mine: Note, theirs: Fields, quiet: Quiet): Fields {
  const { id: _i, content: _c, tags: _t, accepted: _a, distractors: _d, evidence: _e, confidence: _f, ...own } = mine
  const before: Fields = { ...base }
  const here: Fields = own
  return mergeKeys(theirs, here, (key, value) => quiet(before[key], here[key], value))
}

/** Every key of theirs, then those that only I have while there is room; one that comes to nothing is left out. */
function mergeKeys(theirs: Fields, mine: Fields, merge: (key: string, value: unknown) => unknown): Fields {
  const added = Object.keys(mine).filter((key) => !(key in theirs))
  const merged = withRoom(Object.keys(theirs), added, MOST_UNKNOWN).map(
    (key) => [key, merge(key, theirs[key])] as const,
  )
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined))
}

/** Whether two notes say the same, to the last key. */
export function sameNote(a: Note, b: Note): boolean {
  if (a === b) return true
  const { content: mine, ...left } = a
  const { content: theirs, ...right } = b
  return sameContent(mine, theirs) && sameValue(left, right)
}

export function sameContent(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const mine = templateOf({ content: a as NoteContent })
  const theirs = templateOf({ content: b as NoteContent })
  if (!mine || !theirs) return sameValue(a, b)
  const { type, ...left } = mine
  const { type: other, ...right } = theirs
  return sameType(type, other) && sameValue(left, right)
}
