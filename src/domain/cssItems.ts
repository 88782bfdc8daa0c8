/** What stands in a style sheet, as written: `text` with the space around it and the semicolon after it. */
export type CssItem =
  | { readonly kind: 'declaration'; readonly text: string }
  | { readonly kind: 'block'; readonly prelude: string; readonly items: readonly CssItem[] }

/** What blocks lie in blocks in any sheet of sense; deeper ones are left out. */
const DEEPEST = 6

const TURN = /"[^"\n\r\f]*"?|'[^'\n\r\f]*'?|[()[\]{};]/g
const OPENER: Readonly<Record<string, string>> = { ')': '(', ']': '[' }

/**
 * Parts a sheet without comments or escapes at its braces and semicolons. Only what is whole is given, with its strings
 * ended and its brackets in pairs, so that browsers part what is written of it the same way. One pass.
 */
export function readCss(css: string): readonly CssItem[] {
  const root: CssItem[] = []
  const around: CssItem[][] = []
  let list = root
  let from = 0
  let isWhole = true
  let brackets: string[] = []

  function take(end: number, after: string): string | null {
    const text = isWhole && brackets.length === 0 ? css.slice(from, end) + after : null
    from = end + 1
    isWhole = true
    brackets = []
    return text
  }
  const declare = (end: number, after: string) => {
    const text = take(end, after)
    if (text !== null) list.push({ kind: 'declaration', text })
  }

  for (const { 0: turn, index } of css.matchAll(TURN)) {
    switch (turn) {
      case '(':
      case '[':
        brackets.push(turn)
        break
      case ')':
      case ']':
        if (brackets.pop() !== OPENER[turn]) isWhole = false
        break
      case ';':
        declare(index, ';')
        break
      case '{': {
        const prelude = take(index, '')
        const items: CssItem[] = []
        if (prelude !== null && around.length < DEEPEST) list.push({ kind: 'block', prelude, items })
        around.push(list)
        list = items
        break
      }
      case '}':
        declare(index, '')
        list = around.pop() ?? root
        break
      default:
        if (turn.length === 1 || turn.at(-1) !== turn[0]) isWhole = false
    }
  }
  declare(css.length, '')
  return root
}
