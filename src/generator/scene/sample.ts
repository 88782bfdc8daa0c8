import type { Reading } from '../reading.ts'
import { mentionAt, wordAt } from '../tree.ts'

const RESEARCH =
  /^(?:study|analyse|analyze|survey|interview|recruit|track|tracking|tag|enrol|enroll|examine|monitor|poll|question|scan|participant|volunteer|respondent|sample)$/

/** How many people or animals a study had: of the news nothing to remember. Shares, sums and measures are no samples. */
export function isSample(reading: Reading, sentence: number, words: readonly number[]): boolean {
  const { document, genre } = reading
  if (genre !== 'news' || mentionAt(document, words.at(-1) ?? -1)?.type !== 'CARDINAL') return false
  const range = document.sentences[sentence]
  for (let i = range?.from ?? 0; i < (range?.to ?? 0); i++) {
    const word = wordAt(document, i)
    if (
      RESEARCH.test(word.lemma) &&
      (/^VB/.test(word.tag) || !/^(?:study|question|survey|poll|scan)$/.test(word.lemma))
    )
      return true
  }
  return false
}
