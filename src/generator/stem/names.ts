import { isWithinName } from '../nameRuns.ts'
import { officeOf } from '../names.ts'
import { longFormOf } from '../shortForms.ts'
import type { AddOptions } from '../stem.ts'
import { wordAt } from '../tree.ts'
import { possessive } from './possessive.ts'
import type { Replacement, Told } from './told.ts'

/** A name in full at its first mention, with the office by which alone the text calls its bearer. */
export function nameAt(
  told: Told,
  index: number,
  inside: ReadonlySet<number>,
  options: AddOptions,
): Replacement | null {
  const { document, names } = told.reading
  const mention = names.at(index)
  if (mention === null) return null
  const { name } = mention
  const whole = wordAt(document, mention.to - 1)
  const inCompound = /^(compound|amod|nmod)$/.test(whole.dep) && document.words[whole.head]?.coarse === 'NOUN'
  const first = !told.named.has(name.id)
  const long = first && options.answer !== true && !inCompound ? longFormOf(told.reading, name, index) : null
  if (long !== null && !told.text.includes(long)) {
    told.named.set(name.id, name)
    told.resolutions.push({ kind: 'name', words: name.full, readAs: long })
    const owns = document.words[mention.to]?.tag === 'POS' && inside.has(mention.to)
    return { text: owns ? possessive(long, true) : long, to: mention.to + (owns ? 1 : 0) }
  }
  if (name.kind !== 'person' || inCompound || !inside.has(mention.to - 1)) {
    if (!inCompound) told.named.set(name.id, name)
    return null
  }
  told.named.set(name.id, name)
  told.lastPerson = name.id
  const stands = document.text.slice(wordAt(document, mention.from).start, whole.end)
  if (!first || isWithinName(document, mention.from)) return null
  const short = document.text.slice(wordAt(document, mention.titleTo).start, whole.end)
  if (options.answer === true)
    return short === name.full || mention.titleTo > mention.from ? null : { text: name.full, to: mention.to }
  if (short === name.full) {
    const title = mention.titleTo > mention.from || short.includes(' ') ? null : officeOf(name)
    if (title === null) return mention.titleTo > mention.from ? { text: stands, to: mention.to } : null
    told.resolutions.push({ kind: 'name', words: stands, readAs: `${title} ${name.full}` })
    return { text: `${title} ${name.full}`, to: mention.to }
  }
  told.resolutions.push({ kind: 'name', words: stands, readAs: name.full })
  return { text: name.full, to: mention.to }
}
