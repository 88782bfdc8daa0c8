import type { Draft } from './draft.ts'
import { answerOf, questionOf } from './gates.ts'
import { BODY_NOUNS, MONTHS, PERSON_NOUNS, SAYING } from './lexicon.ts'
import type { Reading } from './reading.ts'
import { isSalient, salientIn } from './salience.ts'
import { isSurelyPerson } from './surely.ts'
import { childOf, mentionAt, wordAt } from './tree.ts'
import { contentStems } from './words.ts'

/**
 * Refuses questions whose making went wrong, or that have too little of the text's own main names in them to be told
 * from others: the classes that blind readers turned down most among questions with a question word.
 */
export function soundGate(reading: Reading, draft: Draft): string | null {
  return (
    bracketReason(draft) ??
    datelineReason(draft) ??
    agentReason(draft) ??
    unsureReason(reading, draft) ??
    straysReason(draft) ??
    whenReason(reading, draft) ??
    thinReason(draft) ??
    doneReason(reading, draft) ??
    placeReason(draft) ??
    groundReason(reading, draft) ??
    cutReason(reading, draft) ??
    speakingReason(reading, draft) ??
    birthReason(draft) ??
    termReason(reading, draft) ??
    endReason(draft) ??
    reasonReason(reading, draft) ??
    handfulReason(draft) ??
    subjectReason(reading, draft) ??
    strangerReason(reading, draft)
  )
}

/** "What was it propelled during the war by?": the preposition belongs to its participle. */
const agentReason = (draft: Draft): string | null =>
  draft.rule === 'agent' && !/\b\p{L}+(?:ed|en|wn|lt|nt|ught|ound|ade) by\?$/u.test(questionOf(draft))
    ? 'sound: an agent astray'
    : null

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

/** A date is asked of one event of somebody named, and is told with its year. */
function whenReason(reading: Reading, draft: Draft): string | null {
  if (draft.rule !== 'when' || draft.verb === null) return null
  const { document } = reading
  const question = questionOf(draft)
  const verb = wordAt(document, draft.verb)
  if (SAYING.has(verb.lemma) && childOf(document, verb.index, 'ccomp', 'dobj') === null)
    return 'sound: a date of saying'
  if (/\bwhen (?:would|could|might|should|may)\b/i.test(question)) return 'sound: a date of what might be'
  const span = document.sentences[draft.sentence]?.span
  const sentence = span === undefined ? '' : document.text.slice(span.start, span.end)
  if (
    reading.genre === 'plain' &&
    !/\d{4}|century|\d0s/.test(answerOf(draft)) &&
    /\b(1[0-9]|20)\d\d\b/.test(document.text)
  )
    return 'sound: a month of no year'
  if ((sentence.match(/\b(1[0-9]|20)\d\d\b/g) ?? []).length > 2) return 'sound: several dates'
  if (/ (?:in|within|at|from|for|with|by) /.test(answerOf(draft))) return 'sound: more than a date'
  if (/\b(following|after|since) (?:the |a )?[^,]*\?$/.test(question)) return 'sound: a date of what came before'
  const subject = childOf(document, draft.verb, 'nsubj', 'nsubjpass')
  if (subject !== null && /^(CD|DT)$/.test(subject.tag)) return 'sound: an event of many'
  const object = childOf(document, verb.index, 'dobj')
  if (
    object !== null &&
    childOf(document, object.index, 'nummod') !== null &&
    document.words[(draft.answers[0]?.words.at(-1) ?? 0) + 1]?.text === 'and'
  )
    return 'sound: an event of many'
  if (subject === null || subject.coarse !== 'NOUN') return null
  const bare =
    childOf(document, subject.index, 'det')?.lemma === 'the' &&
    childOf(document, subject.index, 'prep', 'relcl') === null
  if (bare && (BODY_NOUNS.has(subject.lemma) || PERSON_NOUNS.has(subject.lemma))) return 'sound: a name lost'
  return subject.tag === 'NNS' && childOf(document, subject.index, 'det') === null ? 'sound: an event of many' : null
}

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
  draft.content.kind !== 'cloze' && /\b(?:with|of|for|by) (?:at|in|on|by|with|from)\b,?/.test(questionOf(draft))
    ? 'sound: a stray preposition'
    : null

/** What somebody did, decided or needs: asked where the answer holds a name, or the question two. */
function doneReason(reading: Reading, draft: Draft): string | null {
  if (!/^(object|gerund|prepositional|predicate|deed|complement)/.test(draft.rule)) return null
  const question = questionOf(draft)
  if (/^What (?:is|are|was|were|has|have) \p{Lu}[^?]*, /u.test(question)) return 'sound: a verb gone astray'
  if (/\btold (?!\p{Lu}|the |reporters)/u.test(question)) return 'sound: a verb gone astray'
  const named = /\p{Lu}/u.test(answerOf(draft))
  if (reading.genre === 'news' && question.split(' ').length > 24) return 'sound: a deed of many'
  const full = reading.genre !== 'news' && contentStems(answerOf(draft)).length >= 4
  return named || full || salientIn(reading, question) >= 2 ? null : 'sound: a deed of many'
}

/** "Where did it deal with?": the place belongs to a preposition that stands in the question. */
function placeReason(draft: Draft): string | null {
  const question = questionOf(draft)
  if (draft.rule.startsWith('where') && /\b(with|in|at|to|for|from|of|on)\?$/.test(question))
    return 'sound: a stray preposition'
  if (
    draft.rule === 'when' &&
    /\b(?:in|by|since|until|or|from) (?:\p{L}+ )?(?:1[0-9]|20)\d\d\b/u.test(question.replace(/^[^,]*\d{4}[^,]*, /, ''))
  )
    return 'sound: another date'
  if (
    draft.rule === 'where' &&
    /\b(gather|meet|attend|speak|live|stay|hold|held|gathered|met|living)\b/.test(question) &&
    /^As of/.test(question)
  )
    return 'sound: a place of a day'
  return null
}

