import { createMemo, createResource, createSignal, onCleanup } from 'solid-js'
import { splitTitle } from '../domain/deck.ts'
import {
  type DeckTree,
  deckScope,
  EVERYWHERE,
  folderScope,
  makeDeckTree,
  originOf,
  settingsIn,
  type Titled,
} from '../domain/deckTree.ts'
import { type EasyDay, isWeek } from '../domain/easyDays.ts'
import type { DeckId } from '../domain/note.ts'
import {
  type DayLimit,
  DEFAULT_SETTINGS,
  type DeckChange,
  type DeckKey,
  type DeckValues,
  type Scope,
  type Settings,
} from '../domain/settings.ts'
import { habitsOf } from '../domain/simulateHabits.ts'
import { workloadInput } from '../domain/simulateInput.ts'
import { workloadGroups } from '../domain/workloadGroups.ts'
import type { DayCost } from '../workers/optimizeApi.ts'
import type { WorkerLike } from '../workers/rpc.ts'
import { createOptimizer, startOptimizer } from './optimize.ts'
import { useServices } from './services.ts'

/** Whom settings can be made for, from all decks down to the one in question. */
export type ScopeChoice = { readonly scope: Scope; readonly kind: 'all' | 'folder' | 'deck'; readonly name: string }

export type DeckOptions = {
  readonly choices: () => readonly ScopeChoice[]
  readonly scope: () => Scope
  readonly choose: (scope: Scope) => void
  /** What is in force in the chosen scope. */
  readonly values: () => DeckValues
  /** Where a value comes from; null where it is set here, or for all decks where it differs from the default. */
  readonly inheritedFrom: (key: DeckKey) => ScopeChoice | 'default' | null
  readonly change: (change: DeckChange) => Promise<void>
  /** Makes one weekday as easy as this. False, with nothing changed, where no normal day would be left. */
  readonly easeDay: (weekday: number, ease: EasyDay) => Promise<boolean>
  /** Hands a setting back to where it is inherited from; for all decks, to the default. */
  readonly restore: (key: DeckKey) => Promise<void>
  readonly today: () => Omit<DayLimit, 'day'>
  readonly limitToday: (limit: Partial<Omit<DayLimit, 'day'>>) => Promise<void>
  /** What the decks concerned cost a day, simulated over a year; undefined until it is known, null without any card. */
  readonly cost: () => DayCost | null | undefined
}

/** The settings of a deck, of the folders it lies in, and of all decks. */
export function createDeckOptions(deckId: DeckId | null, start: () => WorkerLike = startOptimizer): DeckOptions {
  const services = useServices()
  const { settings, store, moment } = services
  const [decks] = createResource(() => store.decks())
  const tree = createMemo((): DeckTree => makeDeckTree(decks.latest ?? []))
  const choices = createMemo(() => choicesFor(deckId, decks.latest ?? []))
  const [scope, choose] = createSignal(deckId === null ? EVERYWHERE : deckScope(deckId))
  /** Outermost first, down to the one that was chosen. */
  const scopes = createMemo((): readonly Scope[] => {
    if (scope() === EVERYWHERE || deckId === null) return []
    const all = tree()(deckId)
    return all.slice(0, all.indexOf(scope()) + 1)
  })
  const values = createMemo(() => settingsIn(settings.current(), scopes()))

  const change = (change: DeckChange): Promise<void> =>
    scope() === EVERYWHERE
      ? settings.change(Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null)))
      : settings.changeIn(scope(), change)

  async function easeDay(weekday: number, ease: EasyDay): Promise<boolean> {
    const own = scopes()
    let isTaken = false
    const eased = (ahead: Settings) => {
      const easyDays = settingsIn(ahead, own).easyDays.map((was, day) => (day === weekday ? ease : was))
      isTaken = isWeek(easyDays)
      return isTaken ? { easyDays } : null
    }
    await (scope() === EVERYWHERE ? settings.change(eased) : settings.changeIn(scope(), eased))
    return isTaken
  }

  const todayIn = (all: Settings): Omit<DayLimit, 'day'> => {
    const limit = all.limits[scope()]
    return limit?.day === moment().day ? limit : { newPerDay: null, reviewsPerDay: null }
  }

  return {
    choices,
    scope,
    choose,
    values,
    inheritedFrom: (key) => {
      if (scope() === EVERYWHERE) return isSame(values()[key], DEFAULT_SETTINGS[key]) ? 'default' : null
      const origin = originOf(settings.current(), scopes(), key)
      return origin === scope() ? null : (namedScope(origin, decks.latest ?? []) ?? 'default')
    },
    change,
    easeDay,
    restore: (key) => change({ [key]: scope() === EVERYWHERE ? DEFAULT_SETTINGS[key] : null }),
    today: () => todayIn(settings.current()),
    limitToday: (limit) =>
      settings.limitToday((ahead) => {
        const { newPerDay, reviewsPerDay } = { ...todayIn(ahead), ...limit }
        return new Map([[scope(), { newPerDay, reviewsPerDay }]])
      }),
    cost: createCost(scope, tree, start),
  }
}

/** Simulated anew whenever a setting changes; of several that are under way only the last is shown. */
function createCost(scope: () => Scope, tree: () => DeckTree, start: () => WorkerLike) {
  const { settings, store, moment } = useServices()
  const client = createOptimizer(start)
  const read = Promise.all([store.columns(), store.eventsSince(null)])
  let open = true
  onCleanup(() => {
    open = false
  })
  // What a simulation does not know of does not ask for another.
  const asked = createMemo(() => ({ scope: scope(), tree: tree(), settings: settings.current() }))
  const [cost] = createResource(asked, async ({ scope, tree, settings }) => {
    const [columns, events] = await read
    const habits = habitsOf(events)
    const inputs = workloadGroups(columns, tree, settings, scope).map((group) => ({
      input: workloadInput(group.decks, group.settings, habits, moment().day),
      retentionRatio: group.settings.desiredRetentionRatio,
    }))
    const some = inputs.filter(({ input }) => input.stability.length + input.newCards > 0)
    return open && some.length > 0 ? client.call('year', some) : null
  })
  return () => (cost.state === 'errored' ? null : cost.latest)
}

function choicesFor(deckId: DeckId | null, decks: readonly Titled[]): readonly ScopeChoice[] {
  const all: ScopeChoice = { scope: EVERYWHERE, kind: 'all', name: '' }
  const deck = decks.find(({ id }) => id === deckId)
  if (!deck) return [all]
  const { name, parents } = splitTitle(deck.title)
  const folders = parents.map((parent, i): ScopeChoice => {
    const path = parents.slice(0, i + 1).join('::')
    return { scope: folderScope(path), kind: 'folder', name: parent }
  })
  return [all, ...folders, { scope: deckScope(deck.id), kind: 'deck', name }]
}

function namedScope(scope: Scope, decks: readonly Titled[]): ScopeChoice | undefined {
  return decks.flatMap(({ id }) => choicesFor(id, decks)).find((choice) => choice.scope === scope)
}

const isSame = (a: DeckValues[DeckKey], b: DeckValues[DeckKey]): boolean => JSON.stringify(a) === JSON.stringify(b)
