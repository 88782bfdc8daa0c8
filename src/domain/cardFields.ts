import { oneLine } from './bareText.ts'
import { clozeText } from './clozeView.ts'
import { blanksOf, contentAnswers } from './contentAnswers.ts'
import { hashText } from './hash.ts'
import type { Distractor, Evidence, Note, NoteContent, NoteId } from './note.ts'
import { type Source, type Span, sliceOf } from './source.ts'
import { findWords } from './wordSearch.ts'

/** A card as it stands in a form, kind by kind. All kinds' fields are kept, so that a change of kind loses nothing. */
export type CardFields = {
  readonly kind: 'question' | 'gap' | 'choice'
  readonly question: string
  /** Several lines are the items of a list. */
  readonly answer: string
  /** The sentence with its blanks as `{{c1::answer}}`. */
  readonly gap: string
  /** Wrong options, one a line. */
  readonly options: string
  /** Where in the source the answer comes from. */
  readonly sentence: Span
}

/** A note as fields; null for kinds of later versions, which only those can edit. */
export function toFields(note: Note, source: Source): CardFields | null {
  const piece = note.evidence[0]
  const sentence = piece?.sentence ?? { start: 0, end: 0 }
  const options = note.distractors.map((each) => oneLine(each.text)).join('\n')
  const base = { options, sentence, question: '', answer: '', gap: '' }
  const { content } = note
  switch (content.kind) {
    case 'qa':
    case 'choice':
      return {
        ...base,
        kind: content.kind === 'qa' ? 'question' : 'choice',
        question: content.question,
        answer: oneLine(content.answer),
        gap: piece ? withEvidence(note.evidence, source) : '',
      }
    case 'list':
      return {
        ...base,
        kind: 'question',
        question: content.question,
        answer: content.items.map((item) => oneLine(item.text)).join('\n'),
        gap: piece ? withEvidence(note.evidence, source) : '',
      }
    case 'cloze':
      return { ...base, kind: 'gap', gap: content.text, answer: blanksOf(content.text).join('\n') }
    default:
      content satisfies never
      return null
  }
}

/** An empty form for a card about one sentence. */
export const fieldsFor = (source: Source, sentence: Span): CardFields => ({
  kind: 'question',
  question: '',
  answer: '',
  gap: sliceOf(source, sentence),
  options: '',
  sentence,
})

export type NoteOptions = {
  readonly source: Source
  /** The note that was edited: its id stays, and so does what the edit leaves as it was. Null for a new card. */
  readonly base: Note | null
  /** Ids that a new card may not take. */
  readonly taken: ReadonlySet<NoteId>
}

/**
 * The note that the fields describe. Its evidence is always the source's own words; where the answer does not stand in
 * the sentence, the evidence points to the whole of it. Fields as `toFields` gave them give the same note again.
 */
export function toNote(fields: CardFields, options: NoteOptions): Note {
  const { source, base } = options
  const content = keepContent(contentOf(fields), base)
  const sameAnswer = base !== null && answersKey(base.content) === answersKey(content)
  const evidence = evidenceOf(content, fields.sentence, source, base)
  const note = {
    content,
    tags: base?.tags ?? [],
    accepted: sameAnswer ? base.accepted : [],
    distractors: distractorsOf(fields, content, base, sameAnswer),
    evidence,
    confidence: base && JSON.stringify(base.content) === JSON.stringify(content) ? base.confidence : null,
  }
  return { id: base?.id ?? mint(note, source, options.taken), ...note }
}

/** The first piece's sentence with a blank for each of the answers in it. */
function withEvidence(evidence: readonly Evidence[], source: Source): string {
  const [first] = evidence
  if (!first) return ''
  const { sentence } = first
  let text = ''
  let at = sentence.start
  for (const { answer } of evidence
    .filter((piece) => isSame(piece.sentence, sentence) && !isSame(piece.answer, sentence))
    .sort((a, b) => a.answer.start - b.answer.start)) {
    if (answer.start < at) continue
    text += `${source.text.slice(at, answer.start)}{{c1::${sliceOf(source, answer)}}}`
    at = answer.end
  }
  return text + source.text.slice(at, sentence.end)
}

/** The first standing of the answer in a sentence made a blank; the sentence itself where it has none. */
export function withGap(sentence: string, answer: string): string {
  const at = findWords(sentence, answer.trim())
  return at
    ? `${sentence.slice(0, at.start)}{{c1::${sentence.slice(at.start, at.end)}}}${sentence.slice(at.end)}`
    : sentence
}

