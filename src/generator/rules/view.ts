import { answerFault, toQuestion } from '../answers.ts'
import { addContext, tenseOf } from '../attribution.ts'
import type { Draft, Drop } from '../draft.ts'
import { readPersonPronoun } from '../persons.ts'
import { askInverted } from '../question.ts'
import type { Reading } from '../reading.ts'
import { makeStem } from '../stem.ts'
import { childOf, childrenOf, isContiguous, lower, nounPhrase, subtree, trimEdges, wordAt } from '../tree.ts'

/** `How does X see Y?`: as what somebody sees, describes, treats or regards something. */
export function* askViews(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  yield* viewsHeld(reading)
  yield* waysOfSeeing(reading)
  for (const clause of reading.clauses) {
    const verb = wordAt(document, clause.verb)
    if (
      !/^(see|view|regard|describe|treat|present|portray|dismiss|praise|condemn|denounce|characterize|characterise|hail|label|strike|depict|perceive)$/.test(
        verb.lemma,
      )
    )
      continue
    const hosts = [clause.verb, ...childrenOf(document, clause.verb, 'dobj').map((word) => word.index)]
    for (const host of hosts) {
      for (const as of childrenOf(document, host, 'prep')) {
        if (lower(as) !== 'as') continue
        const words = trimEdges(
          document,
          subtree(document, as.index, (word) => word.dep === 'advcl' && document.words[word.index - 1]?.text === ','),
        )
        const object = childOf(document, as.index, 'pobj', 'amod', 'pcomp', 'acomp')
        if (object === null || !isContiguous(words) || words.length < 2) continue
        const inside = words.filter((word) => word > as.index)
        const fault = answerFault(reading, object.index, inside, 16)
        if (fault !== null) {
          yield { drop: fault, text: '' }
          continue
        }
        const deed = [...childrenOf(document, host, 'advcl'), ...childrenOf(document, clause.verb, 'advcl')].find(
          (child) => childOf(document, child.index, 'aux')?.tag === 'TO',
        )
        const tail = deed === undefined ? [] : subtree(document, deed.index)
        const answer =
          tail.length > 0 && tail[0] === (words[words.length - 1] ?? 0) + 1 && isContiguous(tail)
            ? [...words, ...tail]
            : words
        const stem = askInverted(reading, clause, 'how', { without: new Set(answer) })
        yield toQuestion(reading, {
          rule: 'view',
          sentence: clause.sentence,
          stem,
          answer,
          answerType: 'clause',
          verb: clause.verb,
        })
      }
    }
  }
}

/** `her view of the board as a weak partner`: a view with its holder, its object and its content. */
function* viewsHeld(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const noun of document.words) {
    if (!/^(view|perception|vision|image|description|portrayal)$/.test(noun.lemma) || noun.tag !== 'NN') continue
    const holder = childOf(document, noun.index, 'poss')
    const of = childrenOf(document, noun.index, 'prep').find((word) => lower(word) === 'of')
    const object = of === undefined ? null : childOf(document, of.index, 'pobj')
    if (holder === null || of === undefined || object === null) continue
    const after = document.words[(nounPhrase(document, object.index).pop() ?? object.index) + 1]
    const as = [
      ...childrenOf(document, noun.index, 'prep'),
      ...childrenOf(document, object.index, 'prep'),
      ...(after?.dep === 'prep' ? [after] : []),
    ].find((word) => lower(word) === 'as')
    const content = as === undefined ? null : childOf(document, as.index, 'pobj')
    if (as === undefined || content === null) continue
    const answer = trimEdges(document, subtree(document, as.index))
    const fault = answerFault(reading, content.index, answer.slice(1), 16)
    if (fault !== null || !isContiguous(answer)) {
      yield { drop: fault ?? 'answer: torn', text: '' }
      continue
    }
    const person = /^PRP/.test(holder.tag)
      ? readPersonPronoun(reading, holder.index)
      : (reading.names.at(holder.index)?.name ?? null)
    if (person === null) {
      yield { drop: `pronoun: ${lower(holder)}`, text: '' }
      continue
    }
    const verb = /^(vision|view|perception|image)$/.test(noun.lemma) ? 'see' : 'describe'
    const main = reading.clauses.find((clause) => clause.sentence === noun.sentence)
    const past = main !== undefined && tenseOf(reading, main) === 'past'
    const stem = makeStem(reading)
    if (main !== undefined) addContext(reading, main, stem)
    stem
      .say(past ? 'how did' : 'how does')
      .name(person)
      .say(verb)
    stem.add(
      trimEdges(
        document,
        subtree(document, object.index, (word) => word.index === as.index),
      ).filter((at) => at < as.index),
    )
    yield toQuestion(reading, {
      rule: 'view',
      sentence: noun.sentence,
      stem: stem.say('?'),
      answer,
      answerType: 'clause',
      verb: noun.index,
    })
  }
}

/** `the way he sees the United States: as an ally …`. */
function* waysOfSeeing(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const verb of document.words) {
    if (
      verb.dep !== 'relcl' ||
      !/^(see|view|regard|describe)$/.test(verb.lemma) ||
      wordAt(document, verb.head).lemma !== 'way'
    )
      continue
    const subject = childOf(document, verb.index, 'nsubj')
    const object = childOf(document, verb.index, 'dobj')
    if (subject === null || object === null) continue
    const seen = nounPhrase(document, object.index).filter((at) => at <= object.index)
    const colon = document.words[(seen[seen.length - 1] ?? verb.index) + 1]
    const as = colon === undefined ? undefined : document.words[colon.index + 1]
    const end = document.sentences[verb.sentence]?.to ?? verb.index
    if (colon?.text !== ':' || as === undefined || lower(as) !== 'as') continue
    const answer = trimEdges(
      document,
      Array.from({ length: end - as.index }, (_, i) => as.index + i),
    )
    if (answer.length < 3 || answer.length > 14 || answer.some((at) => /^[;:]$/.test(wordAt(document, at).text)))
      continue
    const person = /^PRP/.test(subject.tag)
      ? readPersonPronoun(reading, subject.index)
      : (reading.names.at(subject.index)?.name ?? null)
    if (person === null) continue
    const stem = makeStem(reading)
    const main = reading.clauses.find((clause) => clause.sentence === verb.sentence)
    if (main !== undefined) addContext(reading, main, stem)
    stem
      .say(verb.tag === 'VBD' ? 'how did' : 'how does')
      .name(person)
      .say(verb.lemma)
      .add(seen)
    yield toQuestion(reading, {
      rule: 'view',
      sentence: verb.sentence,
      stem: stem.say('?'),
      answer,
      answerType: 'clause',
      verb: verb.index,
    })
  }
}
