import { answerFault, toQuestion } from '../answers.ts'
import type { Word } from '../document.ts'
import type { Draft, Drop } from '../draft.ts'
import { holderOf, yearOf } from '../holder.ts'
import type { Reading } from '../reading.ts'
import type { Stem } from '../stem.ts'
import { makeStem } from '../stem.ts'
import { childOf, childrenOf, isContiguous, isNoun, nounPhrase, subtree, trimEdges, wordAt } from '../tree.ts'

/** `What is the ISI?`, `What is meant by the "…"?`: what a short name or a term in quotation marks stands for. */
export function* askTerms(reading: Reading): Generator<Draft | Drop> {
  yield* acronyms(reading)
  yield* apposed(reading)
  yield* explained(reading)
  yield* knownAs(reading)
}

/** `Pakistan's intelligence agency, the ISI`: what a short name stands for. */
function* acronyms(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const word of document.words) {
    if (!/^[A-Z]{2,6}$/.test(word.text)) continue
    if (word.dep !== 'appos') {
      yield* acronymFirst(reading, word)
      continue
    }
    const head = wordAt(document, word.head)
    const meaning = trimEdges(
      document,
      subtree(document, head.index, (each) => each.index === word.index || each.dep === 'relcl' || each.dep === 'cc'),
    )
    const named =
      childOf(document, head.index, 'poss') ??
      childrenOf(document, head.index, 'compound', 'amod').find((each) => /^\p{Lu}/u.test(each.text)) ??
      null
    if (head.coarse !== 'NOUN' || !isContiguous(meaning) || named === null) continue
    const stem = makeStem(reading).say('what is').add(subtree(document, word.index)).say('?')
    yield toQuestion(reading, {
      rule: 'definition',
      sentence: word.sentence,
      stem,
      answer: meaning,
      answerType: 'phrase',
      verb: null,
    })
  }
}

/** `the "zero option", withdrawal` and `X, known as "…"`. */
function* apposed(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const word of document.words) {
    if (word.dep !== 'appos') continue
    const head = wordAt(document, word.head)
    const phrase = subtree(document, head.index, (each) => each.dep === 'appos' || each.dep === 'relcl')
    const quoted = phrase.filter((at) => wordAt(document, at).text === '"').length === 2
    if (!quoted || head.tag === 'NNS') continue
    const meaning = trimEdges(document, subtree(document, word.index))
    if (!isContiguous(meaning) || meaning.some((at) => wordAt(document, at).text === '"')) continue
    const stem = meantBy(reading).add(trimEdges(document, phrase)).say('?')
    yield toQuestion(reading, {
      rule: 'definition',
      sentence: word.sentence,
      stem,
      answer: meaning,
      answerType: 'phrase',
      verb: null,
    })
  }
}

/** `the ISI, Pakistan's intelligence agency`. */
function* acronymFirst(reading: Reading, word: Word): Generator<Draft | Drop> {
  const { document } = reading
  const meaning = childrenOf(document, word.index, 'appos').find((each) => each.coarse === 'NOUN')
  if (meaning === undefined || document.words[word.index + 1]?.text !== ',') return
  const named =
    childOf(document, meaning.index, 'poss') ??
    childrenOf(document, meaning.index, 'compound', 'amod').find((each) => /^\p{Lu}/u.test(each.text))
  const answer = trimEdges(document, nounPhrase(document, meaning.index))
  if (named === undefined || named === null || !isContiguous(answer) || answer.length < 3) return
  const before = document.words[word.index - 1]
  const stem = makeStem(reading)
    .say('what is')
    .add(before?.tag === 'DT' ? [before.index, word.index] : [word.index])
    .say('?')
  yield toQuestion(reading, {
    rule: 'definition',
    sentence: word.sentence,
    stem,
    answer,
    answerType: 'phrase',
    verb: null,
  })
}

const QUOTED = /"([^"]{3,40}?)[.,]?"/

/** `the "zero option" of withdrawal`. */
function* explained(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const word of document.words) {
    if (word.dep !== 'prep' || word.text !== 'of' || document.words[word.index - 1]?.text !== '"') continue
    const head = wordAt(document, word.head)
    const meaning = childOf(document, word.index, 'pobj')
    if (meaning === null || !isNoun(head) || childOf(document, head.index, 'det')?.lemma !== 'the') continue
    const phrase = nounPhrase(document, head.index).filter((at) => at < word.index)
    if (/^(majority|number|part|share|kind|sort|lot|bulk|list|series|piece|bit|rest)$/.test(head.lemma)) continue
    if (phrase.filter((at) => wordAt(document, at).text === '"').length !== 2) continue
    const answer = trimEdges(document, nounPhrase(document, meaning.index))
    if (!isContiguous(answer) || answer.length > 12) continue
    yield toQuestion(reading, {
      rule: 'definition',
      sentence: word.sentence,
      stem: meantBy(reading).add(phrase).say('?'),
      answer,
      answerType: 'phrase',
      verb: null,
    })
  }
}

/** Nouns that stand for what was just said: "…, a move known as the …". */
const SUMMING =
  /^(outcome|move|step|process|practice|scenario|result|approach|policy|phenomenon|arrangement|method|technique|event|episode|tactic|strategy)$/

/** `a valley known as "the Bowl"`, `pull out all forces, an outcome known as the "zero option"`. */
function* knownAs(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const word of document.words) {
    if (word.dep !== 'acl' || !/^(known|called|dubbed|termed|nicknamed)$/.test(word.text)) continue
    const noun = wordAt(document, word.head)
    const before = document.words[(subtree(document, noun.index)[0] ?? 1) - 1]
    const sentence = document.sentences[word.sentence]
    if (!isNoun(noun) || sentence === undefined) continue
    const rest = document.text.slice(word.end, sentence.span.end)
    const term = QUOTED.exec(rest)?.[1]
    if (term === undefined || (QUOTED.exec(rest)?.index ?? 99) > 10) continue
    const summing = SUMMING.test(noun.lemma) && before?.text === ','
    const answer = summing
      ? infinitiveBefore(reading, before.index)
      : trimEdges(
          document,
          nounPhrase(document, noun.index).filter((at) => at < word.index),
        )
    if (answer === null || !isContiguous(answer) || answer.length > 16) continue
    if (!summing && answerFault(reading, noun.index, answer) !== null) continue
    if (!summing && answer.length < 3) continue
    const article = /\b(the|an?) "/i.exec(rest.slice(0, 12))?.[1]
    yield toQuestion(reading, {
      rule: 'definition',
      sentence: word.sentence,
      stem: meantBy(reading)
        .say(`${article === undefined ? '' : `${article} `}"${term}"`)
        .say('?'),
      answer,
      answerType: 'clause',
      verb: null,
    })
  }
}

/** The words from the last infinitive before a comma to that comma. */
function infinitiveBefore(reading: Reading, comma: number): readonly number[] | null {
  const { document } = reading
  const sentence = document.sentences[wordAt(document, comma).sentence]
  for (let at = comma - 1; at > (sentence?.from ?? comma); at--) {
    const word = wordAt(document, at)
    if (word.text === ',') return null
    if (word.tag !== 'VB' || childOf(document, at, 'aux')?.tag !== 'TO' || !/^(xcomp|ccomp|advcl)$/.test(word.dep))
      continue
    return Array.from({ length: comma - at }, (_, i) => at + i)
  }
  return null
}

function meantBy(reading: Reading): Stem {
  const stem = makeStem(reading)
  const holder = holderOf(reading)
  if (holder !== null) stem.say(`according to ${holder}${yearOf(reading)},`)
  return stem.say('what is meant by')
}
