import type { Word } from '../document.ts'
import { MONTHS } from '../lexicon.ts'
import type { Reading } from '../reading.ts'
import { childrenOf, isVerbal, verbatim, wordAt } from '../tree.ts'
import type { Fact } from './facts.ts'

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)

const DATED = new RegExp(`\\b(?:${MONTHS.join('|')}|(?:1\\d|20)\\d\\ds?|century|spring|summer|autumn|winter)\\b`)

/** "August 1945 two of its leaders", "the six decades since 1960": words of something else, or no time but a stretch of it, as "the last three decades". */
const BROKEN =
  /^the (?:last|past|next|coming) [\p{L}\d ]*(?:decades|years|months|weeks|days|hours)$| [-–—] |\b(?:1\d|20)\d\d \p{Ll}+$|\b(?:decades|years|months|weeks) (?:since|after|before|from|to|between)\b/u

/** When something happened or will, and how long it took: whole times that a preposition ties to what is done. */
export function timesIn(reading: Reading, words: readonly number[]): Fact[] {
  const { document } = reading
  const inside = new Set(words)
  const out: Fact[] = []
  for (const mention of document.mentions) {
    if (!/^(DATE|TIME)$/.test(mention.type) || !inside.has(mention.from) || !inside.has(mention.to - 1)) continue
    const own = range(mention.from, mention.to)
    const text = verbatim(document, own)
    const head = own
      .map((at) => wordAt(document, at))
      .find((word) => word.head < mention.from || word.head >= mention.to)
    if (head === undefined || /['"(),]/.test(text) || BROKEN.test(text)) continue
    if (isSpan(reading, head, text))
      out.push({ words: own, answer: text, type: 'duration', hint: 'how long?', weight: 1.8 })
    if (head.dep !== 'pobj') continue
    const preposition = wordAt(document, head.head)
    const carrier = wordAt(document, preposition.head)
    if (childrenOf(document, head.index, 'conj', 'cc', 'prep', 'relcl').some((word) => word.index >= mention.to))
      continue
    if (
      /^(and|or|to|-|–|,)$/.test(document.words[mention.to]?.text ?? '') &&
      /^\d/.test(document.words[mention.to + 1]?.text ?? '')
    )
      continue
    if (DATED.test(text) && /^(in|on|by|until|till|since|before|after|from|at)$/i.test(preposition.text)) {
      if (!/^(VERB|AUX|NOUN)$/.test(carrier.coarse) || /\b(?:last|next|this|ago|same)\b/i.test(text)) continue
      // A bare year is what the rule for figures asks.
      if (/^(?:1\d|20)\d\d$/.test(text)) continue
      if (reading.published === null && !/\d{4}|century/.test(text)) continue
      out.push({ words: own, answer: text, type: 'date', hint: 'when?', weight: 2.3 })
    } else if (
      /\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety)\b/i.test(
        text,
      ) &&
      /\b(?:minutes?|hours?|days?|weeks?|months?|years?|decades?|centuries)$/.test(text) &&
      /^(for|in|within|over)$/i.test(preposition.text) &&
      isVerbal(carrier)
    )
      out.push({ words: own, answer: text, type: 'duration', hint: 'how long?', weight: 1.8 })
  }
  return out
}

/** "took 18 months": how long something lasted, as the object of its verb. */
function isSpan(reading: Reading, head: Word, text: string): boolean {
  const verb = wordAt(reading.document, head.head)
  return (
    /^(dobj|npadvmod|attr)$/.test(head.dep) &&
    /^(take|last|spend|serve|wait|live|run|reign|rule|continue|stay|remain)$/.test(verb.lemma) &&
    /\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety)\b/i.test(
      text,
    ) &&
    /\b(?:minutes?|hours?|days?|weeks?|months?|years?|decades?|centuries)$/.test(text)
  )
}
