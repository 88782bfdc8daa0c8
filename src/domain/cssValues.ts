import type { CssItem } from './cssItems.ts'
import { addTo } from './lists.ts'

/** In UTF-16 units, with all that stands for something else put in: gradients and lists of fonts have room in it. */
const LONGEST_VALUE = 1_000
/** Of what is drawn again for every element that a rule is for. */
const LONGEST_DRAWN = 100
/** As long as one element may make a property of its own that a sheet then uses. */
const LONGEST_OWN = 50
const MOST_USED_BY_ONE = 4
/** Of motions at once on one element. */
const MOST_MOTIONS = 3

const oneOf = (words: string): string => words.trim().split(/\s+/).join('|')
const PREFIX = '(?:-(?:webkit|moz|ms|o|khtml)-)?'

const WHOLE = oneOf(`
  all bottom clear clip color content counter-increment counter-reset cursor direction display filter float gap height
  left order position right rotate scale src top translate width zoom`)
/** Whole families, by how their names begin. */
const FAMILIES = oneOf(`
  accent-color align animation appearance aspect-ratio backdrop-filter backface-visibility background block-size border
  box-align box-decoration-break box-direction box-flex box-ordinal-group box-orient box-pack box-shadow box-sizing
  caption-side caret-color color-scheme column-gap empty-cells fill flex font grid hanging-punctuation hyphens
  image-rendering inline-size inset isolation justify letter-spacing line- list-style margin max- min- mix-blend-mode
  object- opacity orphans outline overflow padding perspective place- pointer-events print-color-adjust resize row-gap
  ruby- scroll-behavior scroll-margin scroll-padding scrollbar- stroke tab-size table-layout tap-highlight text-
  touch-action transform transition unicode- user- vertical-align visibility white-space widows will-change word-
  writing-mode z-index`)
/**
 * What sets type, boxes, colours and places. Not `columns`, within which columns take a power of their depth to lay out,
 * nor masks, mirrors, containers, anchors and timelines, which no card needs.
 */
const PROPERTY = new RegExp(`^${PREFIX}(?:(?:${WHOLE})$|${FAMILIES})`)

/** Functions that give one value each, as long as what is written or shorter. */
const FUNCTIONS = oneOf(`
  rgba? hsla? hwb lab lch oklab oklch color color-mix color-stop from to light-dark var env calc min max clamp abs round
  mod rem sin cos tan sqrt pow (?:repeating-)?(?:linear|radial|conic)-gradient gradient translate(?:x|y|z|3d)?
  rotate(?:x|y|z|3d)? scale(?:x|y|z|3d)? skew(?:x|y)? matrix(?:3d)? perspective blur brightness contrast drop-shadow
  grayscale hue-rotate invert opacity saturate sepia alpha cubic-bezier steps linear repeat minmax fit-content counter
  circle ellipse inset polygon rect xywh local format`)
const FUNCTION = new RegExp(`^${PREFIX}(?:${FUNCTIONS})$`)

