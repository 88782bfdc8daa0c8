import { toQuestion } from '../answers.ts'
import { addContext } from '../attribution.ts'
import type { Draft, Drop } from '../draft.ts'
import type { Reading } from '../reading.ts'
import { makeStem } from '../stem.ts'
import { childOf, childrenOf, isContiguous, isNoun, lower, nounPhrase, subtree, trimEdges, wordAt } from '../tree.ts'

/** What a thing is for and how it is called, from what hangs on its noun: `whose aim is to …`, `summed up as "…"`. */
export function* askAims(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const word of document.words) {
    if (lower(word) === 'whose' && word.dep === 'poss') yield* whoseAim(reading, word.index)
    if (word.dep === 'acl' && /^(summed|described|advertised|billed|presented)$/.test(word.text))
      yield* calledAs(reading, word.index)
  }
}

function* whoseAim(reading: Reading, whose: number): Generator<Draft | Drop> {
  const { document } = reading
  const aim = wordAt(document, wordAt(document, whose).head)
  const be = wordAt(document, aim.head)
  if (!/^(aim|goal|purpose|task|object|objective|mission|job|role)$/.test(aim.lemma) || be.lemma !== 'be') return
  const carrier = carrierOf(reading, be.index)
  const deed = childrenOf(document, be.index, 'xcomp', 'ccomp').find((child) => child.index > be.index)
  if (deed === undefined || carrier === null || childOf(document, deed.index, 'aux')?.tag !== 'TO') return
  const answer = trimEdges(
    document,
    subtree(document, deed.index, (word) => word.dep === 'conj' && document.words[word.index - 1]?.text === ','),
  )
  if (!isContiguous(answer) || answer.length < 4 || answer.length > 16) return
  const stem = makeStem(reading)
  const main = reading.clauses.find((clause) => clause.sentence === be.sentence)
  if (main !== undefined) addContext(reading, main, stem)
  stem.say(`what ${be.tag === 'VBD' ? 'was' : 'is'} the ${lower(aim)} of`).add(carrier)
  yield toQuestion(reading, {
    rule: 'aim',
    sentence: be.sentence,
    stem: stem.say('?'),
    answer,
    answerType: 'clause',
    verb: be.index,
  })
}

/** The noun phrase that a relative clause tells of, without what hangs after its head. */
function carrierOf(reading: Reading, verb: number): readonly number[] | null {
  const { document } = reading
  const head = wordAt(document, wordAt(document, verb).head)
  if (wordAt(document, verb).dep !== 'relcl' || !isNoun(head)) return null
  return nounPhrase(document, head.index).filter((at) => at <= head.index)
}

/** `a strategy summed up as "…"`: asked where the noun phrase says by itself what it is. */
function* calledAs(reading: Reading, participle: number): Generator<Draft | Drop> {
  const { document } = reading
  const word = wordAt(document, participle)
  const noun = wordAt(document, word.head)
  const as = childrenOf(document, participle, 'prep').find((child) => lower(child) === 'as')
  const particle = childOf(document, participle, 'prt')
  if (!isNoun(noun) || as === undefined) return
  const answer: number[] = []
  for (let at = as.index; at < as.index + 14 && at < document.words.length; at++) {
    answer.push(at)
    if (answer.length > 2 && wordAt(document, at).text === '"') break
  }
  if (answer.filter((at) => wordAt(document, at).text === '"').length !== 2) return
  const stem = makeStem(reading)
  const main = reading.clauses.find((clause) => clause.sentence === word.sentence)
  if (main !== undefined) addContext(reading, main, stem)
  stem
    .say('how is')
    .add(nounPhrase(document, noun.index).filter((at) => at <= noun.index))
    .say(word.text)
  if (particle !== null) stem.say(particle.text)
  yield toQuestion(reading, {
    rule: 'view',
    sentence: word.sentence,
    stem: stem.say('?'),
    answer,
    answerType: 'clause',
    verb: participle,
  })
}
