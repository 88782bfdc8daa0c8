import type { Draft } from './draft.ts'
import { answerOf, questionOf } from './gates.ts'
import { MONTHS } from './lexicon.ts'
import type { Reading } from './reading.ts'
import { childOf, childrenOf, wordAt } from './tree.ts'

/** Refuses questions whose answer holds of one time only, where they do not say of which. */
export function onceGate(reading: Reading, draft: Draft): string | null {
  if (draft.verb === null) return null
  return (
    halfDate(reading, draft) ??
    doerReason(reading, draft) ??
    placeReason(reading, draft) ??
    deedReason(reading, draft) ??
    dateReason(reading, draft)
  )
}

/** Deeds that the same people do again and again, in one place after another. */
const REPEATED =
  /^(visit|return|go|travel|fly|come|meet|speak|play|attend|move|arrive|leave|appear|perform|gather|hold|talk|stay|work|tour|march|sail|call)$/

const DATED = /\b(?:1[0-9]|20)\d\d\b/

/** "Where does he return to defend his title?": a place is asked of what was done once, or of what stands where it stands. */
function placeReason(reading: Reading, draft: Draft): string | null {
  if (draft.rule !== 'where' || draft.verb === null) return null
  const { document } = reading
  const verb = wordAt(document, draft.verb)
  if (/^(call|name|know|dub|label|say|tell)$/.test(verb.lemma)) return 'once: a place of a name'
  const finite = finiteOf(reading, draft.verb)
  const lasting = /^(locate|situate|base|bear|headquarter|lie|stand|bury)$/.test(verb.lemma)
  if (finite !== 'VBD' && !lasting) return 'once: a place of no one time'
  const question = questionOf(draft).replace(/^According to [^,]*,/, '')
  return REPEATED.test(verb.lemma) && !DATED.test(question) ? 'once: a place among several' : null
}

/** What somebody did is asked of a dated deed, or of the one thing that somebody wants; in the news of the latter only. */
function deedReason(reading: Reading, draft: Draft): string | null {
  if (!/^(object|prepositional|gerund|predicate)$/.test(draft.rule) || draft.verb === null) return null
  const { document } = reading
  if (reading.genre === 'op-ed') return null
  const verb = wordAt(document, draft.verb)
  if (/^(want|wish|seek|intend|hope|plan|aim|like)$/.test(verb.lemma)) return null
  if (reading.genre === 'news') return draft.rule === 'predicate' ? null : 'once: a deed of the news'
  const question = questionOf(draft).replace(/^According to [^,]*,/, '')
  if (REPEATED.test(verb.lemma) && !DATED.test(question)) return 'once: a deed among several'
  const last = Math.max(...(draft.answers[0]?.words ?? [0]))
  const next = document.words[last + 1]
  return next?.tag === 'TO' && question.includes(` ${next.text} ${document.words[last + 2]?.text ?? ''}`)
    ? 'once: an answer cut before its aim'
    : null
}

/** "Who returns to Quill Bay?": what is done again and again is asked with its year, or not at all. */
function doerReason(reading: Reading, draft: Draft): string | null {
  if (!/^(subject|agent)/.test(draft.rule) || draft.verb === null || reading.genre === 'op-ed') return null
  const again = REPEATED.test(wordAt(reading.document, draft.verb).lemma) && finiteOf(reading, draft.verb) !== 'VBD'
  return again && !DATED.test(questionOf(draft)) ? 'once: a doer of every year' : null
}

const MONTH = MONTHS.join('|')

/** "In December, who …?", of a text that has no day: of which year? */
const halfDate = (reading: Reading, draft: Draft): string | null =>
  reading.genre === 'plain' &&
  new RegExp(`\\b(?:[Ii]n|[Oo]n) (?:\\d{1,2} )?(?:${MONTH})\\b(?! \\d{4}|(?: \\d{1,2})?, \\d{4})`).test(
    questionOf(draft),
  ) &&
  !DATED.test(questionOf(draft))
    ? 'once: half a date'
    : null

/** "On July 10, when …? 2007": half a date asked for by the other half; "1911 and 1913": two events in one. */
function dateReason(reading: Reading, draft: Draft): string | null {
  if (draft.rule !== 'when' || draft.verb === null) return null
  const question = questionOf(draft)
  const answer = answerOf(draft)
  if (new RegExp(`^(?:On|In) (?:\\d{1,2} )?(?:${MONTH})\\b[^,]{0,4},? `).test(question)) return 'once: half a date'
  if (/\d{4},? (?:and|or) (?:\p{Lu}\p{L}+ )?(?:\d{1,2},? )?\d{4}/u.test(answer)) return 'once: several dates'
  const after = reading.document.words[(draft.answers[0]?.words.at(-1) ?? 0) + 1]
  const then = reading.document.words[(after?.index ?? 0) + 1]
  if (after !== undefined && /^(?:to|and|or|-|–|—)$/.test(after.text) && /^\d{3,4}/.test(then?.text ?? ''))
    return 'once: half of a span'
  const first = wordAt(reading.document, draft.verb)
  const subject = childOf(reading.document, first.index, 'nsubj', 'nsubjpass')
  return subject !== null &&
    /^(each|every|all|both)$/i.test(childrenOf(reading.document, subject.index, 'det')[0]?.text ?? '')
    ? 'once: several events'
    : null
}

/** The tag of the verb's finite form. */
function finiteOf(reading: Reading, verb: number): string {
  const { document } = reading
  const aux = childrenOf(document, verb, 'aux', 'auxpass').find((word) => /^(VBD|VBZ|VBP|MD)$/.test(word.tag))
  return aux?.tag ?? wordAt(document, verb).tag
}
