import { tidy } from '../answers.ts'
import type { Reading } from '../reading.ts'
import type { AddOptions, Stem } from '../stem.ts'
import { makeStem } from '../stem.ts'
import { wordAt } from '../tree.ts'
import type { Fact } from './facts.ts'
import type { Statement } from './statement.ts'
import { isAhead } from './statement.ts'

/** Marks a blank that touches the word before it, e.g. after a currency sign. */
const GLUE = '\u0001'

/** Marks a blank that the next word touches, e.g. a quotation mark. */
const GLUE_AFTER = '\u0002'

const GLUED = new RegExp(` ?${GLUE}|${GLUE_AFTER} ?`, 'g')

export type Telling = Pick<AddOptions, 'asWritten'> & {
  /** What was told right before it. */
  readonly after: Stem | null
}

/** The statement with one blank as `{{c1::answer::hint}}`. */
export function told(reading: Reading, { words, root }: Statement, blank: Fact, { asWritten, after }: Telling): Stem {
  const { document } = reading
  const stem = makeStem(reading, after ?? undefined)
  const options = { ...(asWritten === undefined ? {} : { asWritten }), future: isAhead(reading, root) }
  const first = blank.words[0] ?? 0
  const last = blank.words[blank.words.length - 1] ?? 0
  const glued = document.words[first - 1]?.end === wordAt(document, first).start && words.includes(first - 1)
  const touched = document.words[last + 1]?.start === wordAt(document, last).end && words.includes(last + 1)
  return stem
    .add(
      words.filter((word) => word < first),
      options,
    )
    .say(`${glued ? GLUE : ''}{{c1::${blank.answer}::${blank.hint}}}${touched ? GLUE_AFTER : ''}`)
    .add(
      words.filter((word) => word > last),
      options,
    )
}

/** The told words as a sentence with its full stop. */
export function asSentence(stem: Stem): string {
  const text = tidy(stem.text().replace(GLUED, ''))
  return /[.?!]"?$/.test(text) ? text : `${text}.`
}
