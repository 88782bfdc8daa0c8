import { isRelativeTime, readDate } from './dates.ts'
import type { Sentence } from './document.ts'
import type { Draft } from './draft.ts'
import type { Reading } from './reading.ts'
import { wordAt } from './tree.ts'

/**
 * Refuses the reason of a deed of a single day of the news where the card does not say which: its sentence names a day that
 * nothing fixes, or goes on from one that does.
 */
export function dayGate(reading: Reading, draft: Draft): string | null {
  if (reading.genre !== 'news' || draft.verb === null) return null
  if (!draft.rule.startsWith('why')) return null
  const { document } = reading
  const sentence = document.sentences[draft.sentence]
  if (sentence === undefined || !isPast(reading, draft.verb)) return null
  if (hasLooseDay(reading, sentence)) return 'day: left out'
  const before = document.sentences[sentence.index - 1]
  const goesOn = before !== undefined && before.block === sentence.block && hasLooseDay(reading, before)
  const dated = document.mentions.some(
    (mention) => mention.type === 'DATE' && mention.from >= sentence.from && mention.to <= sentence.to,
  )
  return goesOn && !dated ? 'day: left out before' : null
}

function isPast(reading: Reading, verb: number): boolean {
  const word = wordAt(reading.document, verb)
  const first = word.children.map((at) => wordAt(reading.document, at)).find((each) => /^aux/.test(each.dep))
  return (first ?? word).tag === 'VBD'
}

/** A day of the week, of a month without its year, or one counted from today, which the date of the text does not fix. */
function hasLooseDay(reading: Reading, sentence: Sentence): boolean {
  return reading.document.mentions.some((mention) => {
    if (!/^(DATE|TIME)$/.test(mention.type) || mention.from < sentence.from || mention.to > sentence.to) return false
    const text = mention.text.replace(/ ?'s$/, '')
    return isRelativeTime(text) && OF_A_DAY.test(text) && readDate(text, reading.published, false).kind === 'relative'
  })
}

const OF_A_DAY =
  /\b(?:\p{Lu}\p{Ll}+day|today|yesterday|tonight|(?:this|last) (?:morning|night|evening|afternoon|week|weekend)|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\p{Ll}*\.? \d{1,2}|\d{1,2} (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\p{Ll}*)\b/u
