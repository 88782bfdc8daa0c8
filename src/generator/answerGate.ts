import type { Draft } from './draft.ts'
import { answerOf, questionOf } from './gates.ts'
import { BODY_NOUNS, PERSON_NOUNS } from './lexicon.ts'
import { protagonistOf } from './protagonist.ts'
import type { Reading } from './reading.ts'
import { isSalient } from './salience.ts'
import { mentionAt, wordAt } from './tree.ts'
import { contentStems } from './words.ts'

const GROUPS = /^(panel|association|member|voter|activist|official|independent|team|crew|jury|board|court|user|family)$/

/** Refuses an answer that is not what its question word asks for, or that is no answer outside its article. */
export function answerGate(reading: Reading, draft: Draft): string | null {
  if (draft.content.kind === 'list') return null
  const question = questionOf(draft)
  const answer = answerOf(draft)
  const opening = /\b(who|whom|what|when|how long|how many|how much|which \p{L}+)\b/iu
    .exec(question)?.[1]
    ?.toLowerCase()
  const head = headOf(reading, draft)
  if (opening === undefined || head === null) return null
  const word = wordAt(reading.document, head)
  const name = reading.names.at(head)?.name ?? null
  const type = mentionAt(reading.document, head)?.type ?? null
  if (/^whom?$/.test(opening)) {
    const human =
      name?.kind === 'person' ||
      type === 'PERSON' ||
      type === 'NORP' ||
      PERSON_NOUNS.has(word.lemma) ||
      /^(country|body|newspaper)$/.test(name?.kind ?? '') ||
      BODY_NOUNS.has(word.lemma)
    if (!human || /^(PRODUCT|FAC|LOC|WORK_OF_ART|EVENT)$/.test(type ?? '')) return 'strict: who, of no person'
    if (/\b(ship|shuttle|restaurant|road|street|boulevard|bd)\b/i.test(answer)) return 'strict: who, of no person'
    if (name?.kind === 'place' || name?.kind === 'capital') return 'strict: who, of a place'
  }
  if (
    /^whom?$/.test(opening) &&
    name?.kind === 'person' &&
    !answer.includes(' ') &&
    !isSalient(reading, name) &&
    protagonistOf(reading)?.ids.has(name.id) !== true
  )
    return 'strict: who, by one name'
  if (opening === 'what') {
    if (/^(get|be|have) /.test(answer)) return 'strict: what, of a state'
    if (name?.kind === 'person' || type === 'PERSON') return 'strict: what, of a person'
    const acts = /\bby what\b/i.test(question)
    if (acts && (PERSON_NOUNS.has(word.lemma) || GROUPS.test(word.lemma) || BODY_NOUNS.has(word.lemma)))
      return 'strict: what, of people'
    if (/^[\d,.]+ \p{Ll}+$/u.test(answer)) return 'strict: what, of a number'
  }
  if (/^which (organi[sz]ation|body|country|people|person)/.test(opening) && /["“]|^(a|an) /.test(answer))
    return 'strict: which, of no name'
  if (
    /^which (country|body|government|organi[sz]ation|person)/.test(opening) &&
    / and (the )?\p{Lu}/u.test(answer) &&
    name?.kind !== 'body'
  )
    return 'strict: one asked, two told'
  if (/^how (many|much|long)/.test(opening) && /\b(for|with|on|at|of|over|out|in|to)\?$/.test(question))
    return 'strict: a preposition at the end'
  if (/^how (many|much|long)/.test(opening) && /\bof\b/.test(answer)) return 'strict: a share as a number'
  if (/\bwhere\b.* (?:to|in|at|from) \p{Lu}\p{L}+\?$/u.test(question)) return 'strict: a place beside the place'
  if (opening === 'when') {
    if (!/\d{3}|century|\p{Lu}\p{Ll}{2}/u.test(answer) || /\baged\b/.test(question)) return 'strict: when, of no date'
    if (/ (in|at) \p{Lu}/u.test(answer) && !/^(in|at) /i.test(answer)) return 'strict: a place in a date'
    if (/^when (has|have)\b/i.test(question)) return 'strict: when has'
    if (/\b(the|that|this) (month|year|week|day|season)\b|\bin \d{4}\?$/.test(question))
      return 'strict: a date beside the date'
    if (/\b(just|already|young enough|old enough)\b/.test(question)) return 'strict: when, of a state'
  }
  return worthReason(draft, question, answer)
}

function headOf(reading: Reading, draft: Draft): number | null {
  const words = draft.answers[0]?.words ?? []
  const inside = new Set(words)
  for (const at of words) {
    const word = wordAt(reading.document, at)
    if (!inside.has(word.head) || word.head === at)
      return /^(det|case|punct|prep)$/.test(word.dep) ? (words[words.length - 1] ?? null) : at
  }
  return words[words.length - 1] ?? null
}

/** Answers that are too general, cut short, or known only beside the article. */
function worthReason(draft: Draft, question: string, answer: string): string | null {
  const exact = /^(year|date|number|duration|country|person|clause)$/.test(draft.answerType)
  const stems = contentStems(answer).length
  const named = /\p{Lu}|\d/u.test(answer)
  if (/, (which|who|whom|where|whose|and then)\b/.test(answer)) return 'strict: answer runs on'
  if (/\b(such as|including|like|for example)\b(?! (?:the )?\p{Lu})/u.test(answer)) return 'strict: a list cut short'
  if (/^\(|" [^"]*"|\s"$/.test(answer.replace(/"[^"]*"/g, 'q'))) return 'strict: broken answer'
  if (/^(his|her|its|their) (?!own )/i.test(answer)) return 'strict: an owner in the answer'
  if (!exact && !named && /^(the|this|that) /i.test(answer)) {
    const fixed = / (of|in|on|for|from|to|that|who|with|between|against|behind) /.test(answer)
    if (!fixed || stems < 3) return 'strict: a local answer'
  }
  if (!exact && !named && stems < 2 && /^(a|an|some|no) /i.test(answer)) return 'strict: a general answer'
  if (
    !exact &&
    !named &&
    /^(a|an) (\w+ )?(goal|petition|lawsuit|project|card|point|statement|letter|report|deal|foul|corner|chance|lead|research area)\b/.test(
      answer,
    )
  )
    return 'strict: a general answer'
  if (/^(identity|who-is|role|post)/.test(draft.rule) && !identityStands(question, answer))
    return 'strict: a role without its place'
  return null
}

/** A role is asked with its country, body or year; a description has more to it than one word. */
function identityStands(question: string, answer: string): boolean {
  const asked = question
    .replace(/^(According to [^,]*, )?\S+/, '')
    .replace(/\b(in|on|as of) (\p{Lu}\p{L}+ )?\d{4}/giu, '')
  if (!/\p{Lu}\p{L}/u.test(asked)) return false
  if (/\bthe (Republican|Democratic|Conservative|Labour|Liberal)\b/.test(asked)) return false
  return contentStems(answer).length >= 2 || /\p{Lu}/u.test(answer)
}
