import type { Resolution } from '../domain/note.ts'
import { isRelativeTime, readDate } from './dates.ts'
import type { Word } from './document.ts'
import { UNIQUE_NOUNS } from './lexicon.ts'
import { looseTimes } from './looseTimes.ts'
import type { Named } from './names.ts'
import { isWithinName, officeOf } from './names.ts'
import { pairBefore, talksOfTwo } from './pairs.ts'
import { readPersonPronoun } from './persons.ts'
import { readThingPronoun } from './pronouns.ts'
import { surnameOf } from './protagonist.ts'
import type { Reading } from './reading.ts'
import type { Referent } from './reference.ts'
import { isSelfContained, readDefinite } from './reference.ts'
import { longFormOf } from './shortForms.ts'
import { childOf, childrenOf, isNoun, isPlural, isVerbal, lower, mentionAt, subtree, wordAt } from './tree.ts'
import { contentStems } from './words.ts'

/**
 * Builds a sentence that stands without its article, from literals and from words of the text: names in full at their
 * first mention, pronouns and definite descriptions read or refused, dates fixed by the day of publication. The first
 * refusal is kept in `failure`, and the text is then of no use.
 */
export type Stem = {
  readonly say: (text: string) => Stem
  readonly add: (words: readonly number[], options?: AddOptions) => Stem
  readonly name: (name: Named) => Stem
  readonly fail: (reason: string) => Stem
  readonly failure: () => string | null
  readonly text: () => string
  readonly resolutions: () => readonly Resolution[]
  /** Persons and things named so far, by id: a pronoun of theirs may stand. */
  readonly named: () => ReadonlySet<string>
  /** The person named last: a pronoun reads as that one. */
  readonly lastPerson: () => string | null
}

export type AddOptions = {
  /** Which way bare months and weekdays look from the day of publication; null where unknown. */
  readonly future?: boolean | null
  /** Words already said in the stem, for pronouns that refer to them. */
  readonly bound?: ReadonlySet<number>
  /** In an answer, a name stands as the text has it. */
  readonly answer?: boolean
  /** Stems of words that a heading before the text holds: a definite of theirs may stand. */
  readonly topics?: ReadonlySet<string>
  /** Heads of the phrases that are being read, outermost first: one that leads back to itself has no reading. */
  readonly within?: readonly number[]
  /**
   * Where what stood before is told as well: what points there stays as the text has it; names and dates are still read,
   * and where nothing stood before, `he` and `she`.
   */
  readonly asWritten?: 'first' | 'after'
}

