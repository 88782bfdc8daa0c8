import type { Draft } from './draft.ts'
import { answerOf, questionOf } from './gates.ts'
import { MONTHS, SAYING } from './lexicon.ts'
import type { Reading } from './reading.ts'
import { isSalient, salientIn } from './salience.ts'
import { isSurelyPerson } from './surely.ts'
import { mentionAt, wordAt } from './tree.ts'
import { contentStems } from './words.ts'

/**
 * Refuses questions whose making went wrong, or that have too little of the text's own main names in them to be told
 * from others: the classes that blind readers turned down most among questions with a question word.
 */
export function soundGate(reading: Reading, draft: Draft): string | null {
  return (
    bracketReason(draft) ??
    datelineReason(draft) ??
    unsureReason(reading, draft) ??
    straysReason(draft) ??
    thinReason(draft) ??
    doneReason(reading, draft) ??
    groundReason(reading, draft) ??
    cutReason(reading, draft) ??
    birthReason(draft) ??
    termReason(reading, draft) ??
    endReason(draft) ??
    reasonReason(reading, draft) ??
    strangerReason(reading, draft)
  )
}

/** "Who was established in 1833?": a name that nothing but the reader's guess makes a person's. */
function unsureReason(reading: Reading, draft: Draft): string | null {
  if (draft.answerType !== 'person') return null
  const name = reading.names.at(draft.answers[0]?.words.at(-1) ?? -1)?.name
  return name === undefined || name.kind !== 'person' || isSurelyPerson(reading, name) ? null : 'sound: hardly a person'
}

/** "AMMAN, when did …": where a report was sent from, read as part of its first sentence. */
const datelineReason = (draft: Draft): string | null =>
  /^(?:\p{Lu}{3,},|\p{Lu}\p{Ll}+ \d+-\d+)|\((?:FP|AP|AFP|UPI|Reuters)\)/u.test(questionOf(draft)) ||
  /\b(\p{L}{3,}) \1\b/iu.test(questionOf(draft))
    ? 'sound: dateline'
    : null

/** "Why did Norway fail to join?", "What is John Lund?", share prices: too little is said, or of a day. */
function thinReason(draft: Draft): string | null {
  const question = questionOf(draft)
  if (
    /\b(shares?|stock) (?:rise|rose|fall|fell|close|hit|gain|surged?|jump(?:ed)?|slid|slide|[^?]*? surged)|\b(?:early|composite) trading\b|\bshares close\b/.test(
      question,
    )
  )
    return 'sound: of a day'
  if (/\bhow many times\b/i.test(question)) return 'sound: times of what'
  const why = contentStems(question.replace(/^[^?]*?\bwhy\b/i, '')).length
  if (/^why/.test(draft.rule) && why < (/^In (?:1[0-9]|20)\d\d, why [^?]* \p{Lu}/u.test(question) ? 2 : 4))
    return 'sound: too little asked'
  if (draft.rule === 'definition' && /^What is (?:the )?\p{Lu}\p{Ll}+ /u.test(question)) return 'sound: what, of a name'
  return null
}

/** Two prepositions side by side, where words between them were lost. */
const straysReason = (draft: Draft): string | null =>
  /\b(?:with|of|for|by) (?:at|in|on|by|with|from)\b,?/.test(questionOf(draft)) ? 'sound: a stray preposition' : null

/** What somebody did, decided or needs: asked where the answer holds a name, or the question two. */
function doneReason(reading: Reading, draft: Draft): string | null {
  if (!/^(deed|complement)/.test(draft.rule)) return null
  const question = questionOf(draft)
  if (/^What (?:is|are|was|were|has|have) \p{Lu}[^?]*, /u.test(question)) return 'sound: a verb gone astray'
  if (/\btold (?!\p{Lu}|the |reporters)/u.test(question)) return 'sound: a verb gone astray'
  const named = /\p{Lu}/u.test(answerOf(draft))
  if (reading.genre === 'news' && question.split(' ').length > 24) return 'sound: a deed of many'
  const full = reading.genre !== 'news' && contentStems(answerOf(draft)).length >= 4
  return named || full || salientIn(reading, question) >= 2 ? null : 'sound: a deed of many'
}

const bracketReason = (draft: Draft): string | null =>
  /[[\]{}|<>]/.test(`${questionOf(draft)} ${answerOf(draft)}`) ? 'sound: stray marks' : null

/**
 * Turning a statement round asks more of the reader than a blank does: it is done only where the text's own main names
 * hold the question in place, one of them beside a named speaker, two without.
 */
function groundReason(reading: Reading, draft: Draft): string | null {
  if (!/^(deed|complement|reported|view|cause)/.test(draft.rule)) return null
  const question = questionOf(draft)
  const speaker = /^According to (?:the )?([^,(]*?)(?: \(\d{4}\))?,/.exec(question)?.[1]
  const { outlet } = reading.document.source
  const named = speaker !== undefined && speaker !== outlet && /\p{Lu}/u.test(speaker)
  const held = named ? 1 : 0
  const person = draft.answerType === 'person' && answerOf(draft).includes(' ') ? 1 : 0
  const dated = /\b(?:In|On|By|Since|in|on|by|since) (?:\d{1,2} )?(?:\p{Lu}\p{Ll}+ )?(?:1[0-9]|20)\d\d\b/u.exec(
    question,
  )?.[0]
  const placed = dated !== undefined && !isIssue(reading, dated) ? 1 : 0
  const salient = salientIn(reading, question) + placed + bodiesIn(reading, question)
  if (/^how (?:is|are|was|were|has|have)\b[^?]*$/i.test(question.replace(/^[^,]*, /, '')) && salient < 2)
    return 'sound: seen by nobody'
  if (salient + held + person >= 2) return null
  if (/^(deed|complement)/.test(draft.rule) && salient + held >= 1 && salientIn(reading, answerOf(draft)) >= 2)
    return null
  const body = question.replace(/^According to [^,]*, /, '').replace(/^(In|On|As of|By) [^,]*\d{4}, /, '')
  const anchors = (body.slice(1).match(/\p{Lu}[\p{L}.'’-]*(?: (?:of |the |for )*\p{Lu}[\p{L}.'’-]*)*/gu) ?? []).length
  if (reading.genre === 'news') return 'sound: no ground'
  const told = contentStems(body).length
  return salient + held >= 1 && (told >= 6 || (anchors >= 2 && told >= 4) || (held > 0 && anchors >= 1 && told >= 4))
    ? null
    : 'sound: no ground'
}

