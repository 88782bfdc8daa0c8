import type { Draft } from './draft.ts'
import { answerOf, questionOf } from './gates.ts'
import type { Reading } from './reading.ts'
import { childOf, lower, subtree, wordAt } from './tree.ts'

/** Refuses questions about somebody or something that could be anybody or anything of its kind. */
export function particularGate(reading: Reading, draft: Draft): string | null {
  return heldByMany(draft) ?? nobodyReason(reading, draft) ?? someTime(draft) ?? resultReason(draft)
}

/** "Who was the Fenwick Society biologist in 2006?": posts that a body fills with many. */
function heldByMany(draft: Draft): string | null {
  if (draft.rule !== 'role') return null
  const asked = questionOf(draft)
  if (/\b(?:chief|head|top|lead|leading|first|senior|principal|general) /i.test(asked)) return null
  return /\b(?:biologist|scientist|researcher|chemist|physicist|engineer|economist|historian|analyst|expert|professor|teacher|student|doctor|lawyer|journalist|reporter|writer|author|spokesman|spokeswoman|spokesperson|member|player|officer|official|senator|soldier|farmer|adviser|advisor|activist|critic|supporter|lawmaker|politician|diplomat|fisherman|pilot|miner|worker|vice[- ]president|executive|deputy|veteran|star|actor|actress|singer|architect|poet|painter|composer|novelist|philosopher|mathematician|astronomer|critic|artist|sculptor|photographer|merchant|explorer|inventor|geologist|botanist|trader|priest|monk|general(?= in the)|nobleman|footballer|coach(?! of))\b(?! (?:general|to the|of (?:the )?(?:state|treasury|defen[cs]e)))/i.test(
    asked,
  )
    ? 'particular: a post of many'
    : null
}

/** "Why was an agreement made …?": nothing with a name in the phrase says which one. */
function nobodyReason(reading: Reading, draft: Draft): string | null {
  if (draft.verb === null) return null
  if (!/^(why|deed|complement)/.test(draft.rule)) return null
  const { document } = reading
  const head = reading.clauses.find((each) => each.verb === draft.verb)?.subject
  const subject = head === undefined ? childOf(document, draft.verb, 'nsubj', 'nsubjpass') : wordAt(document, head)
  if (subject === null || subject.coarse === 'PROPN') return null
  const article = childOf(document, subject.index, 'det')
  if (article === null || !/^(?:an?|another|one|some)$/.test(lower(article))) return null
  const phrase = subtree(document, subject.index, (word) => word.dep === 'relcl')
  const asked = questionOf(draft)
  const named = phrase.some((at) => {
    const word = wordAt(document, at)
    return word.coarse === 'PROPN' && asked.includes(word.text)
  })
  return named ? null : 'particular: one of many'
}

/** "At one point, …": nobody knows when. */
const someTime = (draft: Draft): string | null =>
  /^(?:At|On) (?:one|some|any|a) (?:point|time|occasion)\b/.test(questionOf(draft)) ? 'particular: at some time' : null

/** "… so that patients have to change drugs": what came of it was nobody's aim. */
const resultReason = (draft: Draft): string | null =>
  draft.rule === 'why-purpose' &&
  (/^in order (?!to\b|that\b|for\b)/.test(answerOf(draft)) ||
    (/^so that\b/.test(answerOf(draft)) && !/\b(?:can|could|may|might|will|would|should)\b/.test(answerOf(draft))))
    ? 'particular: a result, no aim'
    : null
