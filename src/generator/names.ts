import { countryOf, countryOfCapital } from './countries.ts'
import type { Document, Word } from './document.ts'
import { BODY_NOUNS, NEWSPAPER_NAME, PARTICLES, PERSON_NOUNS, SAYING, TITLES } from './lexicon.ts'
import { childrenOf, mentionAt, wordAt } from './tree.ts'

export type NameKind = 'person' | 'country' | 'capital' | 'place' | 'body' | 'people' | 'newspaper' | 'unknown'

/** Somebody or something with a name: all its mentions share one `Named`. */
export type Named = {
  readonly id: string
  readonly kind: NameKind
  /** The fullest form without a title: `Hamid Karzai`. */
  readonly full: string
  /** Titles seen before it, e.g. `President`. */
  readonly titles: readonly string[]
  readonly count: number
  /** True where the text mostly says "the" before it. */
  readonly article: boolean
  readonly gender: 'he' | 'she' | null
}

/** One place where a name stands: the words of the name, its title included. */
export type NameMention = { readonly name: Named; readonly from: number; readonly to: number; readonly titleTo: number }

export type Names = {
  readonly all: readonly Named[]
  readonly mentions: readonly NameMention[]
  /** The mention that covers a word, if any. */
  readonly at: (word: number) => NameMention | null
}

/** First names that are nearly always a man's, or a woman's: evidence for he and she. */
const HE = new Set(
  `John James Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Donald
   Steven Paul Andrew Joshua Kenneth Kevin Brian George Edward Ronald Timothy Jason Jeffrey Ryan Jacob Gary Nicholas Eric
   Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Frank Alexander Raymond Patrick Jack Dennis Jerry
   Tyler Aaron Jose Adam Henry Nathan Douglas Zachary Peter Kyle Walter Ethan Jeremy Harold Keith Christian Roger Noah
   Gerald Carl Terry Sean Austin Arthur Lawrence Jesse Dylan Bryan Joe Jordan Billy Bruce Albert Willie Gabriel Logan Alan
   Juan Wayne Roy Ralph Randy Eugene Vincent Russell Elijah Louis Bobby Philip Johnny Isaac Hamid Barack Vladimir
   Mohammed Mohammad Muhammad Ahmed Ali Hassan Hussein Abdul Omar Ibrahim Yusuf Johann Wolfgang Friedrich Hans Karl Otto
   Ludwig Pierre Jean Jacques Antoine Francois Giovanni Giuseppe Leonardo Galileo Mario Luigi Carlos Luis Miguel Fernando
   Ivan Boris Sergei Nikolai Mikhail Dmitri Tomas Lars Erik Olaf Winston Franklin Theodore Abraham Martin Simon Oliver
   Graham Nigel Colin Ian Neil Stuart Hugh Jacob Matthias Marcel`.split(/\s+/),
)
const SHE = new Set(
  `Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Margaret Ashley
   Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Dorothy Amy Kathleen
   Angela Shirley Brenda Emma Anna Pamela Nicole Samantha Katherine Christine Helen Debra Rachel Carolyn Janet Maria
   Catherine Heather Diane Olivia Julie Joyce Victoria Ruth Virginia Lauren Kelly Christina Joan Evelyn Judith Andrea
   Hannah Megan Cheryl Jacqueline Martha Madison Teresa Gloria Sara Janice Ann Kathryn Abigail Sophia Frances Jean Alice
   Judy Isabella Julia Grace Amber Denise Danielle Marilyn Beverly Charlotte Natalie Theresa Diana Brittany Doris Kayla
   Alexis Lori Marie Hillary Angela Indira Benazir Florence Ada Rosa Clara Greta Ingrid Fatima Aisha Elena Olga Natasha
   Anita Jane Dorothea`.split(/\s+/),
)

/** Words that lengthen a title and are none by themselves: "State Department", "Saint Petersburg". */
const EXTENDING = /^(State|Treasury|Defen[sc]e|Finance|Interior|Foreign|Vice|Prime|Chief|Saint|St\.|of|Father|Major)$/

type Run = { from: number; to: number; titleTo: number; text: string; title: string }

