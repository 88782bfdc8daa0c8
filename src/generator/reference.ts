import { earlierPhrases, introducedBefore, nameWithNoun } from './antecedents.ts'
import { earlierGroup, meetingBefore } from './groups.ts'
import { AGREEMENT_NOUNS, BODY_NOUNS, PERSON_NOUNS, TALK_NOUNS } from './lexicon.ts'
import type { Named } from './names.ts'
import { roleHolder } from './persons.ts'
import type { Reading } from './reading.ts'
import { childrenOf, lower, mentionAt, subtree, wordAt } from './tree.ts'

/** What a pronoun or a definite description was read as: a name, or the words of an earlier noun phrase. */
export type Referent =
  | { readonly kind: 'name'; readonly name: Named }
  | { readonly kind: 'phrase'; readonly head: number; readonly words: readonly number[] }
  | { readonly kind: 'text'; readonly text: string }

/** Whether "the …" says by its own words which one is meant. */
export function isSelfContained(reading: Reading, head: number, words: readonly number[]): boolean {
  const { document } = reading
  const noun = wordAt(document, head)
  if (noun.coarse === 'PROPN' || /^(NNP|NNPS)$/.test(noun.tag)) return true
  const mention = mentionAt(document, head)
  if (
    mention !== null &&
    /^(ORG|GPE|LOC|FAC|EVENT|LAW|NORP|WORK_OF_ART|PRODUCT|DATE|PERCENT|MONEY|QUANTITY)$/.test(mention.type)
  )
    return true
  const inside = new Set(words)
  if (words.some((at) => wordAt(document, at).text === '"')) return true
  const next = document.words[head + 1]
  if (next !== undefined && words.includes(next.index) && (next.coarse === 'PROPN' || /^\d+$/.test(next.text)))
    return true
  for (const child of childrenOf(document, head)) {
    if (!inside.has(child.index)) continue
    if (/^(prep|relcl|acl|appos)$/.test(child.dep) && child.index > head && !isAddition(reading, child.index))
      return true
    if (child.dep === 'poss') return true
    if (/^(amod|compound|nmod|nummod)$/.test(child.dep)) {
      if (child.coarse === 'PROPN' || /^\p{Lu}/u.test(child.text) || /^(JJS|RBS)$/.test(child.tag)) return true
      if (/^\d{4}$/.test(child.text)) return true
      if (/^(only|main|chief|so-called|central)$/.test(child.lemma) && words.length > 3) return true
      if (childrenOf(document, child.index).some((word) => /^(JJS|RBS|NNP)$/.test(word.tag))) return true
    }
  }
  const modifiers = childrenOf(document, head, 'amod', 'compound', 'nmod').filter(
    (word) =>
      inside.has(word.index) && !/^(first|second|third|last|next|new|old|whole|present|current)$/.test(lower(word)),
  )
  return modifiers.length >= 2
}

/** "the spacecraft, launched in 2003, …": a clause after a comma only adds to what was known before. */
function isAddition(reading: Reading, at: number): boolean {
  const clause = wordAt(reading.document, at)
  if (!/^(relcl|acl)$/.test(clause.dep)) return false
  return reading.document.words[(subtree(reading.document, at)[0] ?? at) - 1]?.text === ','
}

/** What was read, by text and noun: a setting, its gates and its stems ask of the same one, and each looks back far. */
const readBefore = new WeakMap<Reading, Map<number, Referent | null>>()

/** Reads a definite description from what came before; null where it must stay unread. */
export function readDefinite(reading: Reading, head: number): Referent | null {
  const known = readBefore.get(reading) ?? new Map<number, Referent | null>()
  readBefore.set(reading, known)
  const before = known.get(head)
  if (before !== undefined) return before
  const found = lookBack(reading, head)
  known.set(head, found)
  return found
}

