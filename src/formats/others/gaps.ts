import { type ClozePart, parseCloze } from '../../domain/cloze.ts'
import type { NoteContent } from '../../domain/note.ts'
import { fillPlaces, placeMark } from './markdown.ts'

/** A stretch of a text with gaps as another program writes it; of a gap, its number and hint. */
export type Part = {
  readonly isGap: boolean
  readonly text: string
  readonly number?: number
  readonly hint?: string | null
}

/**
 * The text as it is written here; gaps without a number count up from one. `plain` changes the words: maths may lie
 * across gaps, so these are put in their places after it.
 */
export function gappedContent(parts: readonly Part[], plain: (text: string) => string): NoteContent {
  const gaps = parts.filter((part) => part.isGap)
  let n = 0
  const held = parts.map((part) => (part.isGap ? placeMark(n++) : part.text)).join('')
  const gap = (i: number): string => {
    const { text = '', number = i + 1, hint = null } = gaps[i] ?? {}
    return gapOf(number, plain(text).trim(), hint === null ? null : plain(hint).trim())
  }
  return { kind: 'cloze', text: fillPlaces(notAGap(plain(held)), gap) }
}

type Gap = Extract<ClozePart, { kind: 'blank' }>

/** The way back: the text with places for its gaps, and what puts them there. */
export function gapsHeld(text: string): {
  readonly gaps: readonly Gap[]
  readonly held: string
  readonly fill: (held: string, write: (gap: Gap) => string) => string
} {
  const parts = parseCloze(text)
  const gaps = parts.flatMap((part) => (part.kind === 'blank' ? [{ ...part, answer: bareGap(part.answer) }] : []))
  let n = 0
  const held = parts.map((part) => (part.kind === 'blank' ? placeMark(n++) : part.text)).join('')
  const fill = (filled: string, write: (gap: Gap) => string): string =>
    fillPlaces(filled, (i) => {
      const gap = gaps[i]
      return gap ? write(gap) : ''
    })
  return { gaps, held, fill }
}

/** A gap as it is written here; what would end it or begin a hint is escaped, or parted by a space. */
function gapOf(number: number, answer: string, hint: string | null): string {
  const plain = gapText(number, answer, hint ?? '')
  const [gap, ...more] = parseCloze(plain)
  const isWhole =
    more.length === 0 && gap?.kind === 'blank' && gap.answer === answer && (gap.hint ?? '') === (hint ?? '')
  return isWhole ? plain : gapText(number, apart(answer), apart(hint ?? ''))
}

const gapText = (number: number, answer: string, hint: string): string =>
  `{{c${number}::${answer}${hint === '' ? '' : `::${hint}`}}}`

const apart = (text: string): string =>
  text.replace(/:(?=:)|^:|:$/g, '\\:').replace(/[{}](?=[{}])|[{}]$/g, (brace) => `${brace} `)

/** The words of a gap as other programs write them. */
const bareGap = (answer: string): string => answer.replaceAll('\\:', ':')

/** What stands between gaps and would be read as one. */
const notAGap = (text: string): string => text.replace(/\{(?=\{c\d)/g, '{\\')
