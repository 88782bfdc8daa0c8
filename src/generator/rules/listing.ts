import type { Clause } from '../clause.ts'
import type { Draft, Drop } from '../draft.ts'
import { NUMBER_WORDS } from '../lexicon.ts'
import { toListDraft } from '../lists.ts'
import { askInverted, askSubject } from '../question.ts'
import type { Reading } from '../reading.ts'
import { childOf, childrenOf, isNoun, lower, nounPhrase, subtree, trimEdges, wordAt } from '../tree.ts'

/** `Which five countries …?`: three or more things, or two with a noun of their own kind, joined within one sentence. */
export function* askListings(reading: Reading): Generator<Draft | Drop> {
  const { document, names } = reading
  for (const clause of reading.clauses) {
    yield* agents(reading, clause)
    yield* notOnly(reading, clause)
    yield* subjects(reading, clause)
    yield* objects(reading, clause)
    for (const piece of clause.rest) {
      for (const head of piece.words) {
        const word = wordAt(document, head)
        if (!isNoun(word) || !/^(dobj|pobj|attr)$/.test(word.dep)) continue
        const members = conjuncts(reading, head)
        if (members.length < 3) continue
        const kinds = new Set(members.map((member) => names.at(member)?.name.kind ?? 'none'))
        const loose = members.filter((member) => /^others?$/.test(lower(wordAt(document, member))))
        const among = childrenOf(document, clause.verb, 'prep').find(
          (each) => lower(each) === 'among' && /^others?$/.test(document.words[each.index + 1]?.text ?? ''),
        )
        const solid = members.filter((member) => !loose.includes(member))
        const countries = solid.every((member) => names.at(member)?.name.kind === 'country')
        const persons = solid.every((member) => names.at(member)?.name.kind === 'person')
        if (!countries && !(persons && kinds.size === 1)) continue
        const noun = countries ? 'countries' : 'people'
        const whole = new Set([
          ...subtree(document, head),
          ...members.flatMap((member) =>
            childrenOf(document, member, 'prep')
              .filter((each) => lower(each) === 'among')
              .flatMap((each) => subtree(document, each.index)),
          ),
          ...(among === undefined ? [] : subtree(document, among.index)),
        ])
        const wh = `which ${NUMBER_WORDS[solid.length] ?? solid.length} ${noun}`
        const stem = askInverted(reading, clause, wh, { without: whole, plural: true })
        yield toListDraft(reading, {
          rule: 'listing',
          sentence: clause.sentence,
          stem,
          items: solid.map((member) => ({
            sentence: clause.sentence,
            words: trimEdges(
              document,
              nounPhrase(document, member).filter((at) => at <= member),
            ),
          })),
        })
      }
    }
  }
}

/** `accompanied by X, and by Y`: two or more persons after by. */
function* agents(reading: Reading, clause: Clause): Generator<Draft | Drop> {
  const { document, names } = reading
  const agent = clause.rest.find((piece) => piece.dep === 'agent')
  if (agent === undefined) return
  const further = childrenOf(document, clause.verb, 'conj')
    .filter((word) => lower(word) === 'by')
    .map((word) => word.index)
  const prepositions = further.length > 0 ? [agent.head, ...further] : conjuncts(reading, agent.head)
  const members =
    prepositions.length > 1
      ? prepositions.flatMap((at) => childrenOf(document, at, 'pobj').map((word) => word.index))
      : conjuncts(reading, childOf(document, agent.head, 'pobj')?.index ?? agent.head)
  if (members.length < 2 || !members.every((member) => names.at(member)?.name.kind === 'person')) return
  const stem = askInverted(reading, clause, `by which ${NUMBER_WORDS[members.length] ?? members.length} people`, {
    without: new Set(prepositions.flatMap((at) => subtree(document, at))),
    allConjuncts: true,
  })
  yield toListDraft(reading, {
    rule: 'listing',
    sentence: clause.sentence,
    stem,
    items: members.map((member) => ({
      sentence: clause.sentence,
      words: trimEdges(
        document,
        nounPhrase(document, member).filter((at) => at <= member),
      ),
    })),
  })
}

/** `threatened by not only A but also B`. */
function* notOnly(reading: Reading, clause: Clause): Generator<Draft | Drop> {
  const { document } = reading
  const sentence = document.sentences[clause.sentence]
  if (sentence === undefined || clause.kind === 'participle') return
  for (let at = clause.verb + 1; at < sentence.to - 3; at++) {
    if (lower(wordAt(document, at)) !== 'not' || lower(wordAt(document, at + 1)) !== 'only') continue
    const before = wordAt(document, at - 1)
    const first = document.words
      .slice(at + 2, at + 10)
      .find((word) => isNoun(word) && childOf(document, word.index, 'cc')?.text === 'but')
    const second = first === undefined ? null : childOf(document, first.index, 'conj')
    if (first === undefined || second === null || !isNoun(second)) continue
    const items = [first, second].map((word) =>
      trimEdges(
        document,
        nounPhrase(document, word.index).filter(
          (each) =>
            (word === first ? each < (childOf(document, first.index, 'cc')?.index ?? 0) : true) &&
            !/^(not|only|also|but)$/.test(lower(wordAt(document, each))),
        ),
      ),
    )
    const end = items[1]?.[items[1].length - 1] ?? at
    const preposition = before.coarse === 'ADP' ? before : null
    if (preposition === null && before.index !== clause.verb) continue
    const without = new Set(
      Array.from({ length: sentence.to - at + 1 }, (_, i) => at - 1 + i).filter(
        (each) => (each >= at || each === preposition?.index) && (each <= end || each < sentence.to),
      ),
    )
    const wh = `${preposition === null ? '' : `${lower(preposition)} `}which two things`
    yield toListDraft(reading, {
      rule: 'listing-pair',
      sentence: clause.sentence,
      stem: askInverted(reading, clause, wh, { without, allConjuncts: true }),
      items: items.map((words) => ({ sentence: clause.sentence, words })),
    })
  }
}

