import { tidy } from '../answers.ts'
import type { Reading } from '../reading.ts'
import type { Stem } from '../stem.ts'
import { makeStem } from '../stem.ts'
import { wordAt } from '../tree.ts'
import type { Fact } from './facts.ts'
import type { Statement } from './statement.ts'

/** Marks a blank that touches the word before it, e.g. after a currency sign. */
const GLUE = '\u0001'

/** Marks a blank that the next word touches, e.g. a quotation mark. */
const GLUE_AFTER = '\u0002'

const GLUED = new RegExp(` ?${GLUE}|${GLUE_AFTER} ?`, 'g')

/** The statement as it stands alone, its blanks filled with `{{cN::answer::hint}}`. */
export function told(
  reading: Reading,
  statement: Statement,
  blanks: readonly Fact[],
  topics: ReadonlySet<string>,
): Stem {
  const { document } = reading
  const stem = makeStem(reading)
  const options = { future: futureOf(reading, statement), topics }
  let rest = statement.words
  for (const [i, blank] of blanks.entries()) {
    const first = blank.words[0] ?? 0
    const last = blank.words[blank.words.length - 1] ?? 0
    stem.add(
      rest.filter((word) => word < first),
      options,
    )
    const glued = document.words[first - 1]?.end === wordAt(document, first).start && rest.includes(first - 1)
    const touched = document.words[last + 1]?.start === wordAt(document, last).end && rest.includes(last + 1)
    stem.say(`${glued ? GLUE : ''}{{c${i + 1}::${blank.answer}::${blank.hint}}}${touched ? GLUE_AFTER : ''}`)
    rest = rest.filter((word) => word > last)
  }
  return stem.add(rest, options)
}

/** The told words as a sentence with its full stop. */
export function asSentence(stem: Stem): string {
  const text = tidy(stem.text().replace(GLUED, ''))
  return /[.?!]"?$/.test(text) ? text : `${text}.`
}

/** Which way bare months and weekdays of a statement look: as its main verb does. */
function futureOf(reading: Reading, { root }: Statement): boolean | null {
  if (root === null) return null
  const verb = wordAt(reading.document, root)
  const auxes = verb.children.map((at) => wordAt(reading.document, at)).filter((word) => word.dep === 'aux')
  if (auxes.some((word) => /^(will|shall|'ll)$/i.test(word.text))) return true
  return verb.tag === 'VBD' || auxes.some((word) => /^(had|has|have|was|were|did)$/i.test(word.text)) ? false : null
}
