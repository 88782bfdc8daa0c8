import { gradeOf } from './rating.ts'
import type { Part, Query, Term } from './search.ts'

/** A search as text that reads back as the same search. */
export function printSearch(query: Query): string {
  return query.kind === 'all' ? '' : printPart(query)
}

function printPart(part: Part): string {
  switch (part.kind) {
    case 'or':
      return part.of.map(printPart).join(' or ')
    case 'and':
      return part.of.map((inner) => (inner.kind === 'or' ? `(${printPart(inner)})` : printPart(inner))).join(' ')
    case 'not':
      return part.of.kind === 'and' || part.of.kind === 'or' ? `-(${printPart(part.of)})` : `-${printPart(part.of)}`
    default:
      return printTerm(part)
  }
}

function printTerm(term: Term): string {
  switch (term.kind) {
    case 'text':
      return isPlainWord(term.text) ? term.text : quote(term.text)
    case 'named':
      return `${term.field}:${isPlainValue(term.name) ? term.name : quote(term.name)}`
    case 'is':
      return `is:${term.state}`
    case 'prop':
      return `prop:${term.prop}${term.op}${term.value}`
    case 'rated':
      return `rated:${term.days}${term.rating === null ? '' : `:${gradeOf(term.rating)}`}`
    case 'added':
      return `added:${term.days}`
  }
}

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

/** True for text that no mark ends or gives another meaning to. */
const isPlainValue = (text: string): boolean => !SPECIAL.test(text)

const isPlainWord = (text: string): boolean =>
  isPlainValue(text) && !/^(?:-|[a-z]+:)/i.test(text) && !/^(?:or|and)$/i.test(text)

/** What ends a word: spaces and control characters, parentheses, quotation marks. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the parser takes control characters for spaces
const SPECIAL = /[\u0000-\u0020\u00a0\u3000\u200b"()]/