export function makeStem(reading: Reading, parent?: Stem): Stem {
  const { document, names } = reading
  let out = ''
  let failure: string | null = null
  const resolutions: Resolution[] = []
  const named = new Map<string, Named>()
  const said = new Set<number>()
  let lastPerson: string | null = parent?.lastPerson() ?? null
  if (parent !== undefined) for (const id of parent.named()) named.set(id, names.all.find((n) => n.id === id) as Named)

  const stem: Stem = {
    say(text) {
      append(text, true)
      return stem
    },
    add(words, options = {}) {
      addWords(words, options)
      return stem
    },
    name(name) {
      append(name.full, true)
      named.set(name.id, name)
      if (name.kind === 'person') lastPerson = name.id
      return stem
    },
    fail(reason) {
      failure ??= reason
      return stem
    },
    failure: () => failure,
    text: () => out.replace(/ {2,}/g, ' ').trim(),
    resolutions: () => resolutions,
    named: () => new Set(named.keys()),
    lastPerson: () => lastPerson,
  }
  return stem

  function append(text: string, space: boolean): void {
    if (text === '') return
    const glue = space && out !== '' && !/[(]$/.test(out) && !/^[,.;:?!)]/.test(text) && !text.startsWith("'s")
    out += (glue ? ' ' : '') + text
  }

  function addWords(all: readonly number[], options: AddOptions): void {
    const loose = options.answer === true ? null : looseTimes(reading, all, (at) => directionOf(at, options))
    const words = loose === null || loose.size === 0 ? all : all.filter((word) => !loose.has(word))
    // "which struck on Tuesday, is estimated": between commas the rest does not close up.
    if (options.asWritten !== undefined && loose !== null && [...loose].some((at) => isByComma(at, loose)))
      stem.fail('relative date: between commas')
    const inside = new Set(words)
    for (const word of words) said.add(word)
    for (let i = 0; i < words.length && failure === null; ) {
      const index = words[i] as number
      const step = replacementAt(index, inside, options)
      if (failure !== null) return
      if (step === null) {
        const word = wordAt(document, index)
        if (words[i - 1] === index - 2 && /^(—|–|--)$/.test(document.words[index - 1]?.text ?? '')) append(',', false)
        append(cased(word), spaceBefore(words, i))
        i += 1
        continue
      }
      let skipped = 0
      while (i + skipped < words.length && (words[i + skipped] as number) < step.to) skipped++
      append(step.text, step.text.startsWith("'") ? false : spaceBefore(words, i))
      i += Math.max(1, skipped)
    }
  }

  /** After a comma, or between a verb and one. */
  function isByComma(at: number, gone: ReadonlySet<number>): boolean {
    const before = document.words[at - 1]
    const after = document.words[at + 1]
    if (!gone.has(at - 1) && before?.text === ',') return true
    let last = at
    while (gone.has(last - 1)) last--
    const kept = document.words[last - 1]
    return !gone.has(at + 1) && after?.text === ',' && kept !== undefined && isVerbal(kept)
  }

  function spaceBefore(words: readonly number[], i: number): boolean {
    const index = words[i] as number
    const before = words[i - 1]
    if (before === undefined) return true
    if (before !== index - 1) return !/^[,.;:?!)]$|^'/.test(wordAt(document, index).text)
    return wordAt(document, before).end < wordAt(document, index).start
  }

  function replacementAt(
    index: number,
    inside: ReadonlySet<number>,
    options: AddOptions,
  ): { text: string; to: number } | null {
    const word = wordAt(document, index)
    const time = timeAt(index, inside, options)
    if (time !== null) return time
    const mention = names.at(index)
    if (mention !== null && mention.from === index) return nameAt(index, inside, options)
    if (options.asWritten !== undefined) {
      if (FIRST_OR_SECOND.test(word.text)) stem.fail('first or second person')
      return options.asWritten === 'first' && /^(?:he|him|his|she|her|hers)$/i.test(word.text)
        ? pronounAt(word, options)
        : null
    }
    if (word.coarse === 'PRON' || /^PRP/.test(word.tag)) return pronounAt(word, options)
    if (
      lower(word) === 'one' &&
      word.tag === 'CD' &&
      /^(dobj|nsubj|nsubjpass|pobj)$/.test(word.dep) &&
      childOf(document, index, 'prep') === null
    )
      stem.fail('points elsewhere: one')
    if (lower(word) === 'there' && word.tag !== 'EX') {
      const place = placeBefore(index)
      if (place !== null) {
        if (named.has(place.id)) return null
        named.set(place.id, place)
        resolutions.push({ kind: 'definite', words: word.text, readAs: `in ${place.full}` })
        return { text: `in ${place.full}`, to: index + 1 }
      }
    }
    if (
      /^(most|many|few|several)$/.test(lower(word)) &&
      /^(nsubj|nsubjpass|dobj|pobj)$/.test(word.dep) &&
      childOf(document, index, 'prep') === null &&
      !isCounted(word, inside)
    )
      stem.fail(`points elsewhere: ${lower(word)}`)
    if (
      /^(here|there|then|thereby|thereafter|above|below|hereby|beforehand|otherwise|differently|alike|likewise|accordingly)$/i.test(
        word.text,
      ) &&
      word.tag !== 'EX' &&
      word.coarse !== 'ADP'
    ) {
      stem.fail(`points elsewhere: ${lower(word)}`)
    }
    if (
      /^(similar|comparable|such|other|same|latter|former|another|others|further)$/.test(lower(word)) &&
      word.tag !== 'RB'
    ) {
      const skipped = compared(word, inside)
      if (skipped !== null) return skipped
    }
    if (word.tag === 'DT' || word.tag === 'PDT') return determinerAt(word, inside, options)
    if (/^(Figure|Fig\.|Table|Chapter|Section|Equation)$/.test(word.text)) stem.fail('points to a figure')
    return null
  }

  /** "U.S. forces … after most are withdrawn": the one plural that stands beside it says of what. */
  function isCounted(word: Word, inside: ReadonlySet<number>): boolean {
    const range = document.sentences[word.sentence]
    const plurals: number[] = []
    for (let i = range?.from ?? word.index; i < word.index; i++) if (wordAt(document, i).tag === 'NNS') plurals.push(i)
    return plurals.length === 1 && (inside.has(plurals[0] ?? -1) || said.has(plurals[0] ?? -1))
  }

  /** "there": the one country or place named before it in its sentence, else in the sentence before. */
  function placeBefore(index: number): Named | null {
    const at = wordAt(document, index).sentence
    for (const sentence of [at, at - 1]) {
      const range = document.sentences[sentence]
      if (range === undefined) continue
      const places = new Map<string, Named>()
      for (const mention of names.mentions) {
        if (
          mention.from < range.from ||
          mention.to > Math.min(range.to, index) ||
          !/^(country|place)$/.test(mention.name.kind)
        )
          continue
        const last = wordAt(document, mention.to - 1)
        if (/^(compound|amod|poss)$/.test(last.dep) || /^nsubj/.test(last.dep)) continue
        places.set(mention.name.id, mention.name)
      }
      if (places.size === 1) return [...places.values()][0] ?? null
      if (places.size > 1) return null
    }
    return null
  }

  /** Comparing words point at something unsaid; `similar` can go where its noun says enough without it. */
  function compared(word: Word, inside: ReadonlySet<number>): { text: string; to: number } | null {
    const text = lower(word)
    const next = document.words[word.index + 1]
    const before = document.words[word.index - 1]
    if (text === 'such' && next?.text === 'as') return null
    if (/^(each|one)$/i.test(before?.text ?? '')) return null
    if (/^(similar|comparable)$/.test(text) && word.dep === 'amod') {
      const kept = childOf(document, word.head, 'prep')
      if (kept !== null && inside.has(kept.index)) return { text: '', to: word.index + 1 }
      if (childOf(document, word.index, 'prep') !== null) return null
    }
    stem.fail(`compares: ${text}`)
    return null
  }

  function nameAt(
    index: number,
    inside: ReadonlySet<number>,
    options: AddOptions,
  ): { text: string; to: number } | null {
    const mention = names.at(index)
    if (mention === null) return null
    const { name } = mention
    const whole = wordAt(document, mention.to - 1)
    const inCompound = /^(compound|amod|nmod)$/.test(whole.dep) && document.words[whole.head]?.coarse === 'NOUN'
    const first = !named.has(name.id)
    const long = first && options.answer !== true && !inCompound ? longFormOf(reading, name, index) : null
    if (long !== null && !out.includes(long)) {
      named.set(name.id, name)
      resolutions.push({ kind: 'name', words: name.full, readAs: long })
      const owns = document.words[mention.to]?.tag === 'POS' && inside.has(mention.to)
      return { text: owns ? possessive(long, true) : long, to: mention.to + (owns ? 1 : 0) }
    }
    if (name.kind !== 'person' || inCompound || !inside.has(mention.to - 1)) {
      if (!inCompound) named.set(name.id, name)
      return null
    }
    named.set(name.id, name)
    lastPerson = name.id
    const stands = document.text.slice(wordAt(document, mention.from).start, whole.end)
    if (!first || isWithinName(document, mention.from)) return null
    const short = document.text.slice(wordAt(document, mention.titleTo).start, whole.end)
    if (options.answer === true)
      return short === name.full || mention.titleTo > mention.from ? null : { text: name.full, to: mention.to }
    if (short === name.full) {
      const title = mention.titleTo > mention.from || short.includes(' ') ? null : officeOf(name)
      if (title === null) return mention.titleTo > mention.from ? { text: stands, to: mention.to } : null
      resolutions.push({ kind: 'name', words: stands, readAs: `${title} ${name.full}` })
      return { text: `${title} ${name.full}`, to: mention.to }
    }
    resolutions.push({ kind: 'name', words: stands, readAs: name.full })
    return { text: name.full, to: mention.to }
  }

  function timeAt(
    index: number,
    inside: ReadonlySet<number>,
    options: AddOptions,
  ): { text: string; to: number } | null {
    const mention = mentionAt(document, index)
    if (mention === null || mention.from !== index || !/^(DATE|TIME)$/.test(mention.type)) return null
    let to = mention.to
    while (to > mention.from && !inside.has(to - 1)) to--
    const words = mention.text.replace(/ 's$/, '').replace(/'s$/, '')
    if (!isRelativeTime(words)) return null
    // Beside an earlier year "July 20" is of that year, or of nobody knows which.
    if (options.asWritten !== undefined && /\d/.test(words) && hasEarlierYear(index)) {
      stem.fail(`relative date: ${words}`)
      return null
    }
    const reading1 = readDate(words, reading.published, directionOf(mention.to - 1, options))
    if (reading1.kind === 'absolute') return null
    if (reading1.kind !== 'resolved') {
      stem.fail(`relative date: ${words}`)
      return null
    }
    resolutions.push({ kind: 'date', words, readAs: reading1.text })
    const before = document.words[index - 1]
    const governed = before !== undefined && before.coarse === 'ADP' && inside.has(index - 1)
    const head = wordAt(document, mention.to - 1)
    if (/'s$/.test(mention.text)) return { text: `${reading1.text}'s`, to }
    if (/^(npadvmod|advmod)$/.test(head.dep) && !governed && reading1.preposition !== null) {
      return { text: `${reading1.preposition} ${reading1.text}`, to }
    }
    return { text: reading1.text, to }
  }

  function hasEarlierYear(index: number): boolean {
    const sentence = document.sentences[wordAt(document, index).sentence]
    for (let i = sentence?.from ?? index; i < (sentence?.to ?? index); i++) {
      const { text } = wordAt(document, i)
      if (/^(?:1\d|20)\d\d$/.test(text) && Number(text) < (reading.published?.year ?? 0)) return true
    }
    return false
  }

  /** Which way a date looks: as its verb does where it hangs on a finite one; ahead after by and until below an infinitive. */
  function directionOf(index: number, options: AddOptions): boolean | null {
    let at = wordAt(document, index)
    let preposition: Word | null = null
    while (
      /^(pobj|nummod|compound|pcomp|poss|amod|quantmod)$/.test(at.dep) ||
      (at.dep === 'prep' && preposition === null)
    ) {
      if (at.dep === 'prep') {
        preposition = at
        if (
          lower(at) === 'of' &&
          wordAt(document, at.head).coarse === 'NOUN' &&
          /^(end|beginning|middle|start)$/.test(lower(wordAt(document, at.head)))
        )
          preposition = null
      }
      at = wordAt(document, at.head)
    }
    if (preposition !== null && /^(until|till)$/.test(lower(preposition))) return true
    if (at.dep === 'prep') at = wordAt(document, at.head)
    if (at.index === wordAt(document, index).index || /^V/.test(at.tag) === false) {
      if (/^(deadline|ultimatum)$/.test(at.lemma)) return true
      return at.coarse === 'NOUN' || at.coarse === 'PROPN'
        ? preposition !== null && /^(by|until|till|before)$/.test(lower(preposition))
          ? true
          : at.index === index
            ? (options.future ?? null)
            : null
        : (options.future ?? null)
    }
    if (at.tag === 'VB' && childOf(document, at.index, 'aux')?.tag === 'TO') return true
    return options.future ?? null
  }

  function pronounAt(word: Word, options: AddOptions): { text: string; to: number } | null {
    const text = lower(word)
    if (FIRST_OR_SECOND.test(text)) {
      stem.fail('first or second person')
      return null
    }
    if (/^(who|whom|whose|which|what|that|whoever|whatever)$/.test(text) || word.tag === 'EX') {
      if (text === 'that' && word.tag === 'DT') stem.fail('demonstrative: that')
      if (text === 'whose' || text === 'that') return null
      return null
    }
    if (
      /^(himself|herself|itself|themselves|one|anyone|everyone|someone|nobody|anything|everything|nothing|something|everybody|none|each|other|all|both)$/.test(
        text,
      )
    ) {
      if (/^(one|both|none|each)$/.test(text) && childOf(document, word.index, 'prep') === null)
        stem.fail(`points elsewhere: ${text}`)
      const told = childOf(document, word.index, 'relcl', 'acl', 'amod') ?? document.words[word.index + 1]
      const carried =
        text === 'something' && told !== undefined && /^(to|that)$/.test(lower(wordAt(document, told.index)))
      if (/^(something|anything|everything)$/.test(text) && !carried) stem.fail(`vague: ${text}`)
      return null
    }
    if (/^(he|him|his|she|her|hers)$/.test(text)) {
      const person = readPersonPronoun(reading, word.index)
      if (person === null) {
        stem.fail(`pronoun: ${text}`)
        return null
      }
      if (named.has(person.id) && lastPerson === person.id) return null
      if (lastPerson !== null && surnameOf(lastPerson) === surnameOf(person.id)) return null
      if (isBound(person, options)) return null
      const surname = surnameIn(person)
      const said = new RegExp(`(?<!\\p{L})${surname}(?!\\p{L})`, 'u').test(out)
      if (said && lastPerson === null) return null
      resolutions.push({ kind: 'pronoun', words: word.text, readAs: person.full })
      const full = said && named.has(person.id) && standsAlone(surname) ? surname : person.full
      named.set(person.id, person)
      lastPerson = person.id
      return {
        text: /^(his|hers)$/.test(text) || word.tag === 'PRP$' ? possessive(full) : full,
        to: word.index + 1,
      }
    }
    if (text === 'it' && standsForClause(word)) return null
    const two = talksOfTwo(reading, word.index)
    const referent: Referent | null = two === null ? readThingPronoun(reading, word.index) : { kind: 'text', text: two }
    if (referent === null) {
      stem.fail(`pronoun: ${text}`)
      return null
    }
    return substitute(referent, word, options, /^(its|their|theirs)$/.test(text), word.index + 1, 'pronoun')
  }

  function surnameIn(person: Named): string {
    const last = person.full.split(' ').pop() ?? person.full
    return last.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  }

  /** Whether the text itself calls somebody by the surname alone, and nobody else bears it. */
  function standsAlone(surname: string): boolean {
    const bearers = names.all.filter((name) => name.kind === 'person' && name.full.endsWith(` ${surname}`))
    return (
      bearers.length === 1 &&
      names.mentions.some(
        (mention) => mention.to - mention.titleTo === 1 && document.words[mention.titleTo]?.text === surname,
      )
    )
  }

  function determinerAt(
    word: Word,
    inside: ReadonlySet<number>,
    options: AddOptions,
  ): { text: string; to: number } | null {
    const text = lower(word)
    const head = wordAt(document, word.head)
    if (/^(this|that|these|those)$/.test(text)) {
      const phraseHead = /^(det|predet)$/.test(word.dep) ? head.index : word.index
      const carried = childOf(document, phraseHead, 'relcl', 'prep', 'acl')
      if (!(text === 'those' && carried !== null && inside.has(carried.index)) && word.dep !== 'mark')
        stem.fail(`demonstrative: ${text}`)
      return null
    }
    const paired = pairAt(word)
    if (paired !== null) return paired
    if (/^(both|neither|either)$/.test(text) && word.dep === 'det') {
      stem.fail(`points elsewhere: ${text}`)
      return null
    }
    if (
      text === 'the' &&
      word.dep === 'det' &&
      /^(first|second|third|last|other|latter|former|two|three)$/.test(lower(head))
    ) {
      stem.fail(`points elsewhere: the ${lower(head)}`)
      return null
    }
    if (text !== 'the' || word.dep !== 'det' || !isNoun(head)) return null
    const phrase = subtree(document, head.index).filter((at) => inside.has(at))
    const after = document.words[head.index + 1]
    if (
      after !== undefined &&
      inside.has(after.index) &&
      (after.coarse === 'PROPN' ||
        /^(that|which|who|where|of|for|between|against|on|across|about|over)$/.test(lower(after)))
    )
      return null
    if (isSelfContained(reading, head.index, phrase)) return null
    if (options.answer === true && phrase.length > 2 && childOf(document, head.index, 'nummod') === null) return null
    if (isEmbedded(head) || isTitleWord(head.lemma)) return null
    if (UNIQUE_NOUNS.has(head.lemma)) return null
    if (options.topics?.has(contentStems(head.text)[0] ?? '') === true) return null
    if (head.lemma === 'table' && lower(document.words[word.index - 1] ?? word) === 'on') return null
    const referent = readDefinite(reading, head.index)
    if (referent === null) {
      stem.fail(`dangling: the ${head.lemma}`)
      return null
    }
    let to = head.index + 1
    let owns = false
    const next = document.words[to]
    if (next?.tag === 'POS' && inside.has(to)) {
      to += 1
      owns = true
    }
    if (head.dep === 'compound' || (owns && !inside.has(head.index))) return null
    return substitute(
      referent,
      word,
      options.within === undefined ? {} : { within: options.within },
      owns,
      to,
      'definite',
    )
  }

  /** "both sides", "the two countries": read as the pair named before. */
  function pairAt(word: Word): { text: string; to: number } | null {
    const text = lower(word)
    const head = wordAt(document, word.head)
    const count = childOf(document, head.index, 'nummod')
    if (!(text === 'both' || (text === 'the' && count !== null && lower(count) === 'two')) || word.dep !== 'det')
      return null
    if (head.index - word.index > 2) return null
    const pair = pairBefore(reading, head.index)
    if (pair === null) return null
    const owns = document.words[head.index + 1]?.tag === 'POS'
    resolutions.push({
      kind: 'definite',
      words: document.text.slice(word.start, head.end),
      readAs: pair,
    })
    return { text: owns ? possessive(pair) : pair, to: head.index + (owns ? 2 : 1) }
  }

  function substitute(
    referent: Referent,
    word: Word,
    options: AddOptions,
    owns: boolean,
    to: number,
    kind: Resolution['kind'],
  ): { text: string; to: number } | null {
    const words = document.words
      .slice(word.index, to)
      .map((each) => each.text)
      .join(' ')
      .replace(/ '/g, "'")
    if (referent.kind === 'name') {
      if (kind === 'pronoun' && (named.has(referent.name.id) || isBound(referent.name, options))) return null
      const full = withArticle(referent.name)
      named.set(referent.name.id, referent.name)
      if (referent.name.kind === 'person') lastPerson = referent.name.id
      resolutions.push({ kind, words, readAs: full })
      return { text: owns ? possessive(full) : full, to }
    }
    if (referent.kind === 'text') {
      resolutions.push({ kind, words, readAs: referent.text })
      return { text: owns ? possessive(referent.text) : referent.text, to }
    }
    if (kind === 'pronoun' && (said.has(referent.head) || options.bound?.has(referent.head) === true)) return null
    const within = options.within ?? []
    if (within.includes(referent.head)) {
      stem.fail('referent: of itself')
      return null
    }
    const inner = makeStem(reading, stem)
    const future = options.future === undefined ? {} : { future: options.future }
    inner.add(referent.words, { ...future, within: [...within, referent.head] })
    const failed = inner.failure()
    if (failed !== null) {
      stem.fail(failed)
      return null
    }
    let text = inner.text().replace(/'s?$/, '').replace(/^The /, 'the ')
    const head = wordAt(document, referent.head)
    if (kind === 'definite') text = text.replace(/^(an?|one|another|some) /i, 'the ')
    if (kind === 'definite' && !/^(the|[\p{Lu}])/u.test(text) && head.coarse === 'NOUN') text = `the ${text}`
    if (kind === 'pronoun' && parent !== undefined && parent.text().includes(text)) return null
    if (text.split(' ').length > 9) {
      stem.fail('referent: long')
      return null
    }
    for (const resolution of inner.resolutions()) resolutions.push(resolution)
    for (const at of referent.words) said.add(at)
    for (const id of inner.named()) {
      const name = names.all.find((each) => each.id === id)
      if (name !== undefined) named.set(id, name)
    }
    resolutions.push({ kind, words, readAs: text })
    return { text: owns ? possessive(text, isPlural(document, referent.head)) : text, to }
  }

  /** "It is improbable that …": the pronoun stands for what follows. */
  function standsForClause(word: Word): boolean {
    const verb = wordAt(document, word.head)
    return (
      word.dep === 'nsubj' &&
      verb.lemma === 'be' &&
      childrenOf(document, verb.index, 'acomp', 'attr').some((each) => each.index > word.index) &&
      [verb, ...childrenOf(document, verb.index, 'acomp')].some((each) =>
        childrenOf(document, each.index, 'ccomp').some(
          (told) => childOf(document, told.index, 'mark')?.text === 'that',
        ),
      )
    )
  }

  /** "a line from the central station": a noun inside another phrase tells enough with one word of its own. */
  function isEmbedded(head: Word): boolean {
    if (head.dep !== 'pobj') return false
    const modifiers = childrenOf(document, head.index, 'amod', 'compound')
    return modifiers.length > 0 && isNoun(wordAt(document, wordAt(document, head.head).head))
  }

  /** The tides, in an article on the tides. */
  function isTitleWord(lemma: string): boolean {
    return (
      reading.genre === 'plain' &&
      document.source.title
        .toLowerCase()
        .split(/[^\p{L}]+/u)
        .some((each) => each === lemma || each === `${lemma}s`)
    )
  }

  /** True where the question word itself stands for the name: "Who … his". */
  function isBound(name: Named, options: AddOptions): boolean {
    for (const at of options.bound ?? [])
      if (names.at(at)?.name.id === name.id && wordAt(document, at).dep !== 'poss') return true
    return false
  }

  function cased(word: Word): string {
    const sentence = document.sentences[word.sentence]
    const starts =
      sentence !== undefined &&
      (word.start === sentence.span.start ||
        (word.start === sentence.span.start + 1 && document.words[word.index - 1]?.text === '"'))
    if (
      /^(DT|IN|CC|PRP\$)$/.test(word.tag) &&
      /^(The|A|An|His|Her|Their|Its|In|On|At)$/.test(word.text) &&
      names.at(word.index) === null
    )
      return word.text.toLowerCase()
    if (!starts || word.coarse === 'PROPN' || /^(NNP|NNPS)$/.test(word.tag) || word.text === 'I') return word.text
    if (/^\p{Lu}[\p{Lu}.\d]/u.test(word.text)) return word.text
    if (mentionAt(document, word.index)?.type === 'NORP') return word.text
    return word.text.charAt(0).toLowerCase() + word.text.slice(1)
  }
}

const FIRST_OR_SECOND = /^(?:i|me|my|mine|we|us|our|ours|you|your|yours|myself|ourselves|yourself)$/i

/** `the Afghans'`, `Hamid Karzai's`, `the United States'`. */
export const possessive = (text: string, plural = false): string =>
  (plural && text.endsWith('s')) || /(States|Nations|Emirates|Netherlands|Philippines)$/.test(text)
    ? `${text}'`
    : `${text}'s`

/** "the United States" carries its article, "the BSA" gets one where the text has it. */
const withArticle = (name: Named): string =>
  name.article && name.kind !== 'person' && !name.full.startsWith('the ') ? `the ${name.full}` : name.full
