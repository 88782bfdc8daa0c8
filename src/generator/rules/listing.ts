import type { Clause } from '../clause.ts'
import type { Draft, Drop } from '../draft.ts'
import { NUMBER_WORDS } from '../lexicon.ts'
import { toListDraft } from '../lists.ts'
import { askInverted } from '../question.ts'
import type { Reading } from '../reading.ts'
import { childOf, childrenOf, isNoun, lower, nounPhrase, subtree, trimEdges, wordAt } from '../tree.ts'

/** `Which five countries …?`: three or more things, or two with a noun of their own kind, joined within one sentence. */
export function* askListings(reading: Reading): Generator<Draft | Drop> {
  const { document, names } = reading
  for (const clause of reading.clauses) {
    yield* agents(reading, clause)
    for (const piece of clause.rest) {
      for (const head of piece.words) {
        const word = wordAt(document, head)
        if (!isNoun(word) || !/^(dobj|pobj|attr)$/.test(word.dep)) continue
        const members = conjuncts(reading, head)
        if (members.length < 3) continue
        const kinds = new Set(members.map((member) => names.at(member)?.name.kind ?? 'none'))
        const loose = members.filter((member) => /^others?$/.test(lower(wordAt(document, member))))
        const solid = members.filter((member) => !loose.includes(member))
        const countries = solid.every((member) => names.at(member)?.name.kind === 'country')
        const persons = solid.every((member) => names.at(member)?.name.kind === 'person')
        if (!countries && !(persons && kinds.size === 1)) continue
        const noun = countries ? 'countries' : 'people'
        const whole = new Set(subtree(document, head))
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
