import { boundedCss } from './cssBounds.ts'
import { readCss } from './cssItems.ts'
import { OWN_VALUES } from './cssValues.ts'

/** As much of a stranger's style sheet as a card can need. In UTF-16 units. */
const LONGEST = 200_000

/**
 * A style sheet without what would fetch anything: imports, addresses, and escapes, under which an address could hide.
 * The frame that it is used in has no network at all; this keeps it from asking. Nor is there in it what would hold up
 * the page (`cssBounds.ts`).
 */
export const safeCss = (css: string): string => boundedCss(readCss(withoutFetches(plainCss(css.slice(0, LONGEST)))))

/** A style attribute's declarations, likewise. */
export const safeDeclarations = (css: string): string =>
  /[{}@<]/.test(css)
    ? ''
    : readCss(withoutFetches(plainCss(css)))
        .map((item) => (item.kind === 'declaration' && OWN_VALUES.isBounded(item.text) ? item.text : ''))
        .join('')

/** Escapes go first: what they part could be the ends of a comment. */
const plainCss = (css: string): string => withoutComments(css.replaceAll('\\', ''))

const withoutFetches = (css: string): string =>
  css.replace(/@(?:import|namespace|charset)\b[^;{}]*;?/gi, NOTHING).replace(FETCHES, 'none-of(')

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