const OWN_NAME = /^--[^\s:]+$/
const USE = /\bvar\(\s*(--[^\s,()]+)/gi
const CALL = /(?<![\w-])([\w-]*)\(/g
const STRING = /"[^"]*"|'[^']*'/g
/** What is drawn from the value itself, before, after or beside every element. */
const DRAWN = /^(?:content|list-style|counter-|text-(?:emphasis|overflow))/
/** A list of which each part keeps the element moving. */
const MOTION = /^(?:animation|transition)/

type Declaration = { readonly name: string; readonly value: string; readonly uses: readonly string[] }

export type Values = { readonly isBounded: (declaration: string) => boolean }

/** Values as long as they come to once each `var()` in them is what the sheet says of it, however often it doubles. */
export function makeValues(items: readonly CssItem[]): Values {
  const sizes = sizesOf(definitionsIn(items))
  return {
    isBounded: (text) => {
      const declaration = declarationOf(text)
      return declaration !== null && isPlain(declaration) && sizeOf(declaration, sizes) <= longest(declaration.name)
    },
  }
}

/** Values of one element's own declarations, for which nobody knows what the sheet says. */
export const OWN_VALUES: Values = {
  isBounded: (text) => {
    const declaration = declarationOf(text)
    if (declaration === null || !isPlain(declaration)) return false
    const { name, value, uses } = declaration
    // What moves is stopped by the frame where it is too much, save what an element itself calls important.
    if (MOTION.test(name)) return false
    if (OWN_NAME.test(name)) return uses.length === 0 && value.length <= LONGEST_OWN
    return uses.length <= MOST_USED_BY_ONE && value.length <= longest(name)
  },
}

function declarationOf(text: string): Declaration | null {
  const at = text.indexOf(':')
  const name = text.slice(0, at).trim()
  const value = text.slice(at + 1).replace(/;$/, '')
  if (at < 0 || value.includes('@')) return null
  const uses = [...value.matchAll(USE)].map(([, used = '']) => used)
  return { name: OWN_NAME.test(name) ? name : name.toLowerCase(), value, uses }
}

function isPlain({ name, value, uses }: Declaration): boolean {
  if (value.length > LONGEST_VALUE || (!OWN_NAME.test(name) && !PROPERTY.test(name))) return false
  const bare = value.replace(STRING, '')
  const calls = [...bare.matchAll(CALL)].map(([, called = '']) => called.toLowerCase())
  // Each is the text of an attribute, which is as long as a page.
  const attributes = name === 'content' ? calls.filter((called) => called === 'attr').length : 0
  if (attributes > 1 || calls.filter((called) => called === 'var').length !== uses.length) return false
  if (/-quote/i.test(bare)) return false
  if (MOTION.test(name) && bare.split(',').length > MOST_MOTIONS) return false
  return calls.every((called) => called === '' || FUNCTION.test(called) || (attributes === 1 && called === 'attr'))
}

const longest = (name: string): number => (DRAWN.test(name) ? LONGEST_DRAWN : LONGEST_VALUE)

const sizeOf = ({ value, uses }: Declaration, sizes: ReadonlyMap<string, number>): number =>
  uses.reduce((sum, used) => sum + Math.max(LONGEST_OWN, sizes.get(used) ?? 0), value.length)

function definitionsIn(items: readonly CssItem[]): ReadonlyMap<string, readonly Declaration[]> {
  const found = new Map<string, Declaration[]>()
  const gather = (list: readonly CssItem[]): void => {
    for (const item of list) {
      if (item.kind === 'block') gather(item.items)
      else {
        const declaration = declarationOf(item.text)
        if (declaration && OWN_NAME.test(declaration.name)) addTo(found, declaration.name, declaration)
      }
    }
  }
  gather(items)
  return found
}

/**
 * The longest that each property may come to, from those that use no other upwards. What uses itself, by whatever ways,
 * is without bound, as each element may take it up from the one around it; so is what uses that.
 */
function sizesOf(definitions: ReadonlyMap<string, readonly Declaration[]>): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  const users = new Map<string, string[]>()
  const open = new Map<string, number>()
  const ready: string[] = []
  for (const [name, list] of definitions) {
    const used = new Set(list.flatMap(({ uses }) => uses).filter((each) => definitions.has(each)))
    for (const each of used) addTo(users, each, name)
    open.set(name, used.size)
    sizes.set(name, Number.POSITIVE_INFINITY)
    if (used.size === 0) ready.push(name)
  }
  for (const name of ready) {
    sizes.set(name, Math.max(...(definitions.get(name) ?? []).map((each) => sizeOf(each, sizes))))
    for (const user of users.get(name) ?? []) {
      const left = (open.get(user) ?? 0) - 1
      open.set(user, left)
      if (left === 0) ready.push(user)
    }
  }
  return sizes
}
