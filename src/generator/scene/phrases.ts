import { answerFault } from '../answers.ts'
import type { Word } from '../document.ts'
import { PERSON_NOUNS, SAYING } from '../lexicon.ts'
import type { Reading } from '../reading.ts'
import {
  childOf,
  childrenOf,
  isContiguous,
  isVerbal,
  lower,
  mentionAt,
  nounPhrase,
  subtree,
  trimEdges,
  verbatim,
  wordAt,
} from '../tree.ts'
import { contentStems } from '../words.ts'
import type { Fact } from './facts.ts'

/** Longest phrase and longest clause, in words, that a learner can be asked to say whole. */
const PHRASE = 8
const CLAUSE = 12

const LIGHT =
  /^(have|do|make|take|get|give|go|come|see|find|include|involve|seem|appear|know|think|feel|like|need|try|begin|start|continue|help|keep|let|put|show|tell|ask|say|suffer|provide|receive|add|bring|hold|use|play|leave|mean|want|say|issue|raise|cover)$/

const INTENDING =
  /^(want|plan|agree|refuse|promise|threaten|vow|pledge|decide|seek|urge|order|intend|offer|aim|hope|demand|ask|allow|require|force|encourage|persuade|try|fail|expect|propose|prefer|attempt|warn|choose|forbid|authorise|authorize|call)$/

/** What the sentence says of somebody or something: the whole phrase that its verb leads to, where the rest says enough. */
export function tellingIn(reading: Reading, words: readonly number[]): Fact[] {
  const { document } = reading
  // Of an example the next one would do as well, and a by-line is no fact.
  if (
    /\b(?:for (?:example|instance)|such as|e\.g\.)|^(?:For example|As \p{Lu}[\p{L} ]* reports)/u.test(
      verbatim(document, words),
    )
  )
    return []
  const inside = new Set(words)
  const out: Fact[] = []
  for (const verb of words.map((at) => wordAt(document, at)).filter(isVerbal)) {
    for (const { head, role, weight } of nounsOf(reading, verb)) {
      const phrase = nounPhrase(document, head.index)
      if (phrase.length > PHRASE || !isContiguous(phrase) || phrase.some((at) => !inside.has(at))) continue
      if (!isTelling(reading, head, phrase)) continue
      out.push({ words: phrase, answer: verbatim(document, phrase), type: 'phrase', hint: 'what?', weight, role })
    }
    const aim = aimOf(reading, verb)
    if (aim?.every((at) => inside.has(at)))
      out.push({
        words: aim,
        answer: verbatim(document, aim),
        type: 'clause',
        hint: 'to do what?',
        weight: 1.4,
        role: 'aim',
      })
    const cause = causeOf(reading, verb)
    if (cause?.every((at) => inside.has(at)))
      out.push({
        words: cause,
        answer: verbatim(document, cause),
        type: 'clause',
        hint: 'why?',
        weight: 1.9,
        role: 'cause',
      })
  }
  return out
}

type Noun = { readonly head: Word; readonly role: string; readonly weight: number }

function nounsOf(reading: Reading, verb: Word): Noun[] {
  const { document } = reading
  const out: Noun[] = []
  const put = (head: Word | null, role: string, weight: number): void => {
    if (head !== null) out.push({ head, role, weight })
  }
  if (!SAYING.has(verb.lemma)) {
    const light = LIGHT.test(verb.lemma)
    put(childOf(document, verb.index, 'dobj'), light ? 'light-object' : 'object', light ? 0.8 : 1.3)
  }
  if (/^(be|become|remain)$/.test(verb.lemma)) put(childOf(document, verb.index, 'attr'), 'attribute', 1.2)
  for (const preposition of childrenOf(document, verb.index, 'agent', 'prep')) {
    if (!/^(by|against|as|into|with|over|for|on|to|of|from|about)$/i.test(preposition.text)) continue
    const agent = preposition.dep === 'agent'
    put(childOf(document, preposition.index, 'pobj'), agent ? 'agent' : 'complement', agent ? 1.25 : 1)
  }
  for (const how of childrenOf(document, verb.index, 'acomp'))
    for (const preposition of childrenOf(document, how.index, 'prep'))
      put(childOf(document, preposition.index, 'pobj'), 'complement', 1)
  return out.filter(
    ({ head }) =>
      /^(NOUN|PROPN)$/.test(head.coarse) && head.index > verb.index && childOf(document, head.index, 'relcl') === null,
  )
}

