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
  const first = wordAt(document, words[0] ?? 0)
  const last = wordAt(document, words.at(-1) ?? 0)
  const before = document.text.slice(range?.span.start ?? 0, first.start)
  const after = document.text.slice(last.end, range?.span.end ?? last.end)
  return OF_STUDY.test(before) || OUT_OF.test(before) || GIVEN.test(after)
}

/** "In a new study of …", "combined ten earlier studies of …", "randomly assigned …". */
const OF_STUDY =
  /\b(?:stud(?:y|ies)|trials?|surveys?|polls?|analysis|experiments?|research)\b[^.;]{0,60}\b(?:of|in|with|among|on|involving|included|followed|covered)\b[^.;,]{0,30}$|\brandomly\b[^.;]{0,30}$/i

/** "Of more than …": those of whom a share is told. */
const OUT_OF = /^(?:Of|Among|Out of)\b[^,]{0,24}$/

/** "… were randomly chosen": people who were tried on. */
const GIVEN = /^[^.;]{0,40}\b(?:randomly|placebos?)\b/i