const bracketReason = (draft: Draft): string | null =>
  /[[\]{}|<>]/.test(`${questionOf(draft)} ${answerOf(draft)}`) ? 'sound: stray marks' : null

/**
 * Turning a statement round asks more of the reader than a blank does: it is done only where the text's own main names
 * hold the question in place, one of them beside a named speaker, two without.
 */
function groundReason(reading: Reading, draft: Draft): string | null {
  if (
    !/^(subject|object|gerund|prepositional|predicate|deed|complement|reported|agent|how-|listing|when|where|view|cause)/.test(
      draft.rule,
    )
  )
    return null
  const question = questionOf(draft)
  const speaker = /^According to (?:the )?([^,(]*?)(?: \(\d{4}\))?,/.exec(question)?.[1]
  const { outlet } = reading.document.source
  const named = speaker !== undefined && speaker !== outlet && /\p{Lu}/u.test(speaker)
  const held = named && !(draft.rule === 'subject-what' && reading.genre === 'news') ? 1 : 0
  const person = draft.rule !== 'agent' && draft.answerType === 'person' && answerOf(draft).includes(' ') ? 1 : 0
  const dated = /\b(?:In|On|By|Since|in|on|by|since) (?:\d{1,2} )?(?:\p{Lu}\p{Ll}+ )?(?:1[0-9]|20)\d\d\b/u.exec(
    question,
  )?.[0]
  const placed = dated !== undefined && !isIssue(reading, dated) ? 1 : 0
  const salient = salientIn(reading, question) + placed + bodiesIn(reading, question)
  if (draft.rule.startsWith('listing')) return listReason(draft, salient)
  if (/^how (?:is|are|was|were|has|have)\b[^?]*$/i.test(question.replace(/^[^,]*, /, '')) && salient < 2)
    return 'sound: seen by nobody'
  if (salient + held + person >= 2) return null
  if (/^(object|deed|complement)/.test(draft.rule) && salient + held >= 1 && salientIn(reading, answerOf(draft)) >= 2)
    return null
  const body = question.replace(/^According to [^,]*, /, '').replace(/^(In|On|As of|By) [^,]*\d{4}, /, '')
  const anchors = (body.slice(1).match(/\p{Lu}[\p{L}.'’-]*(?: (?:of |the |for )*\p{Lu}[\p{L}.'’-]*)*/gu) ?? []).length
  if (draft.rule === 'when' && salient >= 1 && contentStems(body).length >= 6) return null
  if (
    /^(when|where)/.test(draft.rule) &&
    anchors >= 2 &&
    (salient >= 1 || /\p{Lu}[\p{L}.]+ \p{Lu}\p{L}/u.test(body.slice(1)))
  )
    return null
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

/** A list of names needs one name in its question, a list of things two, or a speaker. */
function listReason(draft: Draft, salient: number): string | null {
  if (draft.content.kind !== 'list') return null
  const items = draft.content.items.map((item) => item.text)
  if (items.some((item) => /\d|^\p{Lu}\p{Ll}+$/u.test(item)) && /\bthings\b/.test(draft.content.question))
    return 'sound: a list of parts'
  if (items.some((item) => /^(its|his|her|their)\b|^\p{Ll}+$/u.test(item))) return 'sound: a list of parts'
  if (/\b(is|are) \p{Ll}+ing\b/u.test(draft.content.question)) return 'sound: a list of parts'
  const named = items.every((item) => /\p{Lu}/u.test(item))
  return salient + (named ? 1 : 0) + (/^According to (the )?\p{Lu}/u.test(draft.content.question) ? 1 : 0) >= 2
    ? null
    : 'sound: no ground'
}

/** Where a question ends, its sentence ends too, or something begins that can be left out. */
const GOES_ON =
  /^\s*(?:$|[.,;:)"–—-]|(?:and|but|or|which|who|whom|whose|where|when|while|as|because|after|before|since|if|though|although|that|by|in|on|at|for|to|from|with|without|during|until|over|under|of|about|into|within|last|next|this|yesterday|today|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)/

function cutReason(reading: Reading, draft: Draft): string | null {
  if (draft.content.kind !== 'qa' || !/^(subject|object|when|where|why|complement|agent|how)/.test(draft.rule))
    return null
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

/** "Who explained the obsession began …?": the name of a speaker is worth nothing. */
function speakingReason(reading: Reading, draft: Draft): string | null {
  if (!draft.rule.startsWith('subject') || draft.verb === null) return null
  const verb = wordAt(reading.document, draft.verb)
  return SAYING.has(verb.lemma) && childOf(reading.document, verb.index, 'ccomp') !== null && reading.genre === 'news'
    ? 'sound: who said it'
    : null
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

/** "How many interceptions did he have?": what somebody has changes from day to day. */
const handfulReason = (draft: Draft): string | null =>
  draft.rule === 'how-many' && /\bhave\?$/.test(questionOf(draft)) && !/\d{4}/.test(questionOf(draft))
    ? 'sound: had when'
    : null

/** Who did it, in the news: readers turned down fourteen of seventeen. Names are asked as blanks of whole sentences. */
const subjectReason = (reading: Reading, draft: Draft): string | null =>
  reading.genre === 'news' && draft.rule.startsWith('subject') ? 'sound: a subject of the news' : null

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
