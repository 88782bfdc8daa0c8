import { earlierPhrases } from './antecedents.ts'
import { BODY_NOUNS } from './lexicon.ts'
import type { Reading } from './reading.ts'
import type { Referent } from './reference.ts'
import { childOf, childrenOf, lower, nounPhrase, wordAt } from './tree.ts'

/** "the group": the one network, movement or party that the last two sentences name. */
export function earlierGroup(reading: Reading, head: number): Referent | null {
  const { document, names } = reading
  const sentence = wordAt(document, head).sentence
  for (const at of [sentence, sentence - 1, sentence - 2]) {
    const range = document.sentences[at]
    if (range === undefined || range.block !== document.sentences[sentence]?.block) continue
    const found = new Map<string, Referent>()
    for (let i = range.from; i < Math.min(range.to, head); i++) {
      const word = wordAt(document, i)
      if (
        /^(group|organization|organisation|network|movement|militia|party)$/.test(word.lemma) &&
        word.tag === 'NN' &&
        word.coarse === 'NOUN'
      ) {
        const referent = childrenOf(document, i, 'compound', 'nmod').some((child) => child.coarse === 'PROPN')
          ? ({ kind: 'phrase', head: i, words: nounPhrase(document, i).filter((each) => each <= i) } as const)
          : readSame(reading, i)
        if (referent !== null)
          found.set(
            referent.kind === 'phrase'
              ? referent.words.map((each) => lower(wordAt(document, each))).join(' ')
              : readAs(referent),
            referent,
          )
      }
      const name = names.at(i)
      if (
        /^(group|movement)$/.test(wordAt(document, head).lemma) &&
        name !== null &&
        name.name.kind === 'body' &&
        !BODY_NOUNS.has(name.name.full.split(' ').pop()?.toLowerCase() ?? '') &&
        name.from === i &&
        document.words[i - 1]?.text.toLowerCase() === 'the'
      ) {
        const words = Array.from({ length: name.to - i + 1 }, (_, k) => i - 1 + k)
        found.set(`name:${name.name.id}`, { kind: 'phrase', head: name.to - 1, words })
      }
    }
    const nouns = [...found].filter(([key]) => !key.startsWith('name:'))
    const fitting = nouns.length > 0 ? nouns : [...found]
    if (fitting.length === 1) return fitting[0]?.[1] ?? null
    if (fitting.length > 1) return null
  }
  return null
}

const readAs = (referent: Referent): string =>
  referent.kind === 'text' ? referent.text : referent.kind === 'name' ? referent.name.id : String(referent.head)

const readSame = (reading: Reading, head: number): Referent | null =>
  childOf(reading.document, head, 'det')?.lemma === 'the' ? earlierPhrases(reading, head) : null

/** "the conversation": of the two who are said to have met in the sentences before. */
export function meetingBefore(reading: Reading, head: number): Referent | null {
  const { document, names } = reading
  const sentence = wordAt(document, head).sentence
  for (let i = head - 1; i >= (document.sentences[Math.max(0, sentence - 5)]?.from ?? 0); i--) {
    const verb = wordAt(document, i)
    if (verb.lemma !== 'meet' || verb.coarse !== 'VERB') continue
    const subject = childOf(document, i, 'nsubj')
    const other =
      childOf(document, i, 'dobj') ??
      childrenOf(document, i, 'prep')
        .map((word) => childOf(document, word.index, 'pobj'))
        .find((word) => word !== null) ??
      null
    const one = subject === null ? null : names.at(subject.index)
    const two = other === null ? null : names.at(other.index)
    if (one?.name.kind !== 'person' || two?.name.kind !== 'person') continue
    return { kind: 'text', text: `the ${lower(wordAt(document, head))} between ${one.name.full} and ${two.name.full}` }
  }
  return null
}
