import type { EventId, Moment } from '../domain/event.ts'
import { foldLog } from '../domain/fold.ts'
import { type Taken, takenOf, unplanForeign } from '../domain/foreignBack.ts'
import { type Foreign, type ForeignPlan, planForeign } from '../domain/foreignImport.ts'
import type { Media } from '../domain/media.ts'
import type { Rebuild, Store } from '../storage/store.ts'
import { tidied } from '../storage/tidying.ts'
import type { AnkiRead } from './ankiRead.ts'

/** Whether a package's options are to be put in force, and whether the learner says that all of it is theirs. */
export type TakeChoice = { readonly withSettings: boolean; readonly updates: boolean }

export type TakeProgress = { readonly phase: 'media' | 'comparing' | 'saving'; readonly share: number }

export type TakeDeps = {
  readonly store: Store
  readonly stamp: () => Moment & { readonly id: EventId }
}

/** What taking a package would do. */
export type AnkiPreview = {
  readonly counts: ForeignPlan['counts']
  readonly changesNothing: boolean
  readonly changed: ForeignPlan['changed']
  readonly strangers: ForeignPlan['strangers']
  readonly titles: readonly string[]
}

export async function previewAnki(
  read: AnkiRead,
  choice: TakeChoice,
  { store, stamp }: TakeDeps,
): Promise<AnkiPreview> {
  const foreign = foreignOf(read, choice)
  const { counts, changesNothing, changed, strangers } = planForeign(await store.exportAll(), foreign, stamp)
  await tidied(foreign.events.length)
  return { counts, changesNothing, changed, strangers, titles: foreign.decks.map((deck) => deck.title) }
}

const rebuild: Rebuild = async (events) => {
  const { cards, settings } = foldLog(events)
  return { cards: [...cards.values()], settings }
}

/** Files on their way at a time. */
const MEDIA_AT_ONCE = 20

/**
 * Takes it whole or not at all: media first, which nobody sees until a note names them, then decks and log in one
 * transaction. Ended before that, it has changed nothing that anybody sees.
 */
export async function takeAnki(
  read: AnkiRead,
  choice: TakeChoice,
  { store, stamp }: TakeDeps,
  progress: (progress: TakeProgress) => void,
): Promise<Taken> {
  const foreign = foreignOf(read, choice)
  const done: { taken: Taken | null } = { taken: null }
  const imports = await store.imports()
  await imports.run(foreign.decks[0]?.title ?? '', [...read.media.keys()], async () => {
    await putMedia(read, store, progress)
    progress({ phase: 'comparing', share: 0 })
    await store.replaceAll(
      (here) => {
        const plan = planForeign(here, foreign, stamp)
        // Where a tab wrote meanwhile it was planned again: the last one counts.
        done.taken = takenOf(here.decks, plan)
        return { decks: plan.decks, events: [...here.events, ...plan.events] }
      },
      rebuild,
      { progress: (share) => progress({ phase: 'saving', share }), endsImport: true },
    )
  })
  if (!done.taken) throw new Error('nothing was planned')
  return done.taken
}

async function putMedia(read: AnkiRead, store: Store, progress: (progress: TakeProgress) => void): Promise<void> {
  const files = [...read.media]
  for (let i = 0; i < files.length; i += MEDIA_AT_ONCE) {
    progress({ phase: 'media', share: i / files.length })
    const some = files.slice(i, i + MEDIA_AT_ONCE)
    const media = some.map(async ([hash, { file, type }]): Promise<Media> => {
      return { hash, type, bytes: new Uint8Array(await file.read()).buffer }
    })
    await store.putMedia(await Promise.all(media))
  }
}

export const takenToFile = (taken: Taken): Blob => new Blob([JSON.stringify(taken)])

/** Of a file that was made by `takenToFile`. */
export const takenFrom = async (file: Blob): Promise<Taken> => JSON.parse(await file.text())

export async function untakeAnki(taken: Taken, { store, stamp }: TakeDeps): Promise<void> {
  await store.replaceAll((here) => unplanForeign(here, taken, stamp), rebuild)
}

const foreignOf = ({ import: { decks, events, settings, deckSettings } }: AnkiRead, choice: TakeChoice): Foreign => ({
  decks,
  events,
  settings: choice.withSettings ? settings : null,
  deckSettings: choice.withSettings ? deckSettings : [],
  updates: choice.updates,
})
