import { type DeckTree, EVERYWHERE, settingsIn } from './deckTree.ts'
import { type Done, newUsed } from './limits.ts'
import type { DeckId } from './note.ts'
import type { DeckValues, Scope, Settings } from './settings.ts'
import type { StudyDay } from './time.ts'

/** What may still come today out of one limit: decks that share the limit share the object. */
export type Allowance = { readonly left: number }

/** How today's queue treats one deck. A new card takes from all allowances, a review from those for reviews alone. */
export type DeckPlan = Pick<DeckValues, 'burySiblings' | 'newCardOrder'> & {
  readonly fresh: readonly Allowance[]
  readonly reviews: readonly Allowance[]
}

export type StudyPlan = {
  readonly of: (deckId: DeckId) => DeckPlan
  readonly newCardMix: DeckValues['newCardMix']
  /** By due day; or, with more than can be caught up with, what is likeliest to be recalled first. */
  readonly reviewOrder: 'due' | 'likeliest'
}

export type PlanInput = {
  readonly settings: Settings
  readonly tree: DeckTree
  readonly today: StudyDay
  /** Over all decks, those that are gone among them. */
  readonly done: Done
  /** The part of it that lies in decks, asked for where decks have limits of their own. */
  readonly doneIn: ReadonlyMap<DeckId, Done>
  /** Set the order among the kinds (`scopesOf`). */
  readonly session: readonly Scope[]
  /** Far more is overdue than a day brings (`backlog.ts`). */
  readonly isBehind: boolean
}

/**
 * The day's limits by deck. A limit set for a deck or a folder holds for it and all decks in it, those with limits of
 * their own among them; the limit for all decks is shared by those that inherit it.
 */
export function makeStudyPlan(input: PlanInput): StudyPlan {
  const { settings, tree, isBehind } = input
  const allowances = {
    newPerDay: makeAllowances(input, 'newPerDay'),
    reviewsPerDay: makeAllowances(input, 'reviewsPerDay'),
  }
  const paused = isBehind && settings.pauseNewCards ? [NOTHING] : []
  return {
    of: (deckId) => {
      const scopes = tree(deckId)
      const { burySiblings, newCardOrder } = settingsIn(settings, scopes)
      return {
        burySiblings,
        newCardOrder,
        fresh: [...allowances.newPerDay(scopes), ...allowances.reviewsPerDay(scopes), ...paused],
        reviews: allowances.reviewsPerDay(scopes),
      }
    },
    newCardMix: settingsIn(settings, input.session).newCardMix,
    reviewOrder: isBehind ? 'likeliest' : 'due',
  }
}

const NOTHING: Allowance = { left: 0 }

/** Whether any deck or folder has limits of its own on a day: only then is it asked what was done where. */
export const hasOwnLimits = ({ scoped, limits }: Settings, today: StudyDay): boolean =>
  Object.values(scoped).some(({ newPerDay, reviewsPerDay }) => (newPerDay ?? reviewsPerDay) !== undefined) ||
  Object.entries(limits).some(([scope, limit]) => scope !== EVERYWHERE && limit.day === today)

type LimitKey = 'newPerDay' | 'reviewsPerDay'

/** The limit that holds on a day in one scope, or undefined where that scope has none of its own. */
export function limitIn(settings: Settings, scope: Scope, key: LimitKey, today: StudyDay): number | undefined {
  const limit = settings.limits[scope]
  const forToday = limit?.day === today ? limit[key] : null
  return forToday ?? (scope === EVERYWHERE ? settings[key] : settings.scoped[scope]?.[key])
}

function makeAllowances(input: PlanInput, key: LimitKey): (scopes: readonly Scope[]) => readonly Allowance[] {
  const { settings, tree, today, done, doneIn } = input
  const own = (scopes: readonly Scope[]): readonly Scope[] =>
    scopes.filter((scope) => limitIn(settings, scope, key, today) !== undefined)
  const used = new Map<Scope, number>([[EVERYWHERE, countOf(done, key)]])
  const add = (scope: Scope, count: number) => used.set(scope, (used.get(scope) ?? 0) + count)
  for (const [deckId, part] of doneIn) {
    const scopes = own(tree(deckId))
    for (const scope of scopes) add(scope, countOf(part, key))
    if (scopes.length > 0) add(EVERYWHERE, -countOf(part, key))
  }
  const made = new Map<Scope, Allowance>()
  const allowance = (scope: Scope): Allowance => {
    const limit = limitIn(settings, scope, key, today) ?? 0
    const known = made.get(scope) ?? { left: Math.max(0, limit - (used.get(scope) ?? 0)) }
    made.set(scope, known)
    return known
  }
  return (scopes) => {
    const limited = own(scopes)
    return (limited.length > 0 ? limited : [EVERYWHERE]).map(allowance)
  }
}

/** New cards take from the limit of reviews too. */
const countOf = (done: Done, key: LimitKey): number => (key === 'newPerDay' ? newUsed(done) : done.new + done.review)