/** Whole names are asked by the rule for names. */
const isName = (reading: Reading, words: readonly number[]): boolean =>
  words.every((at) => /^(PROPN|DET|ADP|PART)$/.test(wordAt(reading.document, at).coarse))

function isTelling(reading: Reading, head: Word, words: readonly number[]): boolean {
  const { document } = reading
  const text = verbatim(document, words)
  if (answerFault(reading, head.index, words, PHRASE) !== null || isName(reading, words)) return false
  if (childOf(document, head.index, 'appos') !== null) return false
  if (PERSON_NOUNS.has(head.lemma) && !/\p{Lu}/u.test(text)) return false
  if (/["(),;:]/.test(text) || words.some((at) => /^(PRP|PRP\$|WP|WDT|EX)$/.test(wordAt(document, at).tag)))
    return false
  if (
    words.some((at) =>
      /^(CARDINAL|TIME|DATE|PERCENT|MONEY|ORDINAL|QUANTITY)$/.test(mentionAt(document, at)?.type ?? ''),
    )
  )
    return false
  if (/^(?:this|that|these|those|some|any|no|all|many|more|such|the same|other|another|each|every)\b/i.test(text))
    return false
  const next = document.words[(words[words.length - 1] ?? 0) + 1]
  if (next !== undefined && (/^(NOUN|PROPN|NUM)$/.test(next.coarse) || /^(and|or|but|nor|'s)$/.test(next.text)))
    return false
  if (isDenied(reading, head)) return false
  return tellingWords(text) >= 2
}

/** "Shoes are not …": what something is not has no end. */
function isDenied(reading: Reading, head: Word): boolean {
  const { document } = reading
  const verb = wordAt(document, /^pobj$/.test(head.dep) ? wordAt(document, head.head).head : head.head)
  return verb.children.some((at) => wordAt(document, at).dep === 'neg')
}

/** Words that say more than how much or how good. */
const tellingWords = (text: string): number => contentStems(text.replace(EMPTY, ' ')).length

const EMPTY =
  /\b(?:particular|significant|important|major|special|certain|various|similar|different|other|several|new|great|good|large|own|real|full|complete|total|big|huge|small|little|key|main|strong|serious|clear|long|further|better|best|worst|bad|wide|high|higher|low|lower|whole|entire|potential|possible|necessary|able|part|number|kind|sort|lot|form|way|series|range|variety|role|place|work|thing|effort|attempt|problem|issue|situation|chance|opportunity|success|failure|surprise|setback|step|move|sign|result|impact|effect|attention|interest|concern|support|access|use|time)s?\b/gi

/** "refused to …": what somebody wants, agreed or was asked to do. */
function aimOf(reading: Reading, verb: Word): number[] | null {
  const { document } = reading
  if (!INTENDING.test(verb.lemma)) return null
  const aim = childrenOf(document, verb.index, 'xcomp', 'ccomp').find(
    (word) => word.tag === 'VB' && childOf(document, word.index, 'aux')?.tag === 'TO',
  )
  if (aim === undefined) return null
  const to = childOf(document, aim.index, 'aux')
  const words = trimEdges(document, subtree(document, aim.index)).filter((at) => at > (to?.index ?? 0))
  return fitClause(reading, words)
}

/** "because …": the reason itself. */
function causeOf(reading: Reading, verb: Word): number[] | null {
  const { document } = reading
  for (const clause of childrenOf(document, verb.index, 'advcl')) {
    const mark = childOf(document, clause.index, 'mark')
    if (mark === null || lower(mark) !== 'because' || clause.index < verb.index) continue
    return fitClause(
      reading,
      trimEdges(document, subtree(document, clause.index)).filter((at) => at > mark.index),
    )
  }
  return null
}

function fitClause(reading: Reading, words: readonly number[]): number[] | null {
  const { document } = reading
  const text = verbatim(document, words)
  if (words.length < 3 || words.length > CLAUSE || !isContiguous(words) || /["();:]/.test(text)) return null
  if (contentStems(text).length < 2) return null
  const last = wordAt(document, words[words.length - 1] ?? 0)
  const next = document.words[last.index + 1]
  if (/^(DT|IN|TO|CC)$/.test(last.tag) || (next !== undefined && !/^[.,;]$/.test(next.text))) return null
  if (/^(and|or|but|nor)$/.test(document.words[last.index + 2]?.text ?? '') && next?.text === ',') return null
  if (/, (?:and|or) /.test(text)) return null
  return [...words]
}
