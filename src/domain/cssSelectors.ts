/** How much a browser looks at to find what a rule is for, with the rules around it. */
export type Reach = {
  /** Lists and `&` of rules in rules multiply. */
  readonly branches: number
  /** Steps to an element above, which may be any. */
  readonly climbs: number
  /** Steps to an element before, which may be any. */
  readonly backs: number
}

/** Of a rule that is in no other. */
export const ALONE: Reach = { branches: 1, climbs: 0, backs: 0 }

/** What is left of a sheet's share. */
export type SelectorRoom = { plain: number; far: number }

export const makeSelectorRoom = (): SelectorRoom => ({ plain: 1_500, far: 4 })

const MOST_BRANCHES = 150
const MOST_CLIMBS = 4
const MOST_BACKS = 1

const STRING = /"[^"]*"|'[^']*'/g
const ATTRIBUTE = /\[[^[\]]*\]/g
const ARGUMENT = /(?<![\w-])([\w-]*)\(([^()]*)\)/g

/**
 * The reach of a list of selectors within rules of the reach `around`; null for one that a card does not need and that
 * looks at too much: at elements by all those beside or below them, over and over.
 */
export function boundSelectors(selectors: string, around: Reach, room: SelectorRoom): Reach | null {
  const bare = selectors.replace(STRING, '').replace(ATTRIBUTE, '')
  let isPlain = true
  let below = 0
  const check = (_: string, called: string, argument: string): string => {
    const name = called.toLowerCase()
    if (name === 'has') below++
    isPlain &&= name.startsWith('nth-') ? !/of/i.test(argument) : !/[\s>+~]/.test(tidy(argument).replace(/^> ?/, ''))
    return ''
  }
  // From the inside out: what is in brackets within more of them than that is left standing.
  const outside = bare.replace(ARGUMENT, check).replace(ARGUMENT, check)
  if (!isPlain || /[()|@]/.test(outside)) return null
  const steps = outside.split(',').map((each) => tidy(each).replace(/ ?([>+~]) ?/g, '$1'))
  const most = (of: RegExp) => Math.max(...steps.map((each) => count(each, of)))
  const isNested = around !== ALONE
  const reach = {
    branches: around.branches * (count(bare, /,/g) + Math.max(1, count(bare, /&/g))),
    climbs: around.climbs + most(/ /g) + (isNested ? 1 : 0),
    backs: around.backs + most(/~/g),
  }
  if (reach.branches > MOST_BRANCHES || reach.climbs > MOST_CLIMBS || reach.backs > MOST_BACKS) return null
  const far = below > 0 || reach.backs > 0 ? reach.branches : 0
  if (reach.branches > room.plain || far > room.far) return null
  room.plain -= reach.branches
  room.far -= far
  return reach
}

const count = (text: string, of: RegExp): number => text.match(of)?.length ?? 0

const tidy = (text: string): string =>
  text
    .split(',')
    .map((each) => each.trim().replace(/\s+/g, ' '))
    .join()