/** Links the names of a document: surnames to full names, titles read as evidence, types by the strongest evidence. */
export function linkNames(document: Document): Names {
  const runs = findRuns(document)
  const fullBySurname = fullNames(document, runs)
  const groups = new Map<string, Run[]>()
  for (const run of runs) {
    const full = fullFormOf(document, run, fullBySurname)
    const list = groups.get(full)
    if (list === undefined) groups.set(full, [run])
    else list.push(run)
  }
  const all: Named[] = []
  const mentions: NameMention[] = []
  for (const [full, group] of groups) {
    const kind = kindOf(document, full, group)
    const titles = [...new Set(group.map((run) => run.title).filter((title) => title !== ''))]
    const named: Named = {
      id: full.toLowerCase(),
      kind,
      full,
      titles,
      count: group.length,
      article: group.filter((run) => /^the$/i.test(document.words[run.from - 1]?.text ?? '')).length * 2 > group.length,
      gender: genderOf(document, group),
    }
    all.push(named)
    for (const run of group) mentions.push({ name: named, from: run.from, to: run.to, titleTo: run.titleTo })
  }
  mentions.sort((a, b) => a.from - b.from)
  const byWord = new Map<number, NameMention>()
  for (const mention of mentions) for (let i = mention.from; i < mention.to; i++) byWord.set(i, mention)
  return { all, mentions, at: (word) => byWord.get(word) ?? null }
}

/** Part of a name that has begun before it: no surname by itself. */
export function isWithinName(document: Document, at: number): boolean {
  const before = document.words[at - 1]
  if (before === undefined || before.sentence !== document.words[at]?.sentence) return false
  if (PARTICLES.has(before.text) || (before.text === '-' && before.end === document.words[at]?.start)) return true
  // William "Bill" Lund: the nickname stands between the first name and the surname.
  return before.text === '"' && document.words[at - 3]?.text === '"' && isNameWord(document.words[at - 4])
}

/** The one office by which the text calls somebody whom it never names in full: `President`. */
export function officeOf(name: Named): string | null {
  const offices = name.titles.filter(
    (title) => !/^(?:Mr|Mrs|Ms|Miss|Dr|Doctor|Sir|Prof(?:essor)?|Lady|Lord)\b/.test(title),
  )
  return offices.length === 1 ? (offices[0] ?? null) : null
}

const isNameWord = (word: Word | undefined): boolean =>
  word !== undefined && word.coarse === 'PROPN' && /^[\p{Lu}\d]/u.test(word.text) && !/^(NN|NNS)$/.test(word.tag)

/** Maximal runs of proper nouns, with `Secretary of State` read as one title. */
function findRuns(document: Document): Run[] {
  const runs: Run[] = []
  for (const sentence of document.sentences) {
    const ranges = [{ from: sentence.from, to: sentence.to }, ...sentence.insets]
    for (const range of ranges) {
      let i = range.from
      while (i < range.to) {
        if (!isNameWord(document.words[i])) {
          i++
          continue
        }
        let to = i + 1
        while (to < range.to && continues(document, to, range.to)) to++
        const run = asRun(document, i, to)
        if (run !== null) runs.push(run)
        i = to
      }
    }
  }
  return runs
}

function continues(document: Document, at: number, limit: number): boolean {
  const word: Word | undefined = document.words[at]
  if (isNameWord(word)) {
    const before = document.words[at - 1]
    return word !== undefined && before !== undefined && before.end <= word.start && word.start - before.end <= 1
  }
  const next = at + 1 < limit ? document.words[at + 1] : undefined
  if (word?.text === 'of' && /^(Secretary|Minister)$/.test(document.words[at - 1]?.text ?? '') && isNameWord(next))
    return true
  if (word?.text === '-' && isNameWord(next) && word.end === next?.start) return true
  if (word !== undefined && PARTICLES.has(word.text) && reachesName(document, at, limit)) return true
  const before = document.words[at - 1]
  return (
    /^(of|and)$/.test(word?.text ?? '') &&
    isNameWord(next) &&
    before !== undefined &&
    mentionAt(document, at) !== null &&
    mentionAt(document, at) === mentionAt(document, at - 1)
  )
}

