import { formatDate } from './dates.ts'
import type { Draft } from './draft.ts'
import { answerOf, questionOf } from './gates.ts'
import { BODY_NOUNS, NUMBER_WORDS, PERSON_NOUNS, UNIQUE_NOUNS } from './lexicon.ts'
import type { Reading } from './reading.ts'
import { childOf, childrenOf, lower, mentionAt, subtree, wordAt } from './tree.ts'
import { contentStems } from './words.ts'

/** Times and ordinals of an event that the card does not name: "six minutes later", "the second half". */
const LOCAL_TIME = new RegExp(
  [
    `\\b(?:\\d+|${NUMBER_WORDS.join('|')}|several|few|some|many) (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?) (?:later|earlier|before|after|on|afterwards|ago|in)\\b`,
    '\\bof the (?:day|week|month|year|night|evening|season|term)\\b',
    '\\bat the end\\b(?! of (?:the )?(?:\\d|\\p{Lu}))',
    '(?<!for the )\\b(?:first|second|third|fourth|fifth|last|final|opening|closing|next|same|previous|following) (?:game|match|half|round|set|quarter|inning|session|leg|day|week|month|year|time|night|visit|meeting|minutes?|vote|case|jury|one|study|step)\\b(?! of (?:the )?(?:\\d|\\p{Lu}))',
    '\\b\\d+(?:st|nd|rd|th) minute\\b',
    '\\b(?:injury|extra|overtime|stoppage) time\\b',
    '\\bafter the (?:war|game|match|meeting|attack|election|vote|incident|accident|crash)\\b(?! (?:of|in|between|against) )',
    '\\bover time\\b|\\bas the day wore on\\b|\\bonly then\\b|\\bat (?:that|the) (?:time|moment|point)\\b|\\b(?:early|late) in the\\b',
  ].join('|'),
  'iu',
)

/** "the last meeting of ministers": of the news, another one has followed since. */
const NEWEST = /\bthe (?:last|latest|next|previous|most recent|upcoming|coming) \p{Ll}+/iu

/** Why a question cannot be placed by somebody who has not just read the article, or null. */
export function anchorGate(reading: Reading, draft: Draft): string | null {
  const question = questionOf(draft)
  if (LOCAL_TIME.test(question)) return 'strict: local time'
  if (reading.genre === 'news' && NEWEST.test(question)) return 'strict: local time'
  if (draft.answerType !== 'duration' && LOCAL_TIME.test(answerOf(draft))) return 'strict: local time'
  const dangling = danglingDefinite(reading, draft, question)
  if (dangling !== null) return `strict: local definite: ${dangling}`
  return publicationReason(reading, draft, question) ?? namelessReason(reading, question)
}

/** "the ethics panel", "the two-year school": a common noun whose phrase holds neither a name nor a figure. */
function danglingDefinite(reading: Reading, draft: Draft, question: string): string | null {
  const { document } = reading
  const sentence = document.sentences[draft.sentence]
  if (sentence === undefined || /^(role|who-is|definition|deadline|enumeration|term)/.test(draft.rule)) return null
  const clause = reading.clauses.find((each) => each.verb === draft.verb)
  const finite = clause === undefined ? undefined : document.words[clause.finite]
  const generic = reading.genre === 'plain' && finite !== undefined && /^(VBZ|VBP)$/.test(finite.tag)
  if (generic) return null
  const lowered = question.toLowerCase()
  for (let i = sentence.from; i < sentence.to; i++) {
    const word = wordAt(document, i)
    if (!/^(NN|NNS)$/.test(word.tag) || /^(compound|nmod|amod)$/.test(word.dep)) continue
    const article = childOf(document, i, 'det')
    if (article === null || lower(article) !== 'the') continue
    const phrase = document.text.slice(article.start, word.end)
    if (
      !lowered.includes(phrase.toLowerCase()) ||
      UNIQUE_NOUNS.has(word.lemma) ||
      (mentionAt(document, i) !== null && (lowered.match(/\bthe date\b/) === null || word.lemma !== 'date'))
    )
      continue
    const told = subtree(document, i, (other) => other.dep === 'appos' || other.dep === 'conj').map((at) =>
      wordAt(document, at),
    )
    const fixed = told.some(
      (each) =>
        each.index !== article.index &&
        ((each.coarse === 'PROPN' && document.words[each.index + 1]?.text !== '-') ||
          /^\d{4}$/.test(each.text) ||
          /^(JJS|RBS)$/.test(each.tag) ||
          /^(chief|main|principal|central|only|so-called)$/.test(each.lemma) ||
          /^\p{Lu}/u.test(each.text)) &&
        lowered.includes(each.text.toLowerCase()),
    )
    if (
      !fixed &&
      !saysOf(
        reading,
        i,
        told.map((each) => each.index),
        lowered,
      )
    )
      return phrase
  }
  return null
}

