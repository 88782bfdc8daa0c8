import { isSure } from '../../domain/sure.ts'
import type { Draft } from '../draft.ts'
import type { Ranked } from '../rank.ts'
import { DEFAULT_LIMITS } from '../rank.ts'

const BLANK = /\{\{c1::(.*?)::(.*?)\}\}/

/** A scene's text with its one blank filled, and where that stands in it. */
type Filled = { readonly text: string; readonly at: number; readonly answer: string; readonly hint: string }

/**
 * Blanks of one sentence as one note with a card for each: they give each other away, and cards of one note never come on
 * one day. Sure ones, doubtful ones and those that only an editor sees stay apart, so that the tray holds whole notes.
 */
export function joinScenes(ranked: readonly Ranked[]): readonly Ranked[] {
  const groups = new Map<string, Ranked[]>()
  for (const [i, each] of ranked.entries()) {
    const filled = filledOf(each.draft)
    const key = filled === null ? `${i}` : `${standingOf(each)}\u0000${filled.text}`
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups.values()].flatMap(joined)
}

const standingOf = ({ score }: Ranked): 'sure' | 'doubtful' | 'poor' =>
  isSure({ confidence: score }) ? 'sure' : score >= DEFAULT_LIMITS.leastScore ? 'doubtful' : 'poor'

function filledOf({ rule, content }: Draft): Filled | null {
  if (!rule.startsWith('scene') || content.kind !== 'cloze') return null
  const match = BLANK.exec(content.text)
  const [whole, answer = '', hint = ''] = match ?? []
  if (match === null || whole === undefined) return null
  return { text: content.text.replace(whole, () => answer), at: match.index, answer, hint }
}

/** One note of a group; the group as it is where two of its blanks share words. */
function joined(group: readonly Ranked[]): readonly Ranked[] {
  const blanks = group.flatMap(({ draft }) => filledOf(draft) ?? []).sort((a, b) => a.at - b.at)
  const [first] = group
  const [whole] = blanks
  if (first === undefined || whole === undefined || group.length < 2) return group
  let text = ''
  let at = 0
  for (const [i, blank] of blanks.entries()) {
    if (blank.at < at) return group
    text += `${whole.text.slice(at, blank.at)}{{c${i + 1}::${blank.answer}::${blank.hint}}}`
    at = blank.at + blank.answer.length
  }
  const words = group.flatMap(({ draft }) => draft.answers.flatMap((answer) => answer.words)).sort((a, b) => a - b)
  const [from = 0] = words
  const to = words[words.length - 1] ?? from
  const { sentence } = first.draft
  const draft: Draft = {
    ...first.draft,
    content: { kind: 'cloze', text: text + whole.text.slice(at) },
    answers: [{ sentence, words: Array.from({ length: to - from + 1 }, (_, i) => from + i) }],
    accepted: [],
    resolutions: group.flatMap(({ draft }) => draft.resolutions),
  }
  return [{ score: Math.min(...group.map(({ score }) => score)), draft }]
}
