import { chosenVersions } from '../domain/deckVersion.ts'
import type { DraftStep } from '../domain/draftJoin.ts'
import { inOrder } from '../domain/undo.ts'
import { openDrafts } from '../storage/drafts.ts'
import type { Collection, Store } from '../storage/store.ts'
import { decksBack } from './decksBack.ts'
import { joinDecks } from './joinDecks.ts'
import { rebuild } from './rebuild.ts'
import type { TakenBackup } from './restore.ts'
import type { Services } from './services.ts'
import { settle } from './settle.ts'

/** What is here and in a backup that is settled, each once: the same whichever of two joins the other. */
export function union(here: Collection, { backup, damage }: TakenBackup): Collection {
  const events = inOrder([...here.events, ...backup.events])
  return { decks: joinDecks(here.decks, backup.decks, damage?.partial, chosenVersions(events)), events }
}

/**
 * Takes a backup out again. Resolves with the titles of decks and drafts that it had changed and that stay: they changed since.
 * Rejects, and changes nothing, where another tab took one since: nobody here knows what of this one that brought too.
 */
export type WayBack = () => Promise<readonly string[]>

const OVERTAKEN = 'Overtaken'

/** What taking a backup did. */
export type Step = {
  readonly from: Collection
  readonly to: Collection
  readonly taken: TakenBackup
  readonly drafts: readonly DraftStep[]
}

type Open = Omit<Step, 'from' | 'drafts'> & {
  drafts: readonly DraftStep[]
  /** How it would have been before, had those that were taken back since never been taken. */
  from: Collection
  /** What was taken on this page since and not taken back, in order. What such a one brought as well stays. */
  later: readonly TakenBackup[]
  isOvertaken: boolean
}

/** The steps of a page, in order, that somebody can still go back on: whoever can holds theirs. */
const open = new WeakMap<Store, WeakRef<Open>[]>()

/** The way back from a step that was just taken. */
export function wayBack({ store }: Services, taken: Step): WayBack {
  const step: Open = { ...taken, later: [], isOvertaken: false }
  for (const earlier of openIn(store)) earlier.later = [...earlier.later, step.taken]
  open.get(store)?.push(new WeakRef(step))
  return async () => {
    const stayed = await goBack(store, step)
    for (const other of openIn(store)) {
      const at = step.later.indexOf(other.taken)
      if (at >= 0) other.from = without(other.from, step, step.later.slice(0, at)).collection
      other.later = other.later.filter((one) => one !== step.taken)
    }
    return [...new Set([...stayed, ...(await draftsBack(store, step))])]
  }
}

/** What a later one brought to drafts as well is from now on its own, and goes back with it. */
async function draftsBack(store: Store, step: Open): Promise<readonly string[]> {
  if (step.drafts.length === 0) return []
  const drafts = openDrafts()
  const stayed = await drafts.unjoin(step.drafts)
  step.drafts = []
  for (const taken of step.later) {
    const again = await drafts.join(taken.backup.drafts ?? [])
    const other = openIn(store).find((one) => one.taken === taken)
    if (other) other.drafts = [...other.drafts, ...again]
  }
  return stayed
}

function openIn(store: Store): readonly Open[] {
  const refs = open.get(store)
  if (refs) return refs.flatMap((ref) => ref.deref() ?? [])
  open.set(store, [])
  store.onChange(({ kind, here }) => {
    if (kind === 'all' && !here) for (const step of openIn(store)) step.isOvertaken = true
  })
  return []
}

async function goBack(store: Store, step: Open): Promise<readonly string[]> {
  if (step.isOvertaken) throw Object.assign(new Error('another tab took a backup since'), { name: OVERTAKEN })
  let stayed: readonly string[] = []
  await store.replaceAll((here) => {
    const back = without(here, step, step.later)
    stayed = back.stayed
    return back.collection
  }, rebuild)
  return stayed
}

/** The log is what it was, what was added since, and what is in those taken later; so are decks that did not change since. */
function without(
  here: Collection,
  { from, to }: Pick<Open, 'from' | 'to'>,
  later: readonly TakenBackup[],
): { readonly collection: Collection; readonly stayed: readonly string[] } {
  const [was, left] = [idsOf(from), idsOf(to)]
  const takenAway = from.events.filter(({ id }) => !left.has(id))
  const still = here.events.filter(({ id }) => was.has(id) || !left.has(id))
  const back = decksBack(here, { from: from.decks, to: to.decks }, inOrder([...takenAway, ...still]))
  const collection = later.reduce((all, one) => union(all, settle(all, one)), back.collection)
  const known = new Set(back.collection.decks)
  const again = collection.decks.filter((deck) => !known.has(deck)).map(({ title }) => title)
  return { collection, stayed: [...new Set([...back.stayed, ...again])] }
}

const idsOf = ({ events }: Collection): ReadonlySet<string> => new Set(events.map(({ id }) => id))
