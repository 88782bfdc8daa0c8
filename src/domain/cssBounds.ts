import type { CssItem } from './cssItems.ts'
import { ALONE, boundSelectors, makeSelectorRoom, type Reach } from './cssSelectors.ts'
import { makeValues } from './cssValues.ts'

/** More rules and declarations than any card's sheet has. */
const MOST_RULES = 1_000
const MOST_DECLARATIONS = 4_000
const LONGEST_PRELUDE = 2_000

/** Rules that hold others or frames, besides style rules. The rest is left out: each is a way to make much of little. */
const HOLDERS = /^@(?:media|supports|layer)\b/i
const FRAMES = /^@(?:-\w+-)?keyframes\b/i
const FONT = /^@font-face\s*$/i

/**
 * A sheet without what makes a browser's work grow faster than its text, as a stranger's card may share a process with
 * the whole app: values that double, columns in columns, selectors that look at everything for everything. In proportion
 * to its length.
 */
export function boundedCss(items: readonly CssItem[]): string {
  const values = makeValues(items)
  const selectors = makeSelectorRoom()
  let rules = MOST_RULES
  let declarations = MOST_DECLARATIONS

  /** `reach` is that of the style rule around, null outside all; `isFree` where what comes before a brace selects nothing. */
  function write(item: CssItem, reach: Reach | null, isFree: boolean): string {
    if (item.kind === 'declaration') {
      if (item.text.trim() === '') return item.text
      return (reach !== null || isFree) && declarations-- > 0 && values.isBounded(item.text) ? item.text : ''
    }
    const { prelude } = item
    const head = prelude.trim()
    if (head.length > LONGEST_PRELUDE || head.includes('@', 1) || rules-- <= 0) return ''
    const inner = (within: Reach | null, free: boolean) =>
      `${prelude}{${item.items.map((each) => write(each, within, free)).join('')}}`
    if (isFree) return inner(reach, true)
    if (HOLDERS.test(head)) return inner(reach, false)
    if (FRAMES.test(head) || FONT.test(head)) return inner(null, true)
    if (head.startsWith('@')) return ''
    const own = boundSelectors(head, reach ?? ALONE, selectors)
    return own ? inner(own, false) : ''
  }
  return items.map((item) => write(item, null, false)).join('')
}
