import type { Resolution } from '../../domain/note.ts'
import type { Word } from '../document.ts'
import type { Named } from '../names.ts'
import type { Reading } from '../reading.ts'
import type { Referent } from '../reference.ts'
import type { AddOptions } from '../stem.ts'
import { isPlural, wordAt } from '../tree.ts'
import { possessive } from './possessive.ts'
import type { Replacement, Told } from './told.ts'

/** What is meant, in the place of the word that points to it; null where that may stay, as what it means stands already. */
export function substitute(
  told: Told,
  referent: Referent,
  word: Word,
  options: AddOptions,
  owns: boolean,
  to: number,
  kind: Resolution['kind'],
): Replacement | null {
  const { reading } = told
  const { document, names } = reading
  const words = document.words
    .slice(word.index, to)
    .map((each) => each.text)
    .join(' ')
    .replace(/ '/g, "'")
  if (referent.kind === 'name') {
    if (kind === 'pronoun' && (told.named.has(referent.name.id) || isBound(reading, referent.name, options)))
      return null
    const full = withArticle(referent.name)
    told.named.set(referent.name.id, referent.name)
    if (referent.name.kind === 'person') told.lastPerson = referent.name.id
    told.resolutions.push({ kind, words, readAs: full })
    return { text: owns ? possessive(full) : full, to }
  }
  if (referent.kind === 'text') {
    told.resolutions.push({ kind, words, readAs: referent.text })
    return { text: owns ? possessive(referent.text) : referent.text, to }
  }
  if (kind === 'pronoun' && (told.said.has(referent.head) || options.bound?.has(referent.head) === true)) return null
  const within = options.within ?? []
  if (within.includes(referent.head)) {
    told.fail('referent: of itself')
    return null
  }
  const inner = told.within()
  const future = options.future === undefined ? {} : { future: options.future }
  inner.add(referent.words, { ...future, within: [...within, referent.head] })
  const failed = inner.failure()
  if (failed !== null) {
    told.fail(failed)
    return null
  }
  let text = inner.text().replace(/'s?$/, '').replace(/^The /, 'the ')
  const head = wordAt(document, referent.head)
  if (kind === 'definite') text = text.replace(/^(an?|one|another|some) /i, 'the ')
  if (kind === 'definite' && !/^(the|[\p{Lu}])/u.test(text) && head.coarse === 'NOUN') text = `the ${text}`
  if (kind === 'pronoun' && told.around !== null && told.around.text().includes(text)) return null
  if (text.split(' ').length > 9) {
    told.fail('referent: long')
    return null
  }
  for (const resolution of inner.resolutions()) told.resolutions.push(resolution)
  for (const at of referent.words) told.said.add(at)
  for (const id of inner.named()) {
    const name = names.all.find((each) => each.id === id)
    if (name !== undefined) told.named.set(id, name)
  }
  told.resolutions.push({ kind, words, readAs: text })
  return { text: owns ? possessive(text, isPlural(document, referent.head)) : text, to }
}

/** True where the question word itself stands for the name: "Who … his". */
export function isBound(reading: Reading, name: Named, options: AddOptions): boolean {
  const { document, names } = reading
  for (const at of options.bound ?? [])
    if (names.at(at)?.name.id === name.id && wordAt(document, at).dep !== 'poss') return true
  return false
}

/** "the United States" carries its article, "the BSA" gets one where the text has it. */
const withArticle = (name: Named): string =>
  name.article && name.kind !== 'person' && !name.full.startsWith('the ') ? `the ${name.full}` : name.full
