import { createSignal, onCleanup } from 'solid-js'
import { cardIdOfEvent } from '../domain/apply.ts'
import { firstIdAt, parseEventId } from '../domain/clock.ts'
import type { EventId, StoredEvent } from '../domain/event.ts'
import { refoldSteps } from '../domain/fold.ts'
import type { Scheduler } from '../domain/scheduler.ts'
import { LONGEST_DAY_MS, toInstant } from '../domain/time.ts'
import { effectiveEvents, isUndo } from '../domain/undo.ts'
import type { Change, StorageFailure } from '../storage/store.ts'
import { storeAnew } from './anew.ts'
import { createScheduler } from './scheduler.ts'
import { type Services, useServices } from './services.ts'
import { inReads, inSlices, unwatched } from './slices.ts'

/** What was done in one go, and is taken back in one go: its events, in order. Never empty. */
export type Step = readonly [StoredEvent, ...StoredEvent[]]

export type Undo = {
  /** Today's steps that stand, oldest first; what earlier screens and other tabs did among them. */
  readonly steps: () => readonly Step[]
  readonly last: () => Step | null
  /**
   * Stores a change as one step; it is made when all before it is stored, from what the store then says. Resolves with
   * the step once it is durable, or with null for a change without events and for one that has no place any more, as its
   * deck was removed in another tab: nothing was stored then.
   */
  readonly run: (make: () => Promise<Change>) => Promise<Step | null>
  /**
   * Stores a change that was worked out already as one step, which counts at once: the screen need not wait. Resolves
   * once it is durable.
   */
  readonly push: (change: Change & { readonly events: Step }) => Promise<void>
  /**
   * Takes the latest step back, exactly; resolves with it once that is durable, or with null where there is none, and
   * where it cannot be: cards would go back to a deck that was removed since, and be seen nowhere.
   */
  readonly undo: () => Promise<Step | null>
}

/**
 * Undo over the log: what can be taken back is what today's events say, so it outlives a reload and is the same on every
 * screen. Nothing is removed: taking back is an event of its own, that names all of a step's.
 */
export function createUndo(): Undo {
  const services = useServices()
  const { store, writer, clock, moment } = services
  const scheduler = createScheduler(services)
  const [steps, setSteps] = createSignal<readonly Step[]>([])
  let queue: Promise<unknown> = Promise.resolve()
  let open = true
  let pushed = 0
  onCleanup(() => {
    open = false
  })
  onCleanup(store.onChange((change) => void (change.here || inTurn(readAgain).catch(() => {}))))

  /** One thing after another, and after what other screens still have to store: each must see what was before it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(allStored).then(work)
    queue = turn.catch(() => {})
    return turn
  }

  /** An empty change is through when all that were handed in before it are. */
  const allStored = async () => {
    if (writer.state().phase !== 'safe') await writer.write({ events: [], cards: [] })
  }

  async function readAgain(): Promise<void> {
    const before = pushed
    const read = await readSteps(services)
    if (!open) return
    if (before === pushed) setSteps(read)
    // What was pushed meanwhile may or may not be in what was read.
    else await allStored().then(readAgain)
  }
  void inTurn(readAgain).catch(() => {})

  return {
    steps,
    last: () => steps().at(-1) ?? null,
    run: (make) =>
      inTurn(async () => {
        const change = await takenOrNull(storeAnew(writer, make))
        const [first, ...rest] = change?.events ?? []
        if (!first) return null
        const step: Step = [first, ...rest]
        setSteps((all) => [...all, step])
        return step
      }),
    push: (change) => {
      pushed++
      setSteps((all) => [...all, change.events])
      return writer.write(change)
    },
    undo: () =>
      inTurn(async () => {
        const step = steps().at(-1)
        if (!step) return null
        const when = moment()
        const undo: StoredEvent = { ...when, id: clock.next(when.at), kind: 'undo', of: step.map(({ id }) => id) }
        const change = await takeBack(services, scheduler(), step, undo)
        if ((await takenOrNull(writer.write(change).then(() => change))) === null) return null
        setSteps((all) => all.filter((one) => one !== step))
        return step
      }),
  }
}

async function takenOrNull(writing: Promise<Change>): Promise<Change | null> {
  try {
    return await writing
  } catch (thrown) {
    if ((thrown as StorageFailure).kind !== 'refused') throw thrown
    return null
  }
}

/** Kinds that are a learner's deeds to cards and notes; settings and decks have ways back of their own. */
const STEP_KINDS: ReadonlySet<string> = new Set<StoredEvent['kind']>([
  'review',
  'bury',
  'suspend',
  'flag',
  'reset',
  'setDue',
  'note',
  'retire',
  'move',
  'title',
])

/** Today's steps from the end of the log: the cost is the day's work, not the collection's. */
export async function readSteps(services: Services): Promise<readonly Step[]> {
  const { at, day } = services.moment()
  const events = effectiveEvents(await services.store.eventsSince(firstIdAt(toInstant(at - LONGEST_DAY_MS))))
  const isDeed = (event: StoredEvent) => STEP_KINDS.has(event.kind) && !('merged' in event)
  return groupSteps(events.filter((event) => isDeed(event) && 'day' in event && event.day === day))
}

/**
 * Events in order, as the steps they were made in: those that one device named at the same instant, one right after
 * another. Nobody does two things within a millisecond.
 */
export function groupSteps(events: readonly StoredEvent[]): readonly Step[] {
  const steps: [StoredEvent, ...StoredEvent[]][] = []
  for (const event of events) {
    const step = steps.at(-1)
    if (step && isSameStep(step[0], event)) step.push(event)
    else steps.push([event])
  }
  return steps
}

const isSameStep = (a: StoredEvent, b: StoredEvent): boolean =>
  'at' in a && 'at' in b && a.at === b.at && deviceOf(a.id) === deviceOf(b.id)

const deviceOf = (id: EventId): string | undefined => parseEventId(id)?.deviceId

/** The change that an undo of a step comes to: cards as they were but for what was done to them since. */
async function takeBack(services: Services, scheduler: Scheduler, step: Step, undo: StoredEvent): Promise<Change> {
  const { store } = services
  const slices = unwatched(services.now)
  const named = await withTargets(services, step)
  const cardIds = [...new Set([...named.values()].map(cardIdOfEvent))].filter((id) => id !== null)
  const states = await inReads(cardIds, slices, store.cards)
  const missing = states.flatMap((state) => state.events).filter((id) => !named.has(id))
  const known = new Map(named)
  for (const event of await inReads([...new Set(missing)], slices, store.events)) known.set(event.id, event)
  return { events: [undo], cards: await inSlices(refoldSteps(states, known, [undo], scheduler), slices) }
}

/** The step's events and, of undos among them, what those name in turn. */
async function withTargets(services: Services, step: Step): Promise<ReadonlyMap<EventId, StoredEvent>> {
  const known = new Map<EventId, StoredEvent>(step.map((event) => [event.id, event]))
  let open = step.filter(isUndo).flatMap((event) => event.of)
  while (open.length > 0) {
    const unknown = open.filter((id) => !known.has(id))
    const found = await inReads(unknown, unwatched(services.now), services.store.events)
    for (const event of found) known.set(event.id, event)
    open = found.filter(isUndo).flatMap((event) => event.of)
  }
  return known
}
