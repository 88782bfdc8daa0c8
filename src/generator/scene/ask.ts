import { acceptedFor } from '../answers.ts'
import type { Sentence } from '../document.ts'
import type { Draft, Drop } from '../draft.ts'
import { capitalise } from '../draft.ts'
import type { Reading } from '../reading.ts'
import { makeStem } from '../stem.ts'
import { verbatim, wordAt } from '../tree.ts'
import { contentStems } from '../words.ts'
import type { Fact } from './facts.ts'
import { isTold, isWorkedOut, standsOnce } from './given.ts'
import { hasFinite, readableFault } from './readable.ts'
import type { Setting } from './setting.ts'
import { opened, settingOf } from './setting.ts'
import type { Statement } from './statement.ts'
import { isAhead, rootOf, wordsOf } from './statement.ts'
import { isLooseSetting, looseEnds } from './strangers.ts'
import { asSentence, told } from './telling.ts'
import { headingOf } from './title.ts'
import { isTopic, isWorth } from './worth.ts'

/** Longest card front, in words. */
const WORDS = 120

/** Longest and shortest sentence, in words and marks, that is asked. */
const LONGEST = 55
const SHORTEST = 5

/** What a rule finds worth asking in a sentence. */
export type Find = (reading: Reading, statement: Statement) => readonly Fact[]

/**
 * A sentence of the article with a blank, after the sentences that it leans on, under who wrote it and when: nothing has
 * to be read into it, as what it points at stands before it. One draft for each blank.
 */
export function* askScenes(reading: Reading, find: Find): Generator<Draft | Drop> {
  for (const sentence of reading.document.sentences) {
    for (const asked of scenesOf(reading, sentence, find))
      yield 'drop' in asked ? { ...asked, sentence: sentence.index } : asked
  }
}

function* scenesOf(reading: Reading, sentence: Sentence, find: Find): Generator<Draft | Drop> {
  const statement = statementOf(reading, sentence)
  if (statement === null) return
  const facts = find(reading, statement).filter((fact) => isWorth(reading, statement, fact) && !isTopic(reading, fact))
  if (facts.length === 0) return
  const text = verbatim(reading.document, statement.words)
  const fault = readableFault(reading, sentence)
  if (fault !== null) return yield { drop: fault, text }
  if (isBareSpeech(text)) return yield { drop: 'scene: whose words', text }
  const setting = settingOf(reading, sentence)
  if (setting === null) return yield { drop: 'scene: leans on too much', text }
  const opening = setting.stem === null ? { ...statement, words: opened(reading, sentence) } : statement
  for (const fact of facts.filter((each) => !isTold(reading, each))) yield ask(reading, opening, setting, fact)
}

/** A sentence that is all quotation: nothing says whose. */
const isBareSpeech = (text: string): boolean => /^"[^"]*"$/.test(text)

/** The sentence where it says something whole; null for fragments and for those that a remark was cut out of. */
function statementOf(reading: Reading, sentence: Sentence): Statement | null {
  const root = rootOf(reading, sentence)
  const count = sentence.to - sentence.from
  if (sentence.insets.length > 0 || count > LONGEST || count < SHORTEST || root === null) return null
  return hasFinite(reading, root) ? { sentence, words: trimmed(reading, wordsOf(sentence)), root } : null
}

/** Without the full stop. */
function trimmed(reading: Reading, words: readonly number[]): number[] {
  const out = [...words]
  while (/^[.,]$/.test(wordAt(reading.document, out[out.length - 1] ?? 0).text)) out.pop()
  return out
}

function ask(reading: Reading, statement: Statement, setting: Setting, found: Fact): Draft | Drop {
  const fact = found.type === 'date' ? { ...found, answer: dateInFull(reading, statement, found) } : found
  const plain = verbatim(reading.document, statement.words)
  if (fact.type === 'date' && !/\d/.test(fact.answer)) return { drop: 'scene: half a date', text: plain }
  const heading = headingOf(reading)
  if (!standsOnce(found, ` ${heading} ${setting.text} ${plain} `.toLowerCase(), new Set(contentStems(heading))))
    return { drop: 'scene: given away', text: plain }
  if (isWorkedOut(found, reading, `${heading} ${setting.text} ${plain}`))
    return { drop: 'scene: worked out', text: plain }
  const stem = told(reading, statement, fact, {
    asWritten: setting.stem === null ? 'first' : 'after',
    after: setting.stem,
  })
  if (stem.failure() !== null) return { drop: `scene: ${stem.failure()}`, text: plain }
  const quoted = [heading, setting.text].filter((part) => part !== '').map((part) => `> ${part}`)
  const text = [quoted.join('\n>\n'), capitalise(asSentence(stem))].filter((part) => part !== '').join('\n\n')
  if (hasUntoldLetters(reading, text)) return { drop: 'scene: letters that nothing spells out', text: plain }
  if (text.split(/\s+/).length > WORDS) return { drop: 'scene: long', text: plain }
  const sentence = statement.sentence.index
  const own = statement.sentence
  const seen = (word: number): boolean =>
    word >= own.from || setting.shown.some(({ from, to }) => word >= from && word < to)
  return {
    rule: `scene-${fact.role ?? fact.type}`,
    content: { kind: 'cloze', text },
    sentence,
    answers: [{ sentence, words: fact.words }],
    accepted: [...new Set([...acceptedFor(reading, fact.words, fact.answer), found.answer])].filter(
      (text) => text !== fact.answer,
    ),
    resolutions: [...(setting.stem?.resolutions() ?? []), ...stem.resolutions()],
    answerType: fact.type,
    verb: statement.root,
    looseEnds: looseEnds(reading, seen, own.from, own.to),
    isLooselySet: isLooseSetting(reading, setting.shown),
  }
}

/** `August 1` as `1 August 2013`, as the sentence has it where another blank is asked. */
function dateInFull(reading: Reading, statement: Statement, { words, answer }: Fact): string {
  const stem = makeStem(reading).add(words, { asWritten: 'after', future: isAhead(reading, statement.root) })
  return stem.failure() === null ? stem.text() : answer
}

/** "the CRC", "SDS members": a short form of the text's own, which the card does not spell out. */
function hasUntoldLetters(reading: Reading, text: string): boolean {
  return [...text.matchAll(/(?<![\p{L}\d.-])(\p{Lu}{2,6})(?:s|'s)?(?![\p{L}\d-])/gu)].some(([, short = '']) => {
    if (FAMILIAR.has(short) || /^[IVXLC]+$/.test(short)) return false
    return spellsOut(reading.document.text, short) && !spellsOut(text, short)
  })
}

/** "the Canadian Rescue Centre (CRC)": the letters stand in brackets, or words with these initials do. */
function spellsOut(text: string, short: string): boolean {
  const initials = [...short].map((letter) => `${letter}\\p{L}*`).join('(?:[ -](?:of|the|and|for|on|in|to|de))*[ -]')
  return text.includes(`(${short})`) || new RegExp(`(?<!\\p{L})${initials}(?!\\p{L})`, 'u').test(text)
}

const FAMILIAR = new Set(
  'US UK EU UN USA UAE NATO NASA FBI CIA WHO IMF AIDS HIV DNA RNA BBC CNN TV PC CD DVD GDP CEO UNESCO UNICEF OPEC FIFA USSR AM PM BC AD CE BCE ID IT'.split(
    ' ',
  ),
)
