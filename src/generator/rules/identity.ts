import { answerFault, toQuestion } from '../answers.ts'
import { formatDate } from '../dates.ts'
import type { Word } from '../document.ts'
import type { Draft, Drop } from '../draft.ts'
import { PERSON_NOUNS } from '../lexicon.ts'
import type { Reading } from '../reading.ts'
import { makeStem } from '../stem.ts'
import { childOf, childrenOf, isContiguous, lower, nounPhrase, subtree, trimEdges, wordAt } from '../tree.ts'

/**
 * Roles and definitions from appositions: `Who is X?` after an indefinite one, `Who was the chairman in 1970?` after a
 * definite one (always with its date: roles change).
 */
export function* askIdentities(reading: Reading): Generator<Draft | Drop> {
  const { document, names } = reading
  for (const word of document.words) {
    const head = word.dep === 'appos' ? wordAt(document, word.head) : roleBefore(reading, word)
    if (head === null) continue
    const apposition = trimEdges(
      document,
      subtree(
        document,
        word.index,
        (each) =>
          each.dep === 'relcl' ||
          each.dep === 'appos' ||
          (each.dep === 'conj' && (each.head === word.index || each.coarse !== 'NUM')),
      ),
    )
    const main = trimEdges(
      document,
      subtree(
        document,
        head.index,
        (each) =>
          each.index === word.index ||
          each.dep === 'relcl' ||
          each.dep === 'appos' ||
          each.dep === 'conj' ||
          each.dep === 'cc' ||
          each.dep === 'acl',
      ),
    )
    if (!isContiguous(apposition) || !isContiguous(main)) continue
    const nameOfHead = names.at(head.index)
    const nameOfWord = names.at(word.index)
    const pair =
      nameOfHead?.name.kind === 'person' && PERSON_NOUNS.has(word.lemma)
        ? { person: nameOfHead, personWords: main, role: apposition, roleHead: word.index }
        : nameOfWord?.name.kind === 'person' && PERSON_NOUNS.has(head.lemma) && head.coarse === 'NOUN'
          ? { person: nameOfWord, personWords: apposition, role: main, roleHead: head.index }
          : null
    if (pair === null) continue
    if (wordAt(document, pair.roleHead).tag !== 'NN') continue
    const determiner = childOf(document, pair.roleHead, 'det')
    const text = determiner === null ? '' : lower(determiner)
    const sentence = document.sentences[word.sentence]
    const years =
      sentence === undefined
        ? []
        : (document.text.slice(sentence.span.start, sentence.span.end).match(/\b(?:1[0-9]|20)\d\d\b/g) ?? [])
    const olderYear = reading.published !== null && years.some((year) => Number(year) !== reading.published?.year)
    if (/^(a|an)$/.test(text)) {
      const fault = answerFault(reading, pair.roleHead, pair.role)
      if (fault !== null) {
        yield { drop: fault, text: pair.person.name.full }
        continue
      }
      const stem = makeStem(reading)
      stem.say('who was').name(pair.person.name)
      if (reading.published !== null && !olderYear) stem.say(`in ${reading.published.year}`)
      yield toQuestion(reading, {
        rule: 'who-is',
        sentence: word.sentence,
        stem: stem.say('?'),
        answer: pair.role,
        answerType: 'phrase',
        verb: null,
      })
      continue
    }
    const modified = childrenOf(document, pair.roleHead, 'amod', 'compound', 'prep', 'poss').length > 0
    const bareDated = text === '' && apposition.some((at) => /^(1[5-9]|20)\d\d$/.test(wordAt(document, at).text))
    if (
      /^(ambassador|envoy|minister|representative|secretary)$/.test(wordAt(document, pair.roleHead).lemma) &&
      !pair.role.some((at) => /^(to|of|in|there|foreign|prime|defense|defence)$/i.test(wordAt(document, at).text))
    )
      continue
    if (pair.role.some((at) => /^(newly|then|former|outgoing|incoming|late|acting)$/i.test(wordAt(document, at).text)))
      continue
    if ((text !== 'the' && !bareDated) || !modified || childrenOf(document, pair.roleHead, 'poss').length > 0) continue
    const own = trimEdges(
      document,
      pair.personWords.filter((at) => at >= pair.person.from && at < pair.person.to),
    )
    const dated = pair.role.some((at) => /^\d{4}$/.test(wordAt(document, at).text))
    if (!dated && reading.published === null && reading.genre !== 'plain') continue
    if (!dated && olderYear) continue
    const stem = makeStem(reading)
    stem.say('who was').add(pair.role)
    if (!dated && reading.published !== null) stem.say(`in ${formatDate({ ...reading.published, day: null })}`)
    yield toQuestion(reading, {
      rule: 'role',
      sentence: word.sentence,
      stem: stem.say('?'),
      answer: own,
      answerType: 'person',
      verb: null,
    })
  }
}

/** `the U.S. ambassador to Afghanistan, James Cunningham,`: a role in full before a name between commas, however it was parsed. */
function roleBefore(reading: Reading, word: Word): Word | null {
  const { document, names } = reading
  const mention = names.at(word.index)
  if (word.dep !== 'conj' || mention === null || mention.to - 1 !== word.index || mention.name.kind !== 'person')
    return null
  if (mention.titleTo > mention.from || document.words[mention.from - 1]?.text !== ',') return null
  if (!/^[,.;]$/.test(document.words[mention.to]?.text ?? '')) return null
  for (let at = mention.from - 2; at > mention.from - 8; at--) {
    const role = document.words[at]
    if (role === undefined || /^(,|;|and)$/.test(role.text)) return null
    if (!PERSON_NOUNS.has(role.lemma) || role.coarse !== 'NOUN' || role.tag !== 'NN') continue
    const end = nounPhrase(document, at).filter((each) => each < mention.from - 1)
    return childOf(document, at, 'det')?.lemma === 'the' && end[end.length - 1] === mention.from - 2 ? role : null
  }
  return null
}
