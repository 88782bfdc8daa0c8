import type { ProposedCard } from '../domain/proposedCard.ts'
import { parseJson } from './json.ts'

export type CardScanner = {
  /** The cards that the words so far have completed, each once. */
  readonly push: (words: string) => readonly ProposedCard[]
  /** Objects that were no card: cut short, broken, or without a field. One that was never closed counts with `end`. */
  readonly broken: () => number
  readonly end: () => void
}

/** Longest field of a card, and longest object that can hold one, in UTF-16 units. */
const LONGEST = { question: 600, answer: 600, sentence: 2_000 }
const LONGEST_OBJECT = 8_000

/**
 * Finds cards in what a model says while it says it: every innermost `{…}` with the three fields, whatever stands around
 * it (a list, a fence, polite words). What it says to itself between `<think>` and `</think>` is passed over.
 */
export function makeCardScanner(): CardScanner {
  let held = ''
  let inObject = false
  let inText = false
  let escaped = false
  let thinking: boolean | null = null
  let opening = ''
  let broken = 0

  function take(): readonly ProposedCard[] {
    const card = toCard(held)
    if (card === null) broken++
    return card === null ? [] : [card]
  }

  function scan(unit: string): readonly ProposedCard[] {
    if (!inObject) {
      if (unit === '{') start()
      return []
    }
    if (inText) {
      // JSON has no line feed within a text: whatever this was, the next line may be well.
      if (unit === '\n' || held.length > LONGEST_OBJECT) drop()
      else {
        held += unit
        if (escaped) escaped = false
        else if (unit === '\\') escaped = true
        else if (unit === '"') inText = false
      }
      return []
    }
    if (unit === '{') {
      start()
      return []
    }
    held += unit
    if (unit === '"') inText = true
    else if (unit === '}') {
      inObject = false
      return take()
    } else if (held.length > LONGEST_OBJECT) drop()
    return []
  }

  function start(): void {
    held = '{'
    inObject = true
  }

  function drop(): void {
    inObject = false
    inText = false
    escaped = false
    broken++
  }

  /** The words without what the model only thinks; null until it is known whether it does. */
  function withoutThoughts(words: string): string | null {
    if (thinking === false) return words
    opening += words
    if (thinking === null) {
      const lead = opening.trimStart()
      if (lead.length < '<think>'.length && '<think>'.startsWith(lead)) return null
      thinking = lead.startsWith('<think>')
      if (!thinking) return opening
    }
    const end = opening.indexOf('</think>')
    if (end < 0) {
      opening = opening.slice(-'</think>'.length)
      return null
    }
    thinking = false
    return opening.slice(end + '</think>'.length)
  }

  return {
    push: (words) => {
      const said = withoutThoughts(words)
      return said === null ? [] : [...said].flatMap(scan)
    },
    broken: () => broken,
    end: () => {
      if (inObject) drop()
    },
  }
}

function toCard(json: string): ProposedCard | null {
  const parsed = parseJson(json, { chars: LONGEST_OBJECT + 1, depth: 4 })
  if (!parsed.ok || typeof parsed.value !== 'object' || parsed.value === null) return null
  const question = field(parsed.value, 'question', LONGEST.question)
  const answer = field(parsed.value, 'answer', LONGEST.answer)
  const sentence = field(parsed.value, 'sentence', LONGEST.sentence)
  return question && answer && sentence ? { question, answer, sentence } : null
}

/** An own field with words in it, tidied; null for anything else. */
function field(value: object, name: string, longest: number): string | null {
  const found: unknown = Object.getOwnPropertyDescriptor(value, name)?.value
  if (typeof found !== 'string') return null
  const text = found.normalize('NFC').trim()
  return text === '' || text.length > longest ? null : text
}
