import { countryOf } from './countries.ts'
import type { AnswerType, Draft, Drop } from './draft.ts'
import { answerText, capitalise, lowerFirst } from './draft.ts'
import { NUMBER_WORDS, PERSON_NOUNS } from './lexicon.ts'
import type { Reading } from './reading.ts'
import { readDefinite } from './reference.ts'
import type { Stem } from './stem.ts'
import { makeStem } from './stem.ts'
import { childrenOf, isContiguous, lower, mentionAt, wordAt } from './tree.ts'

/** Takes in or leaves out a quotation mark so that both stand in the phrase or neither. */
export function balanceQuotes(reading: Reading, words: readonly number[]): number[] {
  const { document } = reading
  const text = (at: number): string => document.words[at]?.text ?? ''
  const first = words[0] ?? 0
  const last = words[words.length - 1] ?? 0
  if (words.filter((at) => text(at) === '"').length % 2 === 0) return [...words]
  if (text(last + 1) === '"') return [...words, last + 1]
  if (text(first - 1) === '"') return [first - 1, ...words]
  if (text(first) === '"') return words.slice(1)
  if (text(last) === '"') return words.slice(0, -1)
  return [...words]
}

const VAGUE =
  /^(thing|things|matter|matters|way|ways|lot|something|anything|one|ones|kind|sort|part|case|fact|point|place|time|issue|issues|step|steps|others?|more|much|little|idea|decision|both|most|some|all|none|many|few|everyone|sense|role|number|use|course|account|effect|rest|position|move)$/i

/** Says why words cannot be an answer, or null where they can. */
export function answerFault(reading: Reading, head: number, words: readonly number[], maximum = 14): string | null {
  const { document } = reading
  const word = wordAt(document, head)
  if (words.length === 0) return 'answer: empty'
  if (!isContiguous(words)) return 'answer: torn'
  const spoken = words.filter((at) => wordAt(document, at).coarse !== 'PUNCT')
  if (spoken.length > maximum) return 'answer: long'
  if (spoken.length === 1 && (word.coarse === 'PRON' || word.coarse === 'DET')) return 'answer: pronoun'
  if (VAGUE.test(word.text) && spoken.length < 5) return 'answer: vague'
  if (
    spoken.length <= 2 &&
    word.coarse === 'NOUN' &&
    lower(wordAt(document, spoken[0] ?? head)) === 'the' &&
    readDefinite(reading, head) === null
  )
    return 'answer: vague'
  if (
    spoken.length <= 3 &&
    spoken.some((at) => /^(different|certain|some|several|various|further|numerous)$/.test(lower(wordAt(document, at))))
  )
    return 'answer: vague'
  if (
    /^(two|three|four|five|six)$/.test(lower(wordAt(document, spoken[0] ?? head))) &&
    word.tag === 'NNS' &&
    word.coarse === 'NOUN' &&
    spoken.some((at) => /^(CARDINAL)$/.test(mentionAt(document, at)?.type ?? ''))
  )
    return 'answer: only counted'
  if (spoken.some((at) => lower(wordAt(document, at)) === 'but')) return 'answer: cut list'
  if (
    /^condition of anonymity/.test(
      words
        .slice(-3)
        .map((at) => lower(wordAt(document, at)))
        .join(' '),
    )
  )
    return 'answer: idiom'
  if (
    /^(a|an|one|another)$/.test(lower(wordAt(document, spoken[0] ?? head))) &&
    PERSON_NOUNS.has(word.lemma) &&
    reading.names.at(head) === null &&
    /^nsubj/.test(word.dep)
  )
    return 'answer: nobody in particular'
  if (lower(wordAt(document, spoken[0] ?? head)) === 'no') return 'answer: negation'
  if (wordAt(document, words[0] ?? head).coarse === 'ADP') return 'answer: starts with a preposition'
  if (
    document.words[(words[0] ?? 0) - 1]?.dep === 'cc' &&
    wordAt(document, words[0] ?? head).sentence === document.words[(words[0] ?? 0) - 1]?.sentence &&
    !/^nsubj/.test(word.dep)
  )
    return 'answer: cut list'
  const inside = new Set(words)
  if (
    words.some(
      (at) =>
        /^VB/.test(wordAt(document, at).tag) &&
        childrenOf(document, at, 'dobj', 'dative', 'attr', 'acomp', 'xcomp', 'oprd').some(
          (child) => !inside.has(child.index),
        ),
    )
  )
    return 'answer: cut inside'
  const carrying = spoken.filter((at) => /^(NOUN|PROPN|ADJ|NUM|VERB)$/.test(wordAt(document, at).coarse))
  if (
    carrying.length < 2 &&
    word.coarse === 'NOUN' &&
    ![...words, (words[0] ?? 0) - 1].some((at) => /^(``|'')$/.test(document.words[at]?.tag ?? '')) &&
    readDefinite(reading, head) === null
  )
    return 'answer: thin'
  const quotes = words.filter((at) => wordAt(document, at).text === '"').length
  if (quotes % 2 === 1) return 'answer: half a quotation'
  const next = document.words[(words[words.length - 1] ?? 0) + 1]
  if (next !== undefined && next.text === ',' && wordAt(document, head).sentence === next.sentence) {
    const conj = childrenOf(document, head, 'conj').some((child) => !words.includes(child.index))
    if (conj) return 'answer: cut list'
  }
  if (childrenOf(document, head, 'conj', 'cc').some((child) => !words.includes(child.index) && child.dep === 'conj'))
    return 'answer: cut list'
  if (wordAt(document, head).dep === 'conj') return 'answer: cut list'
  return null
}