/** "In October 2013", of an article of that month, places nothing; an older year or a day of its own does. */
const isIssue = (reading: Reading, date: string): boolean =>
  reading.published !== null &&
  new RegExp(`\\b(?:${MONTHS.join('|')} )?${reading.published.year}$`).test(date) &&
  !/\d{1,2} \p{Lu}/u.test(date)

/** Bodies whose name is made of two words or more are known beyond their article. */
const bodiesIn = (reading: Reading, question: string): number =>
  reading.names.all.filter(
    (name) => name.kind === 'body' && / /.test(name.full) && !isSalient(reading, name) && question.includes(name.full),
  ).length

/** Where a question ends, its sentence ends too, or something begins that can be left out. */
const GOES_ON =
  /^\s*(?:$|[.,;:)"–—-]|(?:and|but|or|which|who|whom|whose|where|when|while|as|because|after|before|since|if|though|although|that|by|in|on|at|for|to|from|with|without|during|until|over|under|of|about|into|within|last|next|this|yesterday|today|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)/

function cutReason(reading: Reading, draft: Draft): string | null {
  if (draft.content.kind !== 'qa' || !/^(why|complement)/.test(draft.rule)) return null
  const span = reading.document.sentences[draft.sentence]?.span
  if (span === undefined) return null
  const text = reading.document.text.slice(span.start, span.end)
  const tail = questionOf(draft).replace(/\?$/, '').split(' ').slice(-2).join(' ')
  const at = text.indexOf(tail)
  if (at < 0 || /^\p{L}/u.test(text.slice(at + tail.length))) return null
  const after = text.slice(at + tail.length)
  if (after.trim().toLowerCase().startsWith(answerOf(draft).toLowerCase())) return null
  return GOES_ON.test(after) ? null : 'sound: cut short'
}

/** Nobody is born in the month of the news. */
const birthReason = (draft: Draft): string | null =>
  /^(In|As of) [^,]*\d{4}, .*\b(born|founded|established|built)\b/.test(questionOf(draft))
    ? 'sound: a date of no birth'
    : null

/** A short name stands for what its letters begin. */
function termReason(reading: Reading, draft: Draft): string | null {
  if (draft.rule !== 'definition') return null
  const spoken = /^According to \p{Lu}\p{L}+ \p{Lu}/u.test(questionOf(draft))
  if (!answerOf(draft).includes(' ') && !spoken) return 'sound: a word for a word'
  const short = /^What is (?:the )?([A-Z]{2,6})\?$/.exec(questionOf(draft))?.[1]
  if (short !== undefined && reading.document.text.includes(`(${short})`)) return 'sound: a short name has its long one'
  return /^(?:(?:the|a|an) )?\p{Lu}/u.test(answerOf(draft)) && short === undefined
    ? 'sound: a term read as a name'
    : null
}

/** "… wanted to meet with him and": the answer was cut; "what does he say?": the verb of an aside was taken for the main one. */
const endReason = (draft: Draft): string | null =>
  /\b(?:and|or|but|of|to|the|a)$/i.test(answerOf(draft)) ||
  /\bwhat (?:does|do|did) [^?]* (?:say|think|believe|tell)\?$/i.test(questionOf(draft))
    ? 'sound: cut short'
    : null

/** "Why did emissions go up?": in the news a reason is asked of somebody named. */
const reasonReason = (reading: Reading, draft: Draft): string | null =>
  reading.genre === 'news' &&
  draft.rule.startsWith('why') &&
  !/(?<=[\p{L}]['’]?s? |, why )\p{Lu}\p{L}+/u.test(
    questionOf(draft)
      .replace(/^(?:According to|In|As of|On) [^?]*?, (?=why)/i, '')
      .replace(/^why (?:did|does|do|has|have|is|are|was|were|will|would) /i, 'x '),
  )
    ? 'sound: a reason of nobody'
    : null

/** Who somebody was is worth asking of people whom the text comes back to, not of those whom it only quotes. */
function strangerReason(reading: Reading, draft: Draft): string | null {
  if (draft.rule !== 'who-is' || reading.genre !== 'news') return null
  const name = reading.names.all.find((each) => each.kind === 'person' && questionOf(draft).includes(each.full))
  const quoted = reading.names.mentions.some((mention) => {
    const head = wordAt(reading.document, mention.to - 1)
    return mention.name === name && head.dep === 'nsubj' && SAYING.has(wordAt(reading.document, head.head).lemma)
  })
  if (quoted) return 'sound: only quoted'
  if (contentStems(answerOf(draft)).length < 3) return 'sound: hardly a role'
  if (name === undefined || name.count >= 2) return null
  const role = draft.answers[0]?.words ?? []
  return role.some((at) => mentionAt(reading.document, at)?.type === 'NORP') ? null : 'sound: a stranger'
}