/** `Which three things pose …?`: three or more subjects of one verb. */
function* subjects(reading: Reading, clause: Clause): Generator<Draft | Drop> {
  const { document, names } = reading
  if (clause.kind === 'relative' || clause.kind === 'participle') return
  const head = wordAt(document, clause.subject)
  const finite = wordAt(document, clause.finite)
  const apposed = childOf(document, head.index, 'appos')
  const plural = finite.tag === 'VBP' || /^(were|have|are)$/.test(lower(finite))
  const members =
    apposed !== null && childOf(document, apposed.index, 'conj') !== null && plural
      ? [head.index, ...conjuncts(reading, apposed.index)]
      : childrenOf(document, clause.verb, 'nsubj')
          .filter((word) => isNoun(word) && word.index < clause.verb)
          .flatMap((word) => conjuncts(reading, word.index))
  if (members.length < 3 || !members.every((member) => isNoun(wordAt(document, member)))) return
  const persons = members.every((member) => names.at(member)?.name.kind === 'person')
  const countries = members.every((member) => names.at(member)?.name.kind === 'country')
  if (
    !persons &&
    members.some((member) => names.at(member)?.name.kind === 'person' && names.at(member)?.to === member + 1)
  )
    return
  const noun = persons ? 'people' : countries ? 'countries' : 'things'
  const wh = `which ${NUMBER_WORDS[members.length] ?? members.length} ${noun}`
  const all = childrenOf(document, clause.verb, 'nsubj').flatMap((word) => subtree(document, word.index))
  const stem = askSubject(reading, { ...clause, subjectWords: all }, wh, { without: new Set(all), plural: true })
  yield toListDraft(reading, {
    rule: 'listing-subject',
    sentence: clause.sentence,
    stem,
    items: members.map((member) => ({ sentence: clause.sentence, words: memberWords(reading, member) })),
  })
}

/** `Which two things does X want?`: two to five objects, each with a word of its own besides the noun. */
function* objects(reading: Reading, clause: Clause): Generator<Draft | Drop> {
  const { document, names } = reading
  const verb = wordAt(document, clause.verb)
  if (clause.kind === 'participle' || /^(be|have|do|make|take|get|put|let)$/.test(verb.lemma)) return
  const object = childOf(document, clause.verb, 'dobj')
  if (object === null || object.index < clause.verb || clause.kind === 'relative') return
  const outer = childrenOf(document, clause.verb, 'conj').filter(
    (word) => word.coarse === 'NOUN' && childOf(document, word.index, 'det') !== null,
  )
  const members = [...conjuncts(reading, object.index), ...outer.flatMap((word) => conjuncts(reading, word.index))]
  if (members.length < 2 || members.length > 5) return
  if (!members.every((member) => wordAt(document, member).coarse === 'NOUN')) return
  const items = members.map((member) => memberWords(reading, member))
  if (items.some((words) => words.length < (members.length === 2 ? 3 : 2))) return
  if (members.some((member) => names.at(member) !== null)) return
  if (items.some((words) => !isWhole(reading, words))) return
  const last = items[items.length - 1] ?? []
  const next = document.words[(last[last.length - 1] ?? 0) + 1]
  if (next !== undefined && !/^[,.;]$/.test(next.text) && next.coarse !== 'ADP') return
  const from = items[0]?.[0] ?? object.index
  const without = new Set(Array.from({ length: (last[last.length - 1] ?? from) - from + 1 }, (_, i) => from + i))
  yield toListDraft(reading, {
    rule: 'listing-object',
    sentence: clause.sentence,
    stem: askInverted(reading, clause, `which ${NUMBER_WORDS[members.length] ?? members.length} things`, {
      without,
      allConjuncts: true,
    }),
    items: items.map((words) => ({ sentence: clause.sentence, words })),
  })
}

/** A phrase that starts as one does, with no comma inside. */
function isWhole(reading: Reading, words: readonly number[]): boolean {
  const { document } = reading
  const first = wordAt(document, words[0] ?? 0)
  return (
    /^(DT|PRP\$|JJ|JJR|JJS|NN|NNS|NNP|NNPS|CD|VBG|VBN)$/.test(first.tag) &&
    words.every((word) => wordAt(document, word).text !== ',')
  )
}

/** A member of a list without its fellows. */
function memberWords(reading: Reading, member: number): number[] {
  const { document } = reading
  return trimEdges(
    document,
    subtree(
      document,
      member,
      (word) =>
        (/^(conj|cc)$/.test(word.dep) && word.head === member) ||
        (word.dep === 'appos' && word.head === member) ||
        word.text === 'all' ||
        (word.dep === 'punct' && word.head === member && word.index > member),
    ),
  )
}

function conjuncts(reading: Reading, head: number): number[] {
  const out = [head]
  let at: number | null = head
  while (at !== null) {
    const children: number[] = childrenOf(reading.document, at, 'conj').map((word) => word.index)
    out.push(...children)
    at = children[children.length - 1] ?? null
  }
  return childOf(reading.document, head, 'conj') === null ? [head] : out
}