/** "the absence of a signed agreement": an abstract noun whose own complement is no second definite. */
function saysOf(reading: Reading, head: number, phrase: readonly number[], lowered: string): boolean {
  const { document } = reading
  const noun = wordAt(document, head)
  if (PERSON_NOUNS.has(noun.lemma) || BODY_NOUNS.has(noun.lemma)) return false
  const of = childrenOf(document, head, 'prep').find((each) => lower(each) === 'of')
  const object = of === undefined ? null : childOf(document, of.index, 'pobj')
  if (object === null || !phrase.includes(object.index) || !lowered.includes(object.text.toLowerCase())) return false
  return childrenOf(document, object.index, 'det').every((each) => /^(a|an|no)$/.test(lower(each)))
}

/** The month of publication fixes what was in the news then: no state of the past, no background, nothing deep in the text. */
function publicationReason(reading: Reading, draft: Draft, question: string): string | null {
  const { published, document } = reading
  if (published === null || reading.genre === 'plain') return null
  const month = formatDate({ ...published, day: null })
  if (!question.startsWith(`In ${month}`)) return null
  const words = document.words.slice(
    document.sentences[draft.sentence]?.from ?? 0,
    document.sentences[draft.sentence]?.to ?? 0,
  )
  if (words.some((word) => /^\d{4}$/.test(word.text) && word.text !== String(published.year)))
    return 'strict: a date of its own'
  const verb = draft.verb === null ? undefined : document.words[draft.verb]
  if (
    verb !== undefined &&
    /^(be|have|use|remain|seem|live|know|own|contain|include|want|need|belong|play|work|make|spend)$/.test(verb.lemma)
  )
    return 'strict: a past state in the month of publication'
  if (words.some((word) => /^(had|used|would|often|always|never|usually)$/.test(lower(word))))
    return 'strict: background in the month of publication'
  const share = draft.sentence / Math.max(1, document.sentences.length)
  return share > 0.5 ? 'strict: far from the news' : null
}

/** Nothing in the question has a name: it can only be answered beside its article. */
function namelessReason(reading: Reading, question: string): string | null {
  if (reading.genre === 'plain' && !/^(?:\W*\w+ )?(?:did|was|were|had)\b|\b(?:did|was|were|had)\b/.test(question))
    return null
  const body = question
    .replace(/^According to [^,]*,/, '')
    .replace(/^(As of|In|On|By|Since) [^,]*\d{4},/, '')
    .trim()
    .replace(/^\S+/, '')
  const speaker = /^According to (?:the )?([^,(]*?) ?(?:\(\d{4}\))?,/.exec(question)?.[1]
  if (speaker !== undefined && /\p{Lu}/u.test(speaker) && speaker !== reading.document.source.outlet) return null
  if (/^(As of|According to)/.test(question) && contentStems(body).length >= 7) return null
  const named = /\p{Lu}[\p{L}]/u.test(body) || /\b1\d{3}\b|\b20\d\d\b/.test(body)
  return named ? null : 'strict: nothing named'
}