export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const tidy = (text: string): string => text.normalize('NFC').trim()

function contentOf(fields: CardFields): NoteContent {
  const question = tidy(fields.question)
  const answers = linesOf(fields.answer.normalize('NFC'))
  switch (fields.kind) {
    case 'question':
      return answers.length > 1
        ? { kind: 'list', question, items: answers.map((text) => ({ text, accepted: [] })) }
        : { kind: 'qa', question, answer: answers[0] ?? '' }
    case 'choice':
      return { kind: 'choice', question, answer: answers.join(', ') }
    case 'gap':
      return { kind: 'cloze', text: tidy(fields.gap) }
  }
}

/** What the form cannot show (accepted forms of an item, a list of one) stays where the words stay. */
function keepContent(content: NoteContent, base: Note | null): NoteContent {
  const old = base?.content
  if (!old || content.kind === 'cloze' || old.kind === 'cloze') return content
  if (old.kind !== 'list') return content
  const itemsByText = new Map(old.items.map((item) => [oneLine(item.text).trim(), item]))
  if (content.kind === 'qa' && old.items.length === 1)
    return { kind: 'list', question: content.question, items: [keepItem(content.answer)] }
  if (content.kind !== 'list') return content
  return { ...content, items: content.items.map((item) => keepItem(item.text)) }

  function keepItem(text: string) {
    return itemsByText.get(text) ?? { text, accepted: [] }
  }
}

const answersKey = (content: NoteContent): string => contentAnswers(content).join('\u0000')

function distractorsOf(
  fields: CardFields,
  content: NoteContent,
  base: Note | null,
  sameAnswer: boolean,
): readonly Distractor[] {
  const known = new Map((base?.distractors ?? []).map((each) => [oneLine(each.text).trim(), each]))
  if (content.kind !== 'choice') return sameAnswer && base ? base.distractors : []
  return [...new Set(linesOf(fields.options.normalize('NFC')))].map(
    (text) => known.get(text) ?? { text, evidence: null },
  )
}

/** For a list one piece for each item; otherwise one for the sentence, beside those of other sentences that still hold. */
function evidenceOf(content: NoteContent, sentence: Span, source: Source, base: Note | null): readonly Evidence[] {
  const old = base?.evidence ?? []
  const first = old[0]
  const moved = first !== undefined && !isSame(first.sentence, sentence)
  if (base && !moved && old.length > 0) {
    if (content.kind === base.content.kind && answersKey(content) === answersKey(base.content)) return old
  }
  if (content.kind === 'list') {
    const places = moved ? [sentence] : [sentence, ...old.map((piece) => piece.sentence)]
    const oldItems = base?.content.kind === 'list' && !moved ? base.content.items.map((item) => item.text) : []
    return content.items.map(({ text }) => {
      const kept = old[oldItems.indexOf(text)]
      return kept ?? pieceIn(places, text, source, old)
    })
  }
  return [pieceIn([sentence], contentAnswers(content)[0] ?? '', source, old)]
}

/** The first of the sentences that holds the answer, or the whole of the first. */
function pieceIn(places: readonly Span[], answer: string, source: Source, old: readonly Evidence[]): Evidence {
  for (const place of places) {
    const at = findWords(sliceOf(source, place), answer)
    if (at) return piece(place, { start: place.start + at.start, end: place.start + at.end })
  }
  const place = places[0] ?? { start: 0, end: 0 }
  return piece(place, place)

  function piece(sentence: Span, words: Span): Evidence {
    const resolutions = old.find((each) => isSame(each.sentence, sentence))?.resolutions ?? []
    return { sourceId: source.id, sentence, answer: words, quote: sliceOf(source, sentence), resolutions }
  }
}

const isSame = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end

/** From source, kind, sentence and answer, as generated notes are: never from the question's wording. */
function mint(note: Omit<Note, 'id'>, source: Source, taken: ReadonlySet<NoteId>): NoteId {
  const pieces = note.evidence.map((each) => `${each.quote}\u0000${sliceOf(source, each.answer)}`)
  const own = note.content.kind === 'cloze' ? clozeText(note.content.text) : answersKey(note.content)
  const key = ['by hand', source.id, note.content.kind, own, ...pieces].join('\u0001')
  let id = `n_${hashText(key)}` as NoteId
  for (let i = 2; taken.has(id); i++) id = `n_${hashText(`${key}\u0000${i}`)}` as NoteId
  return id
}
