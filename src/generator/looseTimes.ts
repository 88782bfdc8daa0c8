import { isRelativeTime, readDate } from './dates.ts'
import { MONTHS, WEEKDAYS } from './lexicon.ts'
import type { Reading } from './reading.ts'
import { isVerbal, lower, mentionAt, subtree, wordAt } from './tree.ts'

/** Prepositions whose time can go and leave the statement true: not until, since, before and after. */
const LOOSE = /^(in|on|at|during|over|by|earlier|later)$/

/**
 * Words of times that nothing fixes ("on Friday", "last month", where the day of publication is unknown) and that can
 * be left out: adjuncts of a verb or of a noun, never the whole of what is given or set.
 */
export function looseTimes(
  reading: Reading,
  words: readonly number[],
  directionOf: (word: number) => boolean | null,
): ReadonlySet<number> {
  const { document } = reading
  const inside = new Set(words)
  const loose = new Set<number>()
  for (const at of words) {
    const mention = mentionAt(document, at)
    if (mention === null || !/^(DATE|TIME)$/.test(mention.type)) continue
    const head = wordAt(document, at)
    if (head.head >= mention.from && head.head < mention.to && head.head !== at) continue
    const text = mention.text.replace(/ ?'s$/, '')
    if (!isRelativeTime(text)) continue
    if (readDate(text, reading.published, directionOf(mention.to - 1)).kind !== 'relative') continue
    const adjunct = adjunctOf(reading, at)
    if (adjunct?.every((word) => inside.has(word)) === true && adjunct.length <= 7)
      for (const word of adjunct) loose.add(word)
  }
  return loose
}

function adjunctOf(reading: Reading, at: number): readonly number[] | null {
  const { document } = reading
  const word = wordAt(document, at)
  if (/^(npadvmod|advmod)$/.test(word.dep)) return subtree(document, at)
  if (word.dep !== 'pobj') return null
  let preposition = wordAt(document, word.head)
  while (/^(prep|pobj)$/.test(preposition.dep) && mentionAt(document, preposition.index)?.type === 'DATE')
    preposition = wordAt(document, preposition.head)
  if (!LOOSE.test(lower(preposition))) return null
  const carrier = wordAt(document, preposition.head)
  if (carrier.index === preposition.index || !(isVerbal(carrier) || /^(NOUN|PROPN)$/.test(carrier.coarse))) return null
  return subtree(document, preposition.index)
}

/** Stretches of time in which something is counted: "in the last three decades". */
const STRETCH = /\b(?:last|past|recent|coming|next)\b.*\b(?:decades?|centur(?:y|ies)|years|months|weeks|days|hours)\b/i

/**
 * Whether a statement says something else without its loose times: a count without the time that it was counted over, or
 * beside another day, which would be taken for the day of both.
 */
export function isMissed(reading: Reading, words: readonly number[], loose: ReadonlySet<number>): boolean {
  const times = reading.document.mentions.filter(({ type, from }) => /^(DATE|TIME)$/.test(type) && words.includes(from))
  const gone = times.filter(({ from, text }) => loose.has(from) && !/\bsame\b/i.test(text))
  const hasDay = times.some(({ from, text }) => !loose.has(from) && DAY.test(text))
  return gone.some(({ text }) => hasDay || STRETCH.test(text))
}

const DAY = new RegExp(`\\b(?:${MONTHS.join('|')}|${WEEKDAYS.join('|')})\\b`)
