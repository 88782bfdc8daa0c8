import { countryOf } from './countries.ts'
import type { AnswerType, Draft, Drop } from './draft.ts'
import { answerText, capitalise, lowerFirst } from './draft.ts'
import { BODY_NOUNS, NUMBER_WORDS, PERSON_NOUNS } from './lexicon.ts'
import type { Reading } from './reading.ts'
import { readDefinite } from './reference.ts'
import type { Stem } from './stem.ts'
import { makeStem } from './stem.ts'
import { childrenOf, isContiguous, isNoun, isPlural, lower, mentionAt, wordAt } from './tree.ts'

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

/** `Who`, `what`, `which country`; null where the text does not say what kind of thing a name is. */
export function questionWord(reading: Reading, head: number): { wh: string; type: AnswerType } | null {
  const { document, names } = reading
  const word = wordAt(document, head)
  const mention = names.at(head)
  if (mention !== null && mention.to - 1 === head) {
    switch (mention.name.kind) {
      case 'person':
        return { wh: 'who', type: 'person' }
      case 'country':
        return { wh: 'which country', type: 'country' }
      case 'newspaper':
        return { wh: 'which newspaper', type: 'body' }
      case 'body':
        if (BODY_NOUNS.has(mention.name.full.split(' ').pop()?.toLowerCase() ?? ''))
          return { wh: 'which body', type: 'body' }
        return /^[A-Z]{2,6}$/.test(mention.name.full) || (reading.genre !== 'plain' && mention.name.count > 1)
          ? { wh: 'which organization', type: 'body' }
          : null
      case 'people':
        return isPlural(document, head) ? { wh: 'who', type: 'phrase' } : null
      case 'capital':
        return reading.genre !== 'plain' && /^nsubj$/.test(word.dep) && wordAt(document, word.head).lemma !== 'be'
          ? { wh: 'which government', type: 'phrase' }
          : null
      case 'place':
      case 'unknown':
        return null
    }
  }
  if (mentionAt(document, head)?.type === 'NORP') return isPlural(document, head) ? { wh: 'who', type: 'phrase' } : null
  if (
    PERSON_NOUNS.has(word.lemma) ||
    word.lemma === 'people' ||
    /([a-z]{4}ist|[a-z]{4}ian|scholar|monger|smith)$/.test(word.lemma)
  )
    return { wh: 'who', type: 'phrase' }
  if (
    /^nsubj$/.test(word.dep) &&
    /^(believe|think|say|argue|want|hope|fear|insist|complain|claim)$/.test(wordAt(document, word.head).lemma) &&
    !/^(report|study|survey|paper|book|article|resolution|law|document|letter|statement|text|theory|critic)$/.test(
      word.lemma,
    )
  )
    return { wh: 'who', type: 'phrase' }
  if (word.coarse === 'PROPN') return null
  if (/^(group|organization|organisation)$/.test(word.lemma) && word.tag === 'NNS') return { wh: 'who', type: 'phrase' }
  if (ACTING.test(word.lemma) && word.tag === 'NN') return { wh: 'who', type: 'body' }
  return isNoun(word) ? { wh: 'what', type: 'phrase' } : null
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

/** Bodies that are asked for as persons are. */
const ACTING =
  /^(government|administration|council|parliament|congress|senate|committee|commission|ministry|police|cabinet|board|team|crew|court)$/

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
