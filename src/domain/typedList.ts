import { DEFAULT_FOLDING, type Folding, normalise } from './normalise.ts'
import type { ListItem } from './note.ts'
import { gradeTyped } from './typed.ts'

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
  const lines = given.filter((line) => normalise(line, folding) !== '').slice(0, MAX_LINES)
  const fits = items.map((item) => fittingLines(lines, item, items, folding))
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

/** Lines that are right for an item, exact ones first; a slip that makes another item is that item. */
function fittingLines(
  lines: readonly string[],
  item: ListItem,
  items: readonly ListItem[],
  folding: Folding,
): readonly number[] {
  const wrong = items.filter((other) => other !== item).flatMap((other) => [other.text, ...other.accepted])
  const verdicts = lines.map((line) => gradeTyped(line, { answer: item.text, accepted: item.accepted, wrong }, folding))
  const right = lines.map((_, i) => i).filter((i) => verdicts[i]?.kind === 'right')
  const isExact = (i: number): boolean => verdicts[i]?.kind === 'right' && verdicts[i].exact
  return right.sort((a, b) => Number(isExact(b)) - Number(isExact(a)) || a - b)
}

/** For each item its line: the largest matching, by augmenting paths. */
function matchLines(fits: readonly (readonly number[])[], lineCount: number): (number | null)[] {
  const itemOf: (number | null)[] = Array.from({ length: lineCount }, () => null)
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
  for (let item = 0; item < fits.length; item++) place(item, new Set())
  const found: (number | null)[] = fits.map(() => null)
  for (const [line, item] of itemOf.entries()) if (item !== null) found[item] = line
  return found
}
