import type { Clause } from './clause.ts'
import { formatDate } from './dates.ts'
import { holderOf, yearOf } from './holder.ts'
import { OPINION } from './lexicon.ts'
import type { Reading } from './reading.ts'
import { nameSpeaker } from './speaker.ts'
import { speechOf } from './speech.ts'
import type { Stem } from './stem.ts'
import { verbatim, wordAt } from './tree.ts'

/** Puts who says it, or when it held, before the question. Fails the stem where a speaker stays nameless. */
export function addContext(
  reading: Reading,
  clause: Clause,
  stem: Stem,
  options: { readonly dated?: boolean; readonly extra?: readonly number[] } = {},
): void {
  const { document, published } = reading
  const speech = speechOf(reading, clause)
  if (speech !== null) {
    const speaker = nameSpeaker(reading, speech, clause.sentence)
    if (speaker === null) {
      stem.fail(`speaker: ${verbatim(document, speech.speaker)}`)
      return
    }
    const named = reading.names.all.find((name) => name.full === speaker.text)
    stem.say('according to')
    if (named === undefined) stem.say(`${speaker.text}${yearOf(reading)},`)
    else stem.name(named).say(`${yearOf(reading).trim()},`)
    return
  }
  const told = clause.rest.filter((piece) => piece.dep !== 'ccomp').flatMap((piece) => piece.words)
  const words = [...clause.subjectWords, ...clause.auxes, clause.verb, ...told]
  const text = words.map((word) => wordAt(document, word).text).join(' ')
  const tense = tenseOf(reading, clause)
  const holder = holderOf(reading)
  const opinion = OPINION.test(text) || tense === 'modal'
  const asked = reading.names.at(clause.subject)?.name.full
  if (reading.genre === 'op-ed' && holder !== null && asked === holder) {
    if (published !== null && options.dated !== true)
      stem.say(tense === 'past' ? `in ${published.year},` : `as of ${formatDate({ ...published, day: null })},`)
    return
  }
  if (reading.genre === 'op-ed' && (opinion || tense !== 'past') && holder !== null) {
    holding(stem, reading, holder)
    return
  }
  if (reading.genre === 'op-ed' && holder !== null && !(options.dated === true)) {
    holding(stem, reading, holder)
    return
  }
  if (options.dated === true) return
  if (opinion && holder !== null) {
    holding(stem, reading, holder)
    return
  }
  if (reading.genre === 'plain' || published === null) {
    if (opinion && holder !== null) holding(stem, reading, holder)
    return
  }
  const sentence = document.sentences[clause.sentence]
  const elsewhen = document.mentions.some(
    (mention) =>
      mention.type === 'DATE' && sentence !== undefined && mention.from >= sentence.from && mention.to <= sentence.to,
  )
  if (elsewhen && tense === 'past' && holder !== null) holding(stem, reading, holder)
  else if (tense === 'past' && clause.kind === 'main') stem.say(`in ${formatDate({ ...published, day: null })},`)
  else if (tense === 'present') stem.say(`as of ${formatDate({ ...published, day: null })},`)
  else if (holder !== null) holding(stem, reading, holder)
}

function holding(stem: Stem, reading: Reading, holder: string): void {
  const named = reading.names.all.find((name) => name.full === holder)
  stem.say('according to')
  if (named === undefined) stem.say(`${holder}${yearOf(reading)},`)
  else stem.name(named).say(`${yearOf(reading).trim()},`)
}

export function tenseOf(reading: Reading, clause: Clause): 'past' | 'present' | 'modal' {
  const finite = wordAt(reading.document, clause.finite)
  if (finite.tag === 'MD') return 'modal'
  return finite.tag === 'VBD' ? 'past' : 'present'
}
