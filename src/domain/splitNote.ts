import { linesOf } from './cardFields.ts'
import { clozeNumbers, parseCloze } from './cloze.ts'
import type { NoteFields } from './noteFields.ts'
import { LEECH_TAG } from './tags.ts'

/**
 * A note's parts laid out as two notes that each ask for less: half of the gaps, items, shapes or of what is answered.
 * Where the answer is of one piece, the second has it still to be written. Null where there is nothing to divide.
 */
export function splitFields(fields: NoteFields): readonly [NoteFields, NoteFields] | null {
  const base = { ...fields, tags: fields.tags.filter((tag) => tag !== LEECH_TAG) }
  switch (fields.kind) {
    case 'qa':
    case 'choice': {
      const [answer, rest] = halvesOf(fields.answer)
      return [
        { ...base, answer },
        { ...base, answer: rest, accepted: '' },
      ]
    }
    case 'list': {
      const [items, rest] = inTwo(linesOf(fields.items))
      return [
        { ...base, items: items.join('\n') },
        { ...base, items: rest.join('\n') },
      ]
    }
    case 'cloze': {
      const [first, second] = inTwo(clozeNumbers(fields.text))
      const text = (kept: readonly number[]) => withGaps(fields.text, new Set(kept))
      // One gap has no half: in the second note another is to be chosen in the same text.
      return [
        { ...base, text: text(first) },
        { ...base, text: text(second), accepted: '' },
      ]
    }
    case 'occlusion': {
      if (fields.shapes.length < 2) return null
      const [shapes, rest] = inTwo(fields.shapes)
      return [
        { ...base, shapes },
        { ...base, shapes: rest },
      ]
    }
  }
}

/** The first half, with the odd one; the second may be empty. */
function inTwo<T>(all: readonly T[]): readonly [readonly T[], readonly T[]] {
  const middle = Math.ceil(all.length / 2)
  return [all.slice(0, middle), all.slice(middle)]
}

/** What stands between the parts of an answer, the plainest first. */
const BETWEEN = [/\s*\n\s*/g, /\s*;\s+/g, /\s*,\s+(?:(?:and|or)\s+)?/g, /\s+(?:and|or)\s+/g]

function halvesOf(text: string): readonly [string, string] {
  const answer = text.trim()
  for (const between of BETWEEN) {
    const gaps = [...answer.matchAll(between)]
    const middle = gaps[Math.ceil((gaps.length + 1) / 2) - 1]
    if (middle) return [answer.slice(0, middle.index), answer.slice(middle.index + middle[0].length)]
  }
  return [answer, '']
}

/** A cloze text with the gaps of these numbers; the others are filled in. */
const withGaps = (text: string, kept: ReadonlySet<number>): string =>
  parseCloze(text)
    .map((part) => {
      if (part.kind === 'text') return part.text
      if (!kept.has(part.number)) return part.answer
      return `{{c${part.number}::${part.answer}${part.hint === null ? '' : `::${part.hint}`}}}`
    })
    .join('')
