import type { Deck } from '../domain/deck.ts'
import type { Evidence, Note } from '../domain/note.ts'
import type { Source } from '../domain/source.ts'
import { contentStems } from './words.ts'

export type Finding = { readonly noteId: string; readonly rule: string; readonly text: string }

/** Reads every card of a deck as a proof-reader would; an empty list is what ships. */
export function lintDeck(deck: Deck): Finding[] {
  const out: Finding[] = []
  const seen = new Map<string, string>()
  for (const note of deck.notes) {
    for (const finding of lintNote(note, deck.sources)) out.push({ noteId: note.id, ...finding })
    const asks = /\b(who|what|when|where|why|how|which)\b/i.exec(promptOf(note))?.[0].toLowerCase() ?? ''
    const key = [asks, ...contentStems(promptOf(note))].join(' ')
    const twin = seen.get(key)
    if (twin !== undefined) out.push({ noteId: note.id, rule: 'duplicate', text: `${promptOf(note)} (as ${twin})` })
    seen.set(key, note.id)
  }
  return out
}

type Bare = Omit<Finding, 'noteId'>

/** What is wrong with one note by itself. */
export function lintNote(note: Omit<Note, 'id'>, sources: readonly Source[]): Bare[] {
  const out: Bare[] = []
  const prompt = promptOf(note)
  const answers = answersOf(note)
  for (const piece of note.evidence) out.push(...lintEvidence(piece, sources))
  if (note.evidence.length === 0) out.push({ rule: 'evidence', text: 'no evidence' })
  if (note.content.kind === 'list' && note.evidence.length !== note.content.items.length) {
    out.push({ rule: 'evidence', text: 'a list needs one piece for each item' })
  }
  for (const [rule, pattern] of PATTERNS) {
    const match = pattern.exec(prompt)
    if (match !== null) out.push({ rule, text: `"${match[0]}" in: ${prompt}` })
  }
  for (const answer of answers) {
    for (const [rule, pattern] of ANSWER_PATTERNS) {
      const match = pattern.exec(answer)
      if (match !== null) out.push({ rule, text: `"${match[0]}" in: ${answer}` })
    }
  }
  if (!/^(?:> )?[\p{Lu}\p{N}"(_{]/u.test(prompt)) out.push({ rule: 'first letter', text: prompt })
  if (note.content.kind !== 'cloze' && !prompt.endsWith('?')) out.push({ rule: 'question mark', text: prompt })
  if ((prompt.match(/"/g) ?? []).length % 2 === 1) out.push({ rule: 'quotation marks', text: prompt })
  if ((prompt.match(/\(/g) ?? []).length !== (prompt.match(/\)/g) ?? []).length)
    out.push({ rule: 'brackets', text: prompt })
  const asked = prompt.toLowerCase()
  if (
    answers.some((answer) => answer.length > 2 && asked.includes(answer.toLowerCase()) && note.content.kind !== 'list')
  )
    out.push({ rule: 'leak', text: prompt })
  out.push(...lintPronouns(prompt), ...lintVerbs(prompt), ...lintChoice(note))
  return out
}

const PATTERNS: readonly (readonly [string, RegExp])[] = [
  ['spacing', / {2}| [,.;?!]|,[?.]|\s$|^\s|\(\s|\s\)|"[\p{L}]+"[\p{L}]/u],
  ['double word', /\b(the|a|an|of|in|to|is|was|that|and) \1\b/i],
  ['double article', /\b(the|a|an) (the|a|an)\b/i],
  ['possessive', /'s's|s''|''/],
  [
    'relative date',
    /\b(yesterday|today's|tomorrow|ago|(last|next|this) (year|month|week|night|summer|winter|spring|autumn)|(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b/,
  ],
  ['demonstrative', /\b(this|these|those) (?!who|whom|which|that|of|in)\w+(?! (of|who|whom|which|that)\b)\b/i],
  [
    'dangling definite',
    /\bthe (official|officials|author|paper|newspaper|vote|two|first|second|former|latter|same|other|pact|exchange|visit|others)\b(?! (of|between|in|on|to|for|at|that|who|which|against|about|with|by|from) )(?! \p{L}+)/iu,
  ],
  ['first person', /\b(I|me|my|we|us|our|ours|you|your)\b(?<!U\.S|US)/],
  ['agreement', /\b(what|who) (are|were|have|do not)\b(?! the| \p{Lu}| \p{L}+s\b)/iu],
  ['stub', /\b(the|a|an|and|or|that|than)\?$/],
]

const ANSWER_PATTERNS: readonly (readonly [string, RegExp])[] = [
  ['spacing', / {2}| [,.;?!]|^\s|\s$/],
  ['stub', /(^|\s)(the|a|an|of|and|or)$|^[,;:]/i],
  ['possessive', /'s's|s''/],
  ['relative date', /\b(yesterday|tomorrow|ago|(last|next|this) (year|month|week))\b/],
  ['pronoun', /^(he|she|it|they|them|him|her|this|that|these|those|something|anything)$/i],
]

function lintEvidence(piece: Evidence, sources: readonly Source[]): Bare[] {
  const source = sources.find((each) => each.id === piece.sourceId)
  if (source === undefined) return [{ rule: 'evidence', text: `no source ${piece.sourceId}` }]
  const { sentence, answer } = piece
  if (source.text.slice(sentence.start, sentence.end) !== piece.quote)
    return [{ rule: 'evidence', text: `not verbatim: ${piece.quote}` }]
  if (answer.start < sentence.start || answer.end > sentence.end || answer.end <= answer.start)
    return [{ rule: 'evidence', text: `answer outside: ${piece.quote}` }]
  return []
}

/** A pronoun in a question needs a name or a noun before it, or the question word. */
function lintPronouns(prompt: string): Bare[] {
  const match = /\b(he|him|his|she|her|it|its|they|them|their)\b/i.exec(prompt)
  if (match === null) return []
  const before = prompt.slice(0, match.index)
  const bound = /\p{Lu}\p{L}+/u.test(before.slice(1)) || /\b(who|which|what)\b/i.test(before)
  return bound ? [] : [{ rule: 'unbound pronoun', text: prompt }]
}

/** After do, does and did the bare verb; spots `did … -ed` for regular verbs next to a short subject. */
function lintVerbs(prompt: string): Bare[] {
  const match = /\b(did|does|do) (?:the )?(?:\p{Lu}[\p{L}.']+ ?){1,3}(\p{Ll}+ed)\b/u.exec(prompt)
  if (
    match === null ||
    /^(need|proceed|succeed|exceed|feed|speed|breed|heed|bleed|seed|embed|shed|wed)$/.test(match[2] ?? '')
  )
    return []
  return [{ rule: 'do-support', text: prompt }]
}

function lintChoice(note: Omit<Note, 'id'>): Bare[] {
  const out: Bare[] = []
  const answers = answersOf(note).map((text) => text.toLowerCase())
  const options = note.distractors.map((each) => each.text.toLowerCase())
  if (note.content.kind === 'choice' && options.length < 3)
    out.push({ rule: 'choice', text: 'fewer than three wrong options' })
  if (new Set(options).size !== options.length)
    out.push({ rule: 'choice', text: `an option stands twice: ${options.join(' | ')}` })
  if (options.some((option) => answers.includes(option) || note.accepted.some((text) => text.toLowerCase() === option)))
    out.push({ rule: 'choice', text: `an option is right: ${options.join(' | ')}` })
  return out
}

export function promptOf(note: Pick<Note, 'content'>): string {
  const { content } = note
  return content.kind === 'cloze' ? content.text.replace(/\{\{c\d+::.*?\}\}/g, '_____') : content.question
}

function answersOf(note: Pick<Note, 'content'>): string[] {
  const { content } = note
  if (content.kind === 'list') return content.items.map((item) => item.text)
  if (content.kind === 'cloze')
    return [...content.text.matchAll(/\{\{c\d+::(.*?)(?:::.*?)?\}\}/g)].map((match) => match[1] ?? '')
  return [content.answer]
}