function lookBack(reading: Reading, head: number): Referent | null {
  const { document, names } = reading
  const noun = wordAt(document, head)
  const modifiers = childrenOf(document, head, 'amod', 'compound', 'nmod', 'nummod')
  if (
    modifiers.some(
      (word) => word.dep === 'nummod' || /^(same|other|first|second|third|latter|former)$/.test(lower(word)),
    )
  )
    return null
  // "The woman", "the match": what hardly describes anything is read as the wrong one too often.
  if (/^(man|woman|person|child|boy|girl|match|game|race|round)$/.test(noun.lemma)) return null
  if (PERSON_NOUNS.has(noun.lemma) && noun.tag === 'NN') {
    const holder = roleHolder(reading, head)
    return holder === null ? null : { kind: 'name', name: holder }
  }
  const bare = modifiers.length === 0
  const earlier = earlierPhrases(reading, head)
  if (earlier !== null) return earlier
  const carrier = nameWithNoun(reading, noun.lemma)
  if (bare && carrier !== null) return { kind: 'name', name: carrier }
  if (noun.tag === 'NN' && !PERSON_NOUNS.has(noun.lemma)) {
    const introduced = introducedBefore(reading, head)
    if (introduced !== null) return introduced
  }
  if (bare && /^(group|organization|organisation|network|movement|militia|party)$/.test(noun.lemma))
    return earlierGroup(reading, head)
  if (bare && TALK_NOUNS.has(lower(noun)) && noun.tag === 'NN') return meetingBefore(reading, head)
  if (!bare) return null
  if (AGREEMENT_NOUNS.has(noun.lemma) && noun.tag === 'NN') {
    const agreement = namedAgreement(reading) ?? describedAgreement(reading)
    if (agreement !== null) return { kind: 'text', text: `the ${agreement}` }
  }
  if (TALK_NOUNS.has(lower(noun)) && noun.tag === 'NNS') {
    const agreement = namedAgreement(reading) ?? describedAgreement(reading)
    if (agreement !== null) return { kind: 'text', text: `the ${lower(noun)} on the ${agreement}` }
  }
  const kind =
    noun.lemma === 'country' || noun.lemma === 'nation'
      ? (name: Named) => name.kind === 'country'
      : /^(newspaper|paper)$/.test(noun.lemma)
        ? (name: Named) => name.kind === 'newspaper'
        : BODY_NOUNS.has(noun.lemma)
          ? (name: Named) => name.kind === 'body' && name.full.toLowerCase().includes(noun.lemma)
          : null
  if (kind === null) return null
  const sentence = document.sentences[noun.sentence]
  if (sentence === undefined) return null
  const from = document.sentences[Math.max(0, sentence.index - 1)]?.from ?? sentence.from
  const near = new Map<string, Named>()
  for (const mention of names.mentions) {
    if (mention.from >= from && mention.to <= head && kind(mention.name)) near.set(mention.name.id, mention.name)
  }
  const only = near.size === 1 ? [...near.values()][0] : undefined
  return only === undefined ? null : { kind: 'name', name: only }
}

/** `a bilateral security agreement`: the one agreement that the text describes, under one wording of two words or more. */
export function describedAgreement(reading: Reading): string | null {
  const { document } = reading
  const found = new Set<string>()
  for (const word of document.words) {
    if (!AGREEMENT_NOUNS.has(word.lemma) || word.coarse !== 'NOUN' || word.tag !== 'NN') continue
    const modifiers = childrenOf(document, word.index, 'amod', 'compound').filter((child) => child.coarse !== 'PROPN')
    if (modifiers.length < 2) continue
    found.add([...modifiers, word].map(lower).join(' '))
  }
  return found.size === 1 ? ([...found][0] ?? null) : null
}

/** `Bilateral Security Agreement (BSA)`: the one agreement that has a name in the text. */
export function namedAgreement(reading: Reading): string | null {
  const found = new Set<string>()
  for (const name of reading.names.all) {
    const last = name.full.split(' ').pop() ?? ''
    if (name.full.includes(' ') && AGREEMENT_NOUNS.has(last.toLowerCase()) && /^\p{Lu}/u.test(last))
      found.add(name.full)
  }
  return found.size === 1 ? ([...found][0] ?? null) : null
}
