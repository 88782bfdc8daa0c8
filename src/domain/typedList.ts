import { indexAnswers } from './answerIndex.ts'
import { DEFAULT_FOLDING, type Folding, normalise } from './normalise.ts'
import type { ListItem } from './note.ts'
import { makeSlips } from './typedSlips.ts'

export type ListVerdict = {
  /** For each item what was typed for it, or null where it is missing. */
  readonly found: readonly (string | null)[]
  /** What was typed and is no item, or an item twice. */
  readonly extra: readonly string[]
}

/**
 * Marks a list item by item, in any order. Each typed line stands for one item at most, and as many items are found as
 * can be at once, so that an answer which fits two items does not take the place of another.
 */
export function gradeList(
  given: readonly string[],
  items: readonly ListItem[],
  folding: Folding = DEFAULT_FOLDING,
): ListVerdict {
  const lines = firstLines(given, folding)
  const fits = fittingLines(lines, items, folding)
  const lineOf = matchLines(fits, lines.length)
  const used = new Set(lineOf.filter((line) => line !== null))
  return {
    found: lineOf.map((line) => (line === null ? null : (lines[line] ?? null))),
    extra: lines.filter((_, line) => !used.has(line)),
  }
}

/** A typed list as lines: by line breaks, else by semicolons, else by commas and a last `and` or `or`. */
export function splitList(text: string): readonly string[] {
  const separator = text.includes('\n')
    ? /\n/u
    : text.includes(';')
      ? /;/u
      : /,(?!\d{3})(?:\s*(?:and|or)\s)?|\s(?:and|or)\s|&/u
  return text
    .split(separator)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

const MAX_LINES = 100

/** Those that say something. */
function firstLines(given: readonly string[], folding: Folding): readonly string[] {
  const lines: string[] = []
  for (const line of given) {
    if (lines.length === MAX_LINES) break
    if (normalise(line, folding) !== '') lines.push(line)
  }
  return lines
}

/**
 * For each item the lines that are right for it as `gradeTyped` would tell, exact ones first; a slip that makes another
 * item is that item.
 */
function fittingLines(lines: readonly string[], items: readonly ListItem[], folding: Folding): readonly number[][] {
  const itemsOf = new Map<string, Set<number>>()
  for (const [i, item] of items.entries()) {
    for (const answer of [item.text, ...item.accepted]) {
      const wanted = normalise(answer, folding)
      const same = itemsOf.get(wanted)
      if (same) same.add(i)
      else itemsOf.set(wanted, new Set([i]))
    }
  }
  const { find } = indexAnswers(itemsOf.keys())
  const slipsOf = makeSlips(itemsOf.keys())
  const fits: number[][] = items.map(() => [])
  const typed = lines.map((line) => normalise(line, folding))
  const exact = typed.map(find)
  const put = (line: number, answers: readonly string[]) => {
    for (const item of new Set(answers.flatMap((answer) => [...(itemsOf.get(answer) ?? [])]))) fits[item]?.push(line)
  }
  for (const [line, answers] of exact.entries()) put(line, answers)
  for (const [line, answers] of exact.entries()) if (answers.length === 0) put(line, slipsOf(typed[line] ?? ''))
  return fits
}

/** For each item its line: the largest matching, by augmenting paths. */
function matchLines(fits: readonly (readonly number[])[], lineCount: number): (number | null)[] {
  const itemOf: (number | null)[] = Array.from({ length: lineCount }, () => null)
  /** Lines that no item can be given any more, as those that have them, and those that could take over, find no other. */
  let taken: ReadonlySet<number> = new Set()
  const place = (item: number, tried: Set<number>): boolean => {
    for (const line of fits[item] ?? []) {
      if (tried.has(line)) continue
      tried.add(line)
      const other = itemOf[line] ?? null
      if (other !== null && !place(other, tried)) continue
      itemOf[line] = item
      return true
    }
    return false
  }
  for (let item = 0; item < fits.length; item++) {
    const tried = new Set(taken)
    if (!place(item, tried)) taken = tried
  }
  const found: (number | null)[] = fits.map(() => null)
  for (const [line, item] of itemOf.entries()) if (item !== null) found[item] = line
  return found
}
