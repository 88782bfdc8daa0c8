import type { Draft } from './draft.ts'
import { coreOf, questionOf } from './gates.ts'
import { PARTICLES, SAYING } from './lexicon.ts'
import type { NameMention } from './names.ts'
import { protagonistOf } from './protagonist.ts'
import type { Reading } from './reading.ts'
import { KINDS } from './shortForms.ts'
import { childOf, mentionAt, wordAt } from './tree.ts'

/** Refuses a card in which a name, or a pronoun, stands for somebody or something that only the article names in full. */
export function nameGate(reading: Reading, draft: Draft): string | null {
  const said = questionOf(draft).replace(/^From “[^”]*”(?: \([^)]*\))?: /, '')
  return (
    kindReason(said) ??
    ordinalReason(reading, draft, said) ??
    oneNameReason(reading, draft, said) ??
    whoReason(reading, draft, said)
  )
}

/** "the Institute", "the Laboratory's Director": a kind of body with a capital, where no fuller name of it stands before. */
function kindReason(said: string): string | null {
  const words = said.split(' ')
  for (const [i, word] of words.entries()) {
    const kind = wordAlone(word)
    if (!/^the$/i.test(words[i - 1] ?? '') || !KINDS.test(kind)) continue
    const after = words[i + 1] ?? ''
    const goesOn =
      word === kind &&
      (/^[\p{Lu}\d(]/u.test(after) ||
        (/^(?:of|for|on|and|to|in|against)$/.test(after) && /^(?:\p{Lu}|the$)/u.test(words[i + 2] ?? '')))
    const fuller = words
      .slice(0, i - 1)
      .some(
        (other, at) =>
          other.startsWith(kind) && /^\p{Lu}/u.test(words[at - 1] ?? '') && !/^the$/i.test(words[at - 1] ?? ''),
      )
    if (!goesOn && !fuller) return 'names: a kind of body'
  }
  return null
}

/** A word without the marks and the `'s` that follow it, taken off one by one: a run of marks can be as long as a text. */
function wordAlone(word: string): string {
  let end = word.length
  while (end > 0) {
    if (/[,.?)"”'’]/u.test(word.charAt(end - 1))) end -= 1
    else if (/['’]s/u.test(word.slice(end - 2, end))) end -= 2
    else break
  }
  return word.slice(0, end)
}

/** "The 139th was formed": a number that no noun follows. */
function ordinalReason(reading: Reading, draft: Draft, said: string): string | null {
  const { document } = reading
  const sentence = document.sentences[draft.sentence]
  for (let i = sentence?.from ?? 0; i < (sentence?.to ?? 0); i++) {
    const word = wordAt(document, i)
    if (!/^\d+(?:st|nd|rd|th)$/.test(word.text) || mentionAt(document, i)?.type === 'DATE') continue
    if (!/^(?:nsubj|nsubjpass|dobj|pobj|poss)$/.test(word.dep)) continue
    if (new RegExp(`\\bthe ${word.text}(?= (?!century)\\p{Ll}|['’,.?])`, 'iu').test(said)) return 'names: a bare number'
  }
  return null
}

/** The same of every sentence on a card that shows some before the asked one. */
export function oneNameGate(reading: Reading, draft: Draft): string | null {
  const said = questionOf(draft)
    .split('\n')
    .map((line) => line.replace(/^> ?/, ''))
    .filter((line) => line !== '' && !/^From .*:$/.test(line))
    .join(' ')
  if (said === coreOf(draft)) {
    const reason = ordinalReason(reading, draft, said) ?? whoReason(reading, draft, said)
    if (reason !== null) return reason
  }
  for (let at = draft.sentence; at >= Math.max(0, draft.sentence - 3); at--) {
    const reason = oneNameReason(reading, { ...draft, sentence: at }, said, isCalled)
    if (reason !== null) return reason
  }
  return kindReason(said)
}

/** One name of a person who has more of them, where the card has not said the others before. */
function oneNameReason(
  reading: Reading,
  draft: Draft,
  said: string,
  counts: (reading: Reading, mention: NameMention) => boolean = isPersonal,
): string | null {
  const { document, names } = reading
  const sentence = document.sentences[draft.sentence]
  if (sentence === undefined) return null
  const title = document.source.title.trim().toLowerCase()
  for (const mention of names.mentions) {
    if (mention.from < sentence.from || mention.to > sentence.to) continue
    if (mention.name.kind === 'person' && isStranger(reading, mention, said)) return 'names: a stranger'
    if (mention.to - mention.titleTo !== 1 || /^the$/i.test(document.words[mention.from - 1]?.text ?? '')) continue
    const word = wordAt(document, mention.titleTo)
    if (!counts(reading, mention) || /^(?:NNPS|NNS)$/.test(word.tag) || word.text.toLowerCase() === title) continue
    if (KNOWN.has(word.text) || /^\p{Lu}+$/u.test(word.text)) continue
    if (/^(?:compound|amod|nmod)$/.test(word.dep)) continue
    if (standsBare(said, word.text)) return 'names: one name alone'
  }
  return null
}

/** "a 17th century Anna Lund": whoever needs an article is not the one whom the name calls to mind. */
function isStranger(reading: Reading, mention: NameMention, said: string): boolean {
  const { document } = reading
  const head = wordAt(document, mention.to - 1)
  const article = childOf(document, head.index, 'det')
  if (article === null || !/^an?$/i.test(article.text) || head.coarse !== 'PROPN') return false
  return mention.name.full.includes(' ') && said.includes(document.text.slice(article.start, head.end))
}

/** Somebody by the text's own evidence, or by a first name that the text goes on with elsewhere. */
function isPersonal(reading: Reading, mention: NameMention): boolean {
  if (mention.name.kind === 'person') return true
  const single = wordAt(reading.document, mention.titleTo).text
  return (
    /^(?:unknown|people)$/.test(mention.name.kind) &&
    reading.names.all.some(
      (name) => name.kind === 'person' && (name.full.startsWith(`${single} `) || name.full.endsWith(` ${single}`)),
    )
  )
}

/** A first name that the text goes on with elsewhere, or the one name of somebody whose words it gives. */
function isCalled(reading: Reading, mention: NameMention): boolean {
  const word = wordAt(reading.document, mention.titleTo)
  const first = reading.names.all.some((name) => name.kind === 'person' && name.full.startsWith(`${word.text} `))
  const speaks = /^nsubj/.test(word.dep) && SAYING.has(wordAt(reading.document, word.head).lemma)
  return isPersonal(reading, mention) && (first || speaks)
}

/** Whom everybody knows by one name. */
const KNOWN = new Set(
  `Plato Aristotle Socrates Homer Virgil Ovid Cicero Napoleon Shakespeare Beethoven Mozart Bach Einstein Darwin Newton
   Galileo Muhammad Mohammed Jesus Christ Moses Abraham Buddha Confucius Voltaire Rembrandt Michelangelo Raphael Hitler
   Stalin Lenin God Satan`.split(/\s+/),
)

/** Whether the first place of a name on the card has no other name before or after it. */
function standsBare(said: string, name: string): boolean {
  const words = said.split(' ')
  const at = words.findIndex((word) => wordAlone(word.replace(/^["“(]/u, '')) === name)
  if (at < 0) return false
  const before = words[at - 1] ?? ''
  const after = words[at + 1] ?? ''
  const word = words[at] ?? ''
  const led = /^["“(]?\p{Lu}[\p{L}.'’-]*["”]?$/u.test(before) && !FUNCTION.test(before)
  const particle = PARTICLES.has(before)
  const followed =
    word === name &&
    (/^["“(]?\p{Lu}/u.test(after) || PARTICLES.has(after) || (after === 'the' && /^\p{Lu}/u.test(words[at + 2] ?? '')))
  const owns = /['’]s?$/u.test(word) && /^\p{Lu}/u.test(after)
  return (!led && !particle && !followed && !owns) || (particle && !/^\p{Lu}/u.test(words[at - 2] ?? ''))
}

const FUNCTION =
  /^(?:In|On|At|By|As|For|From|With|After|Before|During|Since|When|Where|Why|How|What|Who|Whom|Which|Whose|According|The|A|An|And|But|Did|Was|Were|Is|Are|Does|Do|To|Of|Until|While|Whilst|Though|Although)$/

/** "Born in Calder to Karin Lund, she …": whoever is named in such an opening is another one. */
const OPENING = /^(?:Born|Raised|Educated|Married|Named|\p{Lu}\p{Ll}+(?:ed|ing))\b[^,]*(?:,[^,]*)*, $/u

/** "he was transferred": nobody on the card is the one. In a life, nobody but the one told of is meant by that pronoun. */
function whoReason(reading: Reading, draft: Draft, said: string): string | null {
  const pronoun = /\b(he|his|him|himself|she|her|herself)\b/iu.exec(said)
  if (pronoun === null || draft.answerType === 'person') return null
  if (/\b(?:who|whom|whose)\b/i.test(said.slice(0, pronoun.index))) return null
  const before = said.slice(0, pronoun.index)
  if (!/\p{L}/u.test(before) || OPENING.test(before)) return 'names: nobody for a pronoun'
  const hero = protagonistOf(reading)
  const feminine = /^(?:she|her)/i.test(pronoun[0])
  const own = hero !== null && (hero.gender === 'she') === feminine
  const people = reading.names.all.filter((name) => name.kind === 'person')
  const fits = (own ? people.filter((name) => hero.ids.has(name.id)) : people).some((name) =>
    before.includes(name.full),
  )
  if (fits) return null
  return own || !/\b(?:an?|the|one|every|each|any) (?:\p{Ll}+ )*\p{Ll}+/u.test(before)
    ? 'names: nobody for a pronoun'
    : null
}
