import type { Instant } from '../domain/time.ts'
import type { AnkiImport } from '../formats/anki/convert.ts'
import { AnkiFault, type AnkiProblem } from '../formats/anki/problem.ts'
import type { Store } from '../storage/store.ts'
import type { Pack, PackInput, PackProgress } from './ankiPack.ts'
import type { AnkiProgress, AnkiRead } from './ankiRead.ts'
import type { AnkiPreview, TakeChoice, TakeDeps, TakeProgress } from './ankiTake.ts'
import type { Handlers } from './rpc.ts'

export type { AnkiPreview, AnkiProgress, Pack, PackInput, PackProgress, TakeProgress }

/** Which database of the origin to work on, at what instant, and a text that nothing else was ever named. */
export type Work = { readonly database: string; readonly now: Instant; readonly newId: string }

export type AnkiSummary = Pick<AnkiImport, 'counts' | 'leftOut'> & { readonly hasSettings: boolean }

/**
 * A package is read once and kept open until it is taken or another is read. Taking gives what is needed to take it back,
 * which may name hundreds of thousands of events: as a file, which neither page nor worker need hold meanwhile.
 */
export type AnkiApi = {
  readonly read: {
    readonly input: { readonly file: Blob; readonly now: Instant }
    readonly output:
      | { readonly kind: 'read'; readonly summary: AnkiSummary }
      | { readonly kind: 'refused'; readonly problem: AnkiProblem }
    readonly progress: AnkiProgress
  }
  readonly preview: {
    readonly input: Work & { readonly choice: TakeChoice }
    readonly output: AnkiPreview
    readonly progress: never
  }
  readonly take: {
    readonly input: Work & { readonly choice: TakeChoice }
    readonly output: Blob
    readonly progress: TakeProgress
  }
  readonly undo: { readonly input: Work & { readonly taken: Blob }; readonly output: null; readonly progress: never }
  readonly pack: { readonly input: Work & PackInput; readonly output: Pack; readonly progress: PackProgress }
}

export type AnkiDeps = {
  readonly read: (file: Blob, now: Instant, progress: (progress: AnkiProgress) => void) => Promise<AnkiRead>
  readonly take: () => Promise<typeof import('./ankiTake.ts')>
  readonly pack: (input: PackInput, store: Store, progress: (progress: PackProgress) => void) => Promise<Pack>
  /** The learner's collection, and how events of this instant are named there. */
  readonly open: (work: Work) => Promise<TakeDeps>
}

/** The worker's methods, apart from what only a browser has. */
export function ankiHandlers(deps: AnkiDeps): Handlers<AnkiApi> {
  let known: AnkiRead | null = null
  const opened = (): AnkiRead => {
    if (!known) throw new Error('no package is open')
    return known
  }
  return {
    read: async ({ file, now }, { progress }) => {
      try {
        known = await deps.read(file, now, progress)
      } catch (thrown) {
        if (thrown instanceof AnkiFault) return { kind: 'refused', problem: thrown.problem }
        throw thrown
      }
      const { counts, leftOut, settings, deckSettings } = known.import
      const hasSettings = Object.keys(settings).length + deckSettings.length > 0
      return { kind: 'read', summary: { counts, leftOut, hasSettings } }
    },
    preview: async ({ choice, ...work }) => (await deps.take()).previewAnki(opened(), choice, await deps.open(work)),
    take: async ({ choice, ...work }, { progress }) => {
      const { takeAnki, takenToFile } = await deps.take()
      return takenToFile(await takeAnki(opened(), choice, await deps.open(work), progress))
    },
    undo: async ({ taken, ...work }) => {
      const { untakeAnki, takenFrom } = await deps.take()
      await untakeAnki(await takenFrom(taken), await deps.open(work))
      return null
    },
    pack: async (input, { progress }) => deps.pack(input, (await deps.open(input)).store, progress),
  }
}