/** Other ways of writing an answer that are right as well. */
export function acceptedFor(reading: Reading, words: readonly number[], text: string): string[] {
  const out = new Set<string>()
  const { names } = reading
  const head = words[words.length - 1]
  const mention = head === undefined ? null : names.at(head)
  if (mention !== null && (words[0] ?? -1) >= mention.from && mention.name.kind === 'person') {
    out.add(mention.name.full)
    const surname = mention.name.full.split(' ').pop()
    if (surname !== undefined) out.add(surname)
  }
  const country = countryOf(text)
  if (country !== null) {
    out.add(country.name.replace(/^the /, ''))
    if (country.name === 'the United States') for (const alias of ['U.S.', 'US', 'USA', 'America']) out.add(alias)
    if (country.name === 'the United Kingdom') for (const alias of ['U.K.', 'UK', 'Britain']) out.add(alias)
  }
  const bare = text.replace(/^(the|a|an) /i, '')
  if (bare !== text && bare.length > 2) out.add(bare)
  for (const [i, spelled] of NUMBER_WORDS.entries()) {
    if (text.toLowerCase() === spelled) out.add(String(i))
    if (text === String(i)) out.add(spelled)
  }
  if (/\d,\d{3}/.test(text)) out.add(text.replace(/,/g, ''))
  const rounded = text.replace(
    /^(about|around|some|nearly|almost|roughly|just over|just under|more than|over|at least) /i,
    '',
  )
  if (rounded !== text) out.add(rounded)
  out.delete(text)
  return [...out]
}

export type QuestionDraft = {
  readonly rule: string
  readonly sentence: number
  readonly stem: Stem
  readonly answer: readonly number[]
  readonly answerType: AnswerType
  readonly verb: number | null
  /** Which way bare months and weekdays of the answer look; null where the verb does not tell. */
  readonly future?: boolean | null
}

/** Makes a question and its answer a draft, or says why they cannot be one. */
export function toQuestion(reading: Reading, draft: QuestionDraft): Draft | Drop {
  const question = capitalise(withoutDouble(tidy(draft.stem.text())))
  const failure = draft.stem.failure()
  const verbatimText = answerText(reading, draft.answer)
  const text = `${question} — ${verbatimText}`
  if (failure !== null) return { drop: failure, text, sentence: draft.sentence }
  const stem = makeStem(reading, draft.stem)
  stem.add(draft.answer, { answer: true, bound: new Set(draft.answer), future: draft.future ?? null })
  const found = stem.failure()
  const bare = found?.startsWith('dangling') === true && draft.answerType === 'clause' && draft.answer.length >= 5
  const answerFailure = bare ? null : found
  if (answerFailure !== null) return { drop: `answer: ${answerFailure}`, text, sentence: draft.sentence }
  const told = lowerFirst(reading, draft.answer, bare ? verbatimText : stem.text())
  const answer = draft.answerType === 'date' ? told.replace(/^(in|on) /, '') : told
  return {
    rule: draft.rule,
    content: { kind: 'qa', question, answer },
    sentence: draft.sentence,
    answers: [{ sentence: draft.sentence, words: draft.answer }],
    accepted: acceptedFor(reading, draft.answer, answer),
    resolutions: [...draft.stem.resolutions(), ...stem.resolutions()],
    answerType: draft.answerType,
    verb: draft.verb,
  }
}

/** "As of October 2013, … by the end of October 2013": the date is said once. */
function withoutDouble(question: string): string {
  const match = /^as of (\w+ \d{4}), /i.exec(question)
  return match !== null && question.slice(match[0].length).includes(match[1] ?? '')
    ? question.slice(match[0].length)
    : question
}

export const tidy = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.;:?!])/g, '$1')
    .replace(/[,;:]+\?/g, '?')
    .replace(/,\s*,/g, ',')
    .replace(/\b(\w+) \1\b(?=[ ?])/g, (whole, word: string) =>
      /^(the|a|an|in|on|of|to|is|was)$/i.test(word) ? word : whole,
    )
    .trim()