/** "von", or "van der", and a name after it. */
function reachesName(document: Document, at: number, limit: number): boolean {
  let next = at + 1
  while (next < limit && PARTICLES.has(document.words[next]?.text ?? '')) next++
  return next < limit && next - at <= 2 && isNameWord(document.words[next])
}

function asRun(document: Document, from: number, to: number): Run | null {
  const words = document.words.slice(from, to)
  let titleTo = from
  const isTitle = (at: number): boolean => {
    const text = document.words[at]?.text ?? ''
    return TITLES.has(text) || (text === 'of' && at > from)
  }
  while (titleTo < to - 1 && isTitle(titleTo)) titleTo++
  if (document.words.slice(from, titleTo).every((word) => EXTENDING.test(word.text))) titleTo = from
  const named = document.words.slice(titleTo, to)
  const first = named[0]
  const last = named[named.length - 1]
  if (first === undefined || last === undefined) return null
  const text = document.text.slice(first.start, last.end)
  const title = titleTo > from ? document.text.slice(words[0]?.start ?? 0, document.words[titleTo - 1]?.end ?? 0) : ''
  const lowerText = text.toLowerCase()
  if (
    /^(january|february|march|april|may|june|july|august|september|october|november|december|(mon|tues|wednes|thurs|fri|satur|sun)day)s?$/.test(
      lowerText,
    )
  )
    return null
  return { from, to, titleTo, text, title }
}

/** Surname → full name, where one full name alone bears it; topics of the source help where the text never says it whole. */
function fullNames(document: Document, runs: readonly Run[]): Map<string, string> {
  const candidates = new Map<string, Set<string>>()
  const add = (full: string): void => {
    if (TITLES.has(full.split(' ').pop() ?? '')) return
    const surname = full.split(' ').pop()
    if (surname === undefined || !/^\p{Lu}/u.test(surname)) return
    const set = candidates.get(surname)
    if (set === undefined) candidates.set(surname, new Set([full]))
    else set.add(full)
  }
  for (const run of runs) {
    const parts = run.text.split(' ')
    if (parts.length < 2 || parts.length > 4) continue
    if (personEvidence(document, run)) add(run.text)
  }
  // A second bearer of a surname need not be known for a person: it is enough that the surname may be that one's.
  for (const run of runs) {
    const parts = run.text.split(' ')
    const surname = parts[parts.length - 1] ?? ''
    const known = candidates.get(surname)
    if (known === undefined || parts.length < 2 || parts.length > 4 || !/^\p{Lu}\p{Ll}/u.test(run.text)) continue
    if (isModifier(document, wordAt(document, run.to - 1)) || [...known].some((full) => isFormOf(run.text, full)))
      continue
    add(run.text)
  }
  const singles = new Set(runs.filter((run) => !run.text.includes(' ')).map((run) => run.text))
  for (const topic of [
    ...document.source.topics,
    document.source.author ?? '',
    document.source.basedOn?.author ?? '',
  ]) {
    const parts = topic.split(' ')
    const surname = parts[parts.length - 1] ?? ''
    if (parts.length < 2 || parts.length > 3 || !parts.every((part) => /^\p{Lu}\p{Ll}/u.test(part))) continue
    if (!singles.has(surname) || candidates.has(surname)) continue
    const titled = runs.some((run) => run.text === surname && (run.title !== '' || personEvidence(document, run)))
    if (titled) add(topic)
  }
  const out = new Map<string, string>()
  for (const [surname, set] of candidates) {
    if (set.size === 1) out.set(surname, [...set][0] ?? surname)
  }
  return out
}

/** "John Kerry" and "John Forbes Kerry": one name by its first and last word. */
const isFormOf = (one: string, other: string): boolean => one.split(' ')[0] === other.split(' ')[0]

function fullFormOf(document: Document, run: Run, fullBySurname: ReadonlyMap<string, string>): string {
  const country = countryOf(run.text)
  if (country !== null) return country.name
  if (isWithinName(document, run.from)) return run.text
  if (!run.text.includes(' ')) return fullBySurname.get(run.text) ?? run.text
  return run.text
}

