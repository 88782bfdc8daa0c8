/** spaCy's rule lemmatiser for English: base forms stay, others go through exceptions and endings. */
import type { Attributes } from './attributes.ts'
import type { LemmaEntry, Model } from './model.ts'

type Table = {
  readonly rules: LemmaEntry['rules']
  readonly exceptions: ReadonlyMap<string, readonly string[]>
  readonly index: () => ReadonlySet<string>
}

export function makeLemmatiser(model: Model): (text: string, attributes: Attributes) => string {
  const tables = new Map(Object.entries(model.header.lemmas).map(([pos, entry]) => [pos, readTable(model, entry)]))
  return (text, { coarse, morph, lemma }) => {
    if (lemma !== null) return lemma
    if (isBaseForm(coarse, morph)) return text.toLowerCase()
    const table = tables.get(coarse.toLowerCase())
    if (!table) return coarse === 'PROPN' ? text : text.toLowerCase()
    return applyRules(table, text)
  }
}

function applyRules({ rules, exceptions, index }: Table, text: string): string {
  const lower = text.toLowerCase()
  const known: string[] = []
  const other: string[] = []
  const unknown: string[] = []
  for (const [ending, replacement] of rules) {
    if (!lower.endsWith(ending)) continue
    const form = lower.slice(0, lower.length - ending.length) + replacement
    if (form === '') continue
    if (index().has(form)) known.unshift(form)
    else if (!/^\p{L}+$/u.test(form)) other.push(form)
    else unknown.push(form)
  }
  const forms = [...known, ...other]
  // Each exception goes to the front, so the last one that is new wins.
  const exception = (exceptions.get(lower) ?? []).filter((form) => !forms.includes(form)).at(-1)
  return exception ?? forms[0] ?? unknown[0] ?? text
}

function isBaseForm(coarse: string, morph: string): boolean {
  const features = new Map(morph.split('|').map((feature) => feature.split('=') as [string, string | undefined]))
  const form = features.get('VerbForm')
  if (coarse === 'NOUN' && features.get('Number') === 'Sing') return true
  if (coarse === 'VERB' && form === 'Fin' && features.get('Tense') === 'Pres' && !features.has('Number')) return true
  return form === 'Inf' || form === 'None' || features.get('Degree') === 'Pos'
}

function readTable(model: Model, entry: LemmaEntry): Table {
  let words: ReadonlySet<string> | null = null
  return {
    rules: entry.rules,
    exceptions: new Map(Object.entries(entry.exceptions)),
    index: () => {
      words ??= readFrontCoded(new TextDecoder().decode(model.view(entry.index)))
      return words
    },
  }
}

/** Lines of a character that says how many letters are those of the word before, as `0` plus their count, and the rest. */
function readFrontCoded(text: string): Set<string> {
  const words = new Set<string>()
  let previous = ''
  for (const line of text.split('\n')) {
    if (line === '') continue
    previous = previous.slice(0, line.charCodeAt(0) - 48) + line.slice(1)
    words.add(previous)
  }
  return words
}
