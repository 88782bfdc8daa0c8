/** As much of a stranger's style sheet as a card can need. In UTF-16 units. */
const LONGEST = 200_000

/**
 * A style sheet without what would fetch anything: imports, addresses, and escapes, under which an address could hide.
 * The frame that it is used in has no network at all; this keeps it from asking.
 */
export const safeCss = (css: string): string =>
  withoutComments(css.slice(0, LONGEST))
    .replaceAll('\\', '')
    .replace(/@(?:import|namespace|charset)\b[^;{}]*;?/gi, NOTHING)
    .replace(FETCHES, 'none-of(')

/** A style attribute's declarations, likewise. */
export const safeDeclarations = (css: string): string =>
  /[{}@<]/.test(css) ? '' : withoutComments(css).replaceAll('\\', '').replace(FETCHES, 'none-of(')

/** Something stands where something was: what lay around it must not grow together into what is taken out. */
const NOTHING = '@none;'

const FETCHES = /(?:url|image|image-set|-webkit-image-set|cross-fade|element|src|expression|paint)\s*\(/gi

function withoutComments(css: string): string {
  let out = ''
  let at = 0
  for (;;) {
    const open = css.indexOf('/*', at)
    if (open < 0) return out + css.slice(at)
    out += `${css.slice(at, open)} `
    const close = css.indexOf('*/', open + 2)
    if (close < 0) return out
    at = close + 2
  }
}