/** A title, a person label from the reader on a whole name, or an apposition with a noun of persons. */
function personEvidence(document: Document, run: Run): boolean {
  if (run.title !== '') return true
  const last = wordAt(document, run.to - 1)
  if (isModifier(document, last)) return false
  const mention = mentionAt(document, run.to - 1)
  const appositive = childrenOf(document, last.index, 'appos').some(
    (word) => PERSON_NOUNS.has(word.lemma) && word.tag !== 'NNS',
  )
  if (appositive) return true
  const head = wordAt(document, last.head)
  if (last.dep === 'appos' && head.tag !== 'NNS' && PERSON_NOUNS.has(head.lemma)) return true
  return mention?.type === 'PERSON' && mention.from >= run.from - 1
}

/** "the Haqqani network", "the Obama administration": the name is not what is spoken of. */
const isModifier = (document: Document, word: Word): boolean =>
  /^(compound|amod|nmod)$/.test(word.dep) && document.words[word.head]?.coarse === 'NOUN'

function kindOf(document: Document, full: string, group: readonly Run[]): NameKind {
  if (countryOf(full) !== null) return 'country'
  if (countryOfCapital(full) !== null) return 'capital'
  if (NEWSPAPER_NAME.test(full) && !group.some((run) => run.title !== '')) return 'newspaper'
  const votes = new Map<NameKind, number>()
  const vote = (kind: NameKind, weight: number): void => {
    votes.set(kind, (votes.get(kind) ?? 0) + weight)
  }
  const words = full.split(' ')
  const headNoun = (words[words.length - 1] ?? '').toLowerCase()
  for (const run of group) {
    const last = wordAt(document, run.to - 1)
    const mention = mentionAt(document, run.to - 1)
    const determined = document.words[run.from - 1]?.text.toLowerCase() === 'the'
    if (run.title !== '') vote('person', 4)
    if (isModifier(document, last)) continue
    if (childrenOf(document, last.index, 'appos').some((word) => PERSON_NOUNS.has(word.lemma) && word.tag !== 'NNS'))
      vote('person', 3)
    if (
      last.dep === 'appos' &&
      wordAt(document, last.head).tag !== 'NNS' &&
      PERSON_NOUNS.has(wordAt(document, last.head).lemma)
    )
      vote('person', 3)
    if (last.dep === 'nsubj' && SAYING.has(wordAt(document, last.head).lemma) && words.length > 1 && !determined)
      vote('person', 0.5)
    if (determined && mention?.type !== 'NORP' && mention?.type !== 'ORG') vote('unknown', 1)
    switch (mention?.type) {
      case 'PERSON':
        vote(determined ? 'unknown' : 'person', words.length > 1 ? 2 : 1)
        break
      case 'GPE':
      case 'LOC':
      case 'FAC':
        vote('place', 1)
        break
      case 'ORG':
        vote('body', 1)
        break
      case 'NORP':
        vote('people', 1)
        break
      default:
        vote('unknown', 0.5)
    }
  }
  if (BODY_NOUNS.has(headNoun) || /^[A-Z]{2,6}$/.test(full)) vote('body', 3)
  let best: NameKind = 'unknown'
  let most = 0
  for (const [kind, weight] of votes) {
    if (weight > most) {
      best = kind
      most = weight
    }
  }
  return best
}

function genderOf(document: Document, group: readonly Run[]): 'he' | 'she' | null {
  for (const run of group) {
    if (/\b(Mr|King|Prince|Lord|Sir|Father|Emperor)\b/.test(run.title)) return 'he'
    if (/\b(Mrs|Ms|Queen|Princess|Lady|Empress)\b/.test(run.title)) return 'she'
  }
  const first = group[0]?.text.split(' ')[0] ?? ''
  if (group[0]?.text.includes(' ') === true) {
    if (HE.has(first)) return 'he'
    if (SHE.has(first)) return 'she'
  }
  let he = 0
  let she = 0
  for (const run of group) {
    const sentence = document.sentences[wordAt(document, run.from).sentence]
    if (sentence === undefined) continue
    for (let i = run.to; i < sentence.to; i++) {
      const text = document.words[i]?.text.toLowerCase() ?? ''
      if (/^(he|his|him)$/.test(text)) he++
      if (/^(she|her)$/.test(text)) she++
    }
  }
  if (he > she) return 'he'
  return she > he ? 'she' : null
}
