import { anchorGate } from './anchoring.ts'
import { answerGate } from './answerGate.ts'
import { antecedentGate } from './antecedentGate.ts'
import { dayGate } from './dayGate.ts'
import type { Draft } from './draft.ts'
import { answerOf, questionOf } from './gates.ts'
import { heldGate } from './heldGate.ts'
import { nameGate, oneNameGate } from './nameGate.ts'
import { onceGate } from './onceGate.ts'
import { particularGate } from './particularGate.ts'
import { folded, protagonistOf } from './protagonist.ts'
import type { Reading } from './reading.ts'
import { isSalient } from './salience.ts'
import { soundGate } from './soundness.ts'
import { textGate } from './textGate.ts'
import { childOf, lower, wordAt } from './tree.ts'
import { contentStems } from './words.ts'

/**
 * Why a card would fail before somebody who has not read its article, or null. Each check stands for a class of cards
 * that blind readers turned down; a card that could be good and cannot be shown to be so is dropped.
 */
export function strictGate(reading: Reading, draft: Draft): string | null {
  const frame = /^(deadline|enumeration)/.test(draft.rule)
  if (frame) return wordingReason(draft) ?? deadlineReason(draft)
  if (draft.rule.startsWith('scene'))
    return textGate(reading, draft) ?? heldGate(reading, draft) ?? oneNameGate(reading, draft)
  return (
    wordingReason(draft) ??
    caseReason(reading, draft) ??
    anchorGate(reading, draft) ??
    answerGate(reading, draft) ??
    restrictorReason(reading, draft) ??
    quotationReason(reading, draft) ??
    speakerReason(reading, draft) ??
    bareNameReason(reading, draft) ??
    oneNameReason(reading, draft) ??
    everyGate(reading, draft) ??
    soundGate(reading, draft) ??
    particularGate(reading, draft) ??
    onceGate(reading, draft)
  )
}

/** "What was the deadline to respond?": for whom and to what is not said. */
const deadlineReason = (draft: Draft): string | null =>
  draft.rule.startsWith('deadline') &&
  (contentStems(questionOf(draft).replace(/^In [^,]*, /, '')).length < 4 || /\bcentury\b/.test(questionOf(draft)))
    ? 'strict: a deadline for what'
    : null

/** What no card may lack, whole sentences with a blank included. */
const everyGate = (reading: Reading, draft: Draft): string | null =>
  antecedentGate(reading, draft) ??
  nameGate(reading, draft) ??
  heldGate(reading, draft) ??
  textGate(reading, draft) ??
  dayGate(reading, draft)

/** Wording that no editor would print. */
function wordingReason(draft: Draft): string | null {
  const question = questionOf(draft)
  const both = `${question} ${answerOf(draft)}`
  if (/\(\s*[,;)]/.test(both)) return 'strict: empty brackets'
  if (/\p{L}\.\d|" \p{L}[^"]*"|\(now\b|\s[-–—]\s*\p{L}+ /u.test(both)) return 'strict: broken text'
  if (
    /^(Only|Just|About|Some|Nearly|Almost)?\s*\p{L}+ (months|weeks|years|days|minutes|hours)\b(?! after| before)/iu.test(
      question,
    )
  )
    return 'strict: a time without its preposition'
  if (/^(?:An?|One|Two|Three|Some|Several) (?:year|month|week|day|decade)s?,/.test(question))
    return 'strict: a time without its preposition'
  if (/\b(him|her|them|it|there|here|so|do so)\?$/i.test(question) && !/\band \p{Ll}+ (them|it)\?$/u.test(question))
    return 'strict: a pronoun at the end'
  if (/\b(by|with|for|of) what\b/i.test(question) && !/\bBy what (is|are|was|were)\b/.test(question))
    return 'strict: preposition and what'
  if (
    /\b(just(?! over| under| before| after)|already|also|again|instead|therefore|however|indeed|even)\b/i.test(question)
  )
    return 'strict: a word that points back'
  const first = /^(According to |In |On |As of )?(the |some |several |many )?(?:\p{Ll}+ )*(.+?) \(\d{4}\)/u.exec(
    question,
  )
  if (
    (/^According to (some|several|many|one|two|three|four|a|an)\b/.test(question) &&
      !/^According to [^,]*\p{Lu}/u.test(question)) ||
    (first === null && /^According to \p{Ll}/u.test(question) && !/^According to (the\b|[^,]*\p{Lu})/u.test(question))
  )
    return 'strict: a nameless speaker'
  return WORDING.find(([, pattern]) => pattern.test(question))?.[0] ?? answerWording(answerOf(draft))
}

