import { countryOf } from './countries.ts'
import type { Document } from './document.ts'
import { genderOf } from './givenNames.ts'
import { TITLES } from './lexicon.ts'
import { isModifier, kindOf, personEvidence } from './nameKinds.ts'
import { findRuns, isWithinName, type Run } from './nameRuns.ts'
import { wordAt } from './tree.ts'

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

/** The one office by which the text calls somebody whom it never names in full: `President`. */
export function officeOf(name: Named): string | null {
  const offices = name.titles.filter(
    (title) => !/^(?:Mr|Mrs|Ms|Miss|Dr|Doctor|Sir|Prof(?:essor)?|Lady|Lord)\b/.test(title),
  )
  return offices.length === 1 ? (offices[0] ?? null) : null
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
