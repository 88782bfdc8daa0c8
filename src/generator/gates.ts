import { isRelativeTime } from './dates.ts'
import type { Draft } from './draft.ts'
import { contentStems } from './words.ts'

/** What a card asks, with a blank where a cloze has its answer. */
export function questionOf(draft: Pick<Draft, 'content'>): string {
  const { content } = draft
  return content.kind === 'cloze' ? content.text.replace(/\{\{c\d+::(.*?)\}\}/g, '_____') : content.question
}

/** The same without what stands before the asked sentence of a scene: where the text is from, and what it leans on. */
export const coreOf = (draft: Pick<Draft, 'content'>): string => questionOf(draft).split('\n\n').pop() ?? ''

export function answerOf(draft: Pick<Draft, 'content'>): string {
  const { content } = draft
  if (content.kind === 'list') return content.items.map((item) => item.text).join('; ')
  if (content.kind === 'cloze') return /\{\{c\d+::(.*?)(?:::.*?)?\}\}/.exec(content.text)?.[1] ?? ''
  return content.answer
}

/** Why a draft must not ship, or null. Each gate stands for a kind of bad card seen in trials. */
export function gate(draft: Draft): string | null {
  const question = questionOf(draft)
  const answer = answerOf(draft)
  if (draft.rule.startsWith('scene')) return null
  const spoken = question.split(' ').length
  const short = /^(who-is|role|definition|deadline|post)/.test(draft.rule)
  if (spoken < (short ? 4 : 6)) return 'gate: short question'
  if (spoken > 31) return 'gate: long question'
  if (draft.content.kind !== 'list' && answer.split(' ').length > 26) return 'gate: long answer'
  if ((question.match(/"/g) ?? []).length % 2 === 1) return 'gate: half a quotation'
  if ((question.match(/\(/g) ?? []).length !== (question.match(/\)/g) ?? []).length) return 'gate: half a bracket'
  if (/condition of anonymity/i.test(question)) return 'gate: trivial'
  if (/\bat the (same )?time\b/i.test(question)) return 'gate: points elsewhere'
  if (/[;:]/.test(question)) return 'gate: two statements'
  if (isRelativeTime(withoutAnchors(question)) && !monthIsFixed(question) && !short) return 'gate: relative date'
  if (
    isVague(question, answer, /^(number|year|date|person|duration|country|place)$/.test(draft.answerType)) &&
    !/^(deadline|enumeration|role|who-is|definition|post|cause|view|advice)/.test(draft.rule)
  )
    return 'gate: vague'
  const asked = new Set(contentStems(question))
  const told = contentStems(draft.answerType === 'date' ? answer.replace(/\b\d{4}\b/, '') : answer)
  const shared = told.filter((stem) => asked.has(stem)).length
  if (told.length > 0 && shared / told.length >= 0.5) return 'gate: leak'
  if (draft.content.kind === 'qa' && question.toLowerCase().includes(answer.toLowerCase())) return 'gate: leak'
  return null
}

/** The question without the words that say whose statement it is and when it held. */
const withoutAnchors = (text: string): string =>
  text
    .replace(/^According to (?:[^(]*?\(\d{4}\)|[^,]*),? ?/, '')
    .replace(/\((\d{4})\)/g, '')
    .replace(/\b(In|As of|On \d+) (\w+ )?\d{4},/g, '')

/** A month with its year, or the deadline's own name ("the October deadline" after "In 2013"). */
const monthIsFixed = (text: string): boolean =>
  /\b(1\d{3}|20\d\d)\b/.test(withoutAnchors(text)) || !/\b(today|yesterday|ago|now|(last|next|this) \w+)\b/i.test(text)

/** Too little in the question to call up one fact: names count one each, other words of meaning one each. */
function isVague(question: string, answer: string, exact: boolean): boolean {
  const body = withoutAnchors(question).replace(/^(who|what|when|where|why|how|by|which)\b/i, '')
  const names = body.match(/\p{Lu}[\p{L}.'-]*(?: (?:of )?\p{Lu}[\p{L}.'-]*)*/gu) ?? []
  const others = contentStems(body.replace(/\p{Lu}[\p{L}.'-]*/gu, ' ')).length
  const told = contentStems(answer).length
  if (
    exact &&
    names.length >= 1 &&
    others >= 1 &&
    names.length + others >= 2 &&
    !/^(According to .*?, )?(by )?who/i.test(question)
  )
    return false
  if (names.length + others >= 4 && others >= 1) return others < 2 && told < 2
  if (/^(in|as of|according).*, who\b|^who\b/i.test(question) && others < 2) return true
  return !(others >= 1 && names.length >= 1 && told >= 3)
}