/** Turns of a question that readers stumbled over, each with its class. */
const WORDING: readonly (readonly [string, RegExp])[] = [
  ['strict: more than what', /\b\d+ (?:more|others)\b/],
  ['strict: a broken quotation', /,"/],
  ['strict: a list cut short', /\b(?:such as|including)\b[^?]*\?$/],
  ['strict: a perfect with a date', /^In [^,]*\d{4}, .*\b(?:has|have) \p{L}+(?:ed|en)\b/u],
  ['strict: one of several', /\bwho\b.*\bone of the\b/i],
  ['strict: after which', /\b(?:after|during|before|in|on|at|from|to) which\b(?! (?:country|year|place|city|month))/],
  ['strict: broken text', /\b(?:with|of|by|from|at) (?:was|were|is|are|has|had|appeared)\b|\bto \p{L}+ed of\b/u],
  ['strict: unbound object pronoun', /\b(?:him|her) (?:as|to|that|in|for|with|by|from|and|at|on)\b/],
  [
    'strict: a light verb',
    /\bwhat (?:was|were) (?:made|taken|given|done|had|seen|lost|held)\b|\bwhat (?:has )?(?:saw|seen|experienced)\b/i,
  ],
  ['strict: a front of no help', /^With [^,]*, /],
]

function answerWording(answer: string): string | null {
  if (/ (?:an?|the|of|for|with|by|from|and|or|as|than)$/.test(answer)) return 'strict: an answer cut off'
  return (answer.match(/"/g) ?? []).length % 2 === 1 ? 'strict: half a quotation' : null
}

/** A name that lost its capital: "colon" where the text has only "Colon". */
function caseReason(reading: Reading, draft: Draft): string | null {
  const { document } = reading
  const said = new Set(`${questionOf(draft)} ${answerOf(draft)}`.match(/[\p{L}][\p{L}'’]*/gu) ?? [])
  const sentence = document.sentences[draft.sentence]
  for (let i = sentence?.from ?? 0; i < (sentence?.to ?? 0); i++) {
    const word = wordAt(document, i)
    if (!/^\p{Lu}/u.test(word.text) || word.text.length < 3) continue
    const small = word.text.charAt(0).toLowerCase() + word.text.slice(1)
    if (!said.has(small) || said.has(word.text)) continue
    const elsewhere = document.words.some((other) => other.text === small)
    const inside = document.words.some(
      (other) => other.text === word.text && document.sentences[other.sentence]?.from !== other.index,
    )
    if (!elsewhere && inside) return 'strict: a name in small letters'
  }
  return null
}

/** Words that limit a statement and stand in its sentence, but not on the card. */
function restrictorReason(reading: Reading, draft: Draft): string | null {
  const { document } = reading
  const sentence = document.sentences[draft.sentence]
  if (sentence === undefined || draft.content.kind === 'list' || draft.rule === 'definition') return null
  const said = `${questionOf(draft)} ${answerOf(draft)}`.toLowerCase()
  for (let i = sentence.from; i < sentence.to; i++) {
    const text = lower(wordAt(document, i))
    if (
      !/^(only|unless|until|if|except|provided|nearly|almost|mostly|partly|approximately|roughly|rarely|hardly|sometimes|often|allegedly|reportedly)$/.test(
        text,
      )
    )
      continue
    if (!new RegExp(`\\b${text}\\b`).test(said) && near(reading, draft, i)) return `strict: a limit left out: ${text}`
  }
  return null
}

/** A limit concerns a card where no other finite verb of its own clause stands between; in doubt it does. */
function near(reading: Reading, draft: Draft, at: number): boolean {
  if (draft.verb === null) return true
  const word = wordAt(reading.document, at)
  let up = word
  for (let step = 0; step < 8; step++) {
    if (up.index === draft.verb) return true
    if (up.dep === 'ROOT') break
    if (/^(conj|relcl|ccomp)$/.test(up.dep) && up.index !== word.index) return false
    up = wordAt(reading.document, up.head)
  }
  return false
}

/** What stands between quotation marks is somebody's word: without that somebody it is no fact. */
function quotationReason(reading: Reading, draft: Draft): string | null {
  const { document } = reading
  const at = draft.answers[0]?.words[0]
  const sentence = document.sentences[draft.sentence]
  if (at === undefined || sentence === undefined) return null
  const block = document.blocks[sentence.block]
  const before = document.text.slice(block?.span.start ?? 0, wordAt(document, draft.verb ?? at).start)
  if ((before.match(/"/g) ?? []).length % 2 === 0) return null
  const question = questionOf(draft)
  const { outlet } = document.source
  if (!question.startsWith('According to')) return 'strict: a quotation without its speaker'
  return outlet !== null && question.includes(outlet) ? 'strict: a quotation of the outlet' : null
}

/** "According to Redskin": a speaker is a person, a body, a country or a newspaper. */
function speakerReason(reading: Reading, draft: Draft): string | null {
  const speaker = /^According to (?:the )?(\p{Lu}[\p{L}.'’ -]*?)(?: \(\d{4}\))?,/u.exec(questionOf(draft))?.[1]
  if (speaker === undefined) return null
  const { source } = reading.document
  if (speaker === source.outlet || speaker === source.author || speaker === source.basedOn?.outlet) return null
  const name = reading.names.all.find((each) => each.full === speaker)
  if (name === undefined) return speaker.includes(' ') ? null : 'strict: a speaker of no name'
  if (name.kind === 'person' && !speaker.includes(' ')) return 'strict: a speaker by surname'
  return name.kind === 'unknown' && !speaker.includes(' ') ? 'strict: a speaker of no name' : null
}

/** A person by surname alone, whom the text never names in full and the title does not name; and two spellings of one. */
function bareNameReason(reading: Reading, draft: Draft): string | null {
  const said = `${questionOf(draft)} ${answerOf(draft)}`
  const hero = protagonistOf(reading)
  const title = folded(reading.document.source.title).split(' ')
  for (const name of reading.names.all) {
    if (name.kind !== 'person' || !said.includes(name.full)) continue
    if (/[\u0100-\u024f\u1e00-\u1eff]/u.test(name.full) && reading.document.text.includes(`${name.full};`))
      return 'strict: a name in brackets'
    const parts = folded(name.full).split(' ')
    if (title.length === 2 && parts.length > 1 && parts[parts.length - 1] === title[1] && parts[0] !== title[0])
      return 'strict: another of the surname'
    if (hero?.ids.has(name.id) === true || name.full.includes(' ') || isSalient(reading, name)) continue
    const known = reading.document.source.title.includes(name.full)
    const longer = reading.names.all.some(
      (other) => other !== name && other.full.includes(name.full) && said.includes(other.full),
    )
    if (!known && !longer && new RegExp(`(?<![\\p{L}.] ?)${quoted(name.full)}`, 'u').test(said))
      return 'strict: a surname alone'
  }
  return null
}

/** "When did the club sign Kim?": somebody the reader marks as a person, by one name only. */
function oneNameReason(reading: Reading, draft: Draft): string | null {
  const said = `${questionOf(draft)} ${answerOf(draft)}`
  const hero = protagonistOf(reading)
  const { title } = reading.document.source
  const acted = draft.verb === null ? null : childOf(reading.document, draft.verb, 'dobj')
  const whom = acted === null ? null : reading.names.at(acted.index)
  if (
    whom !== null &&
    /^(person|unknown)$/.test(whom.name.kind) &&
    whom.to - whom.from === 1 &&
    hero?.ids.has(whom.name.id) !== true &&
    acted?.children.length === 0 &&
    questionOf(draft).endsWith(`${whom.name.full}?`)
  )
    return 'strict: a surname alone'
  for (const mention of reading.document.mentions) {
    if (mention.type !== 'PERSON' || mention.to - mention.from !== 1 || title.includes(mention.text)) continue
    if (wordAt(reading.document, mention.from).sentence !== draft.sentence) continue
    if (/^(compound|poss|nmod)$/.test(wordAt(reading.document, mention.from).dep)) continue
    const name = reading.names.at(mention.from)?.name
    if (
      name !== undefined &&
      (hero?.ids.has(name.id) === true ||
        name.kind === 'country' ||
        isSalient(reading, name) ||
        (said.includes(name.full) && name.full.includes(' ')))
    )
      continue
    if (new RegExp(`(?<!\\p{Lu}[\\p{L}.]* )${quoted(mention.text)}(?! \\p{Lu}|'s \\p{Lu})`, 'u').test(said))
      return 'strict: a surname alone'
  }
  return null
}

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
