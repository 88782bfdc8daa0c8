import type { Clause } from './clause.ts'
import { SAYING } from './lexicon.ts'
import type { Reading } from './reading.ts'
import { childOf, childrenOf, lower, subtree, trimEdges, wordAt } from './tree.ts'

/** Where a sentence says whose words it gives: the words that name the speaker, and those of the whole remark. */
export type Speech = {
  readonly speaker: readonly number[]
  readonly remark: readonly number[]
  readonly governor: number | null
}

const VIEW = /^(account|view|opinion|eyes|words|estimate|perspective|telling|judgment|judgement|report|reckoning)$/

/** Remarks like `according to X`, `in X's view` and insets like `, X argues,` of one sentence. */
export function speechesIn(reading: Reading, sentenceIndex: number): Speech[] {
  const { document } = reading
  const sentence = document.sentences[sentenceIndex]
  if (sentence === undefined) return []
  const out: Speech[] = []
  for (const inset of sentence.insets) {
    const words = range(inset.from, inset.to)
    const verb = words.findIndex(
      (word) => SAYING.has(wordAt(document, word).lemma) && /^VB/.test(wordAt(document, word).tag),
    )
    if (verb > 0) out.push({ speaker: words.slice(0, verb), remark: words, governor: null })
  }
  for (let i = sentence.from; i < sentence.to; i++) {
    const word = wordAt(document, i)
    if (/^according$/i.test(word.text) && document.words[i + 1]?.text === 'to') {
      const to = childOf(document, i, 'prep') ?? wordAt(document, i + 1)
      const object = childOf(document, to.index, 'pobj') ?? childOf(document, i, 'pobj')
      if (object === null) continue
      const speaker = trimEdges(document, subtree(document, object.index))
      out.push({ speaker, remark: subtree(document, i), governor: word.head })
    }
    if (VIEW.test(lower(word)) && word.dep === 'pobj') {
      const preposition = wordAt(document, word.head)
      if (!/^(by|in|from)$/i.test(preposition.text)) continue
      const owner = childOf(document, i, 'poss')
      const of = childrenOf(document, i, 'prep').find((child) => lower(child) === 'of')
      const object = of === undefined ? null : childOf(document, of.index, 'pobj')
      const head = owner ?? object
      if (head === null || /^PRP/.test(head.tag)) continue
      const speaker = subtree(document, head.index).filter((at) => wordAt(document, at).tag !== 'POS')
      out.push({ speaker, remark: subtree(document, preposition.index), governor: preposition.head })
    }
    if (lower(word) === 'as' && word.dep === 'mark') {
      const verb = wordAt(document, word.head)
      if (!SAYING.has(verb.lemma) || verb.dep !== 'advcl') continue
      const agent = childOf(document, verb.index, 'agent')
      const by = agent === null ? null : childOf(document, agent.index, 'pobj')
      const subject = by ?? childOf(document, verb.index, 'nsubj')
      if (subject !== null)
        out.push({
          speaker: subtree(document, subject.index),
          remark: subtree(document, verb.index),
          governor: verb.head,
        })
    }
  }
  return out
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)

/** Words in which a clause's own sentence says who is speaking; null where nobody is. */
export function speechOf(reading: Reading, clause: Clause): Speech | null {
  if (clause.speaker !== null) return { speaker: clause.speaker, remark: [], governor: null }
  const speeches = speechesIn(reading, clause.sentence)
  const own = speeches.find((speech) => speech.governor === clause.verb)
  if (own !== undefined) return own
  const sentence = reading.document.sentences[clause.sentence]
  return (
    speeches.find((speech) => speech.governor === null) ??
    speeches.find((speech) => speech.remark[0] === sentence?.from) ??
    speakerBefore(reading, clause)
  )
}

/** In `X say that A: B` the colon hands X on to B. */
function speakerBefore(reading: Reading, clause: Clause): Speech | null {
  const other = reading.clauses.find(
    (each) =>
      each.sentence === clause.sentence && each.speaker !== null && each.verb < clause.verb && clause.kind === 'main',
  )
  if (other === undefined || other.speaker === null) return null
  for (let i = other.verb; i < clause.verb; i++) {
    if (reading.document.words[i]?.text === ':') return { speaker: other.speaker, remark: [], governor: null }
  }
  return null
}
