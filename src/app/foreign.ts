import type { EventId, Moment } from '../domain/event.ts'
import { type Taken, takenOf, unplanForeign } from '../domain/foreignBack.ts'
import { type Foreign, type ForeignPlan, planForeign } from '../domain/foreignImport.ts'
import type { Touched } from '../domain/foreignMeeting.ts'
import type { MediaHash } from '../domain/media.ts'
import { err, ok, type Result } from '../domain/result.ts'
import type { LeftOut } from '../formats/anki/leftOut.ts'
import type { AnkiProblem } from '../formats/anki/problem.ts'
import type { ColumnRole, TextTable } from '../formats/anki/text.ts'
import type { Separators } from '../formats/others/pairs.ts'
import type { AnkiApi, AnkiProgress, AnkiSummary, TakeProgress, Work } from '../workers/ankiApi.ts'
import { type Client, makeClient, type WorkerLike } from '../workers/rpc.ts'
import { programOf } from './foreignName.ts'
import { isOtherFile, type OtherFile, readOtherFile, whyUnknown } from './otherFile.ts'
import { rebuild } from './rebuild.ts'
import type { Services } from './services.ts'

export type { AnkiProblem, AnkiProgress, ColumnRole, LeftOut, Separators, TakeProgress, Touched }

/** A file of another program, read and not yet taken: a package stays in the worker, which may hold very much of it. */
export type ForeignFile = { readonly kind: 'package'; readonly summary: AnkiSummary } | OtherFile | TableFile

/** `text` is kept, to be parted otherwise (`partedAs`). */
export type TableFile = {
  readonly kind: 'table'
  readonly table: TextTable
  readonly text: string
  readonly name: string
}

/** What the page holds itself. */
type HeldHere = Exclude<ForeignFile, { readonly kind: 'package' }>

/** What the learner chose; `updates` says that all of it is theirs. */
export type ForeignChoice = {
  readonly withSettings: boolean
  readonly updates: boolean
  /** What a table's columns are. */
  readonly roles: readonly ColumnRole[]
}

/** Read, with what it would bring under a choice. */
export type ForeignPreview = {
  readonly plan: Pick<ForeignPlan, 'counts' | 'changesNothing' | 'changed' | 'strangers'>
  readonly titles: readonly string[]
  readonly leftOut: readonly LeftOut[]
}

/** Larger packages are not opened: what a phone's memory and storage bear. In bytes. */
export const MAX_PACKAGE_BYTES = 500_000_000
const MAX_TEXT_BYTES = 50_000_000
export type AnkiClient = Client<AnkiApi>

const startAnki = (): WorkerLike =>
  new Worker(new URL('../workers/anki.worker.ts', import.meta.url), { type: 'module' })

/** The worker that reads packages; aborting a call ends it, as it computes without a pause. */
export const makeAnkiClient = (start: () => WorkerLike = startAnki): AnkiClient =>
  makeClient<AnkiApi>(start, { abort: 'terminate' })

export type ReadOptions = {
  readonly signal: AbortSignal
  readonly onProgress: (progress: AnkiProgress) => void
}

export type TakeOptions = {
  readonly signal: AbortSignal
  readonly onProgress: (progress: TakeProgress) => void
}

/** What a worker has to be told to work on the learner's collection. */
export function workOn({ store, clock, now }: Services): Work {
  const at = now()
  return { database: store.name, now: at, newId: clock.next(at) }
}

/** Reads a package or a table. Changes nothing. */
export async function readForeign(
  services: Services,
  client: AnkiClient,
  file: File,
  options: ReadOptions,
): Promise<Result<ForeignFile, AnkiProblem>> {
  const isTable = /\.(csv|tsv)$/i.test(file.name)
  // A large package is looked into by its worker alone.
  const isPackage = /\.(apkg|colpkg|anki2|anki21|anki)$/i.test(file.name)
  if (!isTable && !isPackage && (await isOtherFile(file))) return readOtherFile(services, file, options)
  const program = programOf(file.name)
  const why = program && (await whyUnknown(file, program))
  if (why) return err(why)
  const isText = isTable || /\.txt$/i.test(file.name)
  const most = isText ? MAX_TEXT_BYTES : MAX_PACKAGE_BYTES
  if (file.size > most) return err({ kind: 'too-large', detail: `${file.size} bytes, of ${most} at most` })
  if (isText) return readTable(file)
  const read = await client.call('read', { file, now: services.now() }, options)
  return read.kind === 'refused' ? err(read.problem) : ok({ kind: 'package', summary: read.summary })
}

async function readTable(file: File): Promise<Result<ForeignFile, AnkiProblem>> {
  const text = await file.text()
  if (text.includes('\u0000')) return err({ kind: 'not-a-package', detail: 'this is not a text file' })
  const [{ readTextTable }, { guessPairs, readPairs }] = await Promise.all([
    import('../formats/anki/text.ts'),
    import('../formats/others/pairs.ts'),
  ])
  const pairs = guessPairs(text)
  const table = pairs ? readPairs(text, file.name, pairs) : readTextTable(text, file.name)
  return table.rows.length === 0
    ? err({ kind: 'shape', detail: 'there is no row in it' })
    : ok({ kind: 'table', table, text, name: file.name })
}

/** The same text with other separators, as they were typed. */
export async function partedAs(file: TableFile, separators: Separators): Promise<TableFile> {
  const { readPairs, spokenSeparator } = await import('../formats/others/pairs.ts')
  const { between, cards } = separators
  const spoken = { between: spokenSeparator(between), cards: spokenSeparator(cards) }
  return { ...file, table: readPairs(file.text, file.name, spoken) }
}

/** What taking it would do. Changes nothing. */
export async function previewForeign(
  services: Services,
  client: AnkiClient,
  file: ForeignFile,
  choice: ForeignChoice,
): Promise<ForeignPreview> {
  if (file.kind !== 'package') {
    const { foreign, leftOut } = await foreignOf(file, choice)
    const plan = planForeign(await services.store.exportAll(), foreign, stamping(services))
    return { plan: await retitled(services, plan), leftOut, titles: foreign.decks.map((deck) => deck.title) }
  }
  const { titles, ...plan } = await client.call('preview', { ...workOn(services), choice })
  return { plan: await retitled(services, plan), titles, leftOut: file.summary.leftOut }
}

/** Decks here under the learner's own titles. */
async function retitled({ store }: Services, plan: ForeignPreview['plan']): Promise<ForeignPreview['plan']> {
  if (plan.changed.length + plan.strangers.notes.length === 0) return plan
  const titles = new Map((await store.decks()).map(({ id, title }) => [id, title]))
  const named = (all: readonly Touched[]) => all.map((one) => ({ ...one, title: titles.get(one.deckId) ?? one.title }))
  return { ...plan, changed: named(plan.changed), strangers: { ...plan.strangers, notes: named(plan.strangers.notes) } }
}

/** Takes it whole or not at all; aborted, not at all. Resolves with the way back. */
export async function takeForeign(
  services: Services,
  client: AnkiClient,
  file: ForeignFile,
  choice: ForeignChoice,
  options: TakeOptions,
): Promise<() => Promise<void>> {
  if (file.kind !== 'package') return takeHere(services, file, choice, options)
  let taken: Blob
  try {
    taken = await client.call('take', { ...workOn(services), choice }, options)
  } catch (thrown) {
    // Its worker was ended with it, and cleans up no more.
    if (options.signal.aborted) void services.store.imports().then((imports) => imports.abandon())
    throw thrown
  }
  // What was read and planned is as large as a collection: its memory goes back before the second copy is written.
  client.stop()
  return async () => {
    await client.call('undo', { ...workOn(services), taken })
    client.stop()
  }
}

/** Files on their way at a time. */
const MEDIA_AT_ONCE = 20

/** What was read without a store: its media first, which nobody sees until a note names them. */
async function takeHere(
  services: Services,
  file: HeldHere,
  choice: ForeignChoice,
  { onProgress }: TakeOptions,
): Promise<() => Promise<void>> {
  const { store } = services
  const { foreign } = await foreignOf(file, choice)
  const media: readonly MediaHash[] = file.kind === 'notes' ? file.media : []
  const stamp = stamping(services)
  const done: { taken: Taken | null } = { taken: null }
  const imports = await store.imports()
  await imports.run(foreign.decks[0]?.title ?? '', media, async () => {
    for (let i = 0; file.kind === 'notes' && i < media.length; i += MEDIA_AT_ONCE) {
      onProgress({ phase: 'media', share: i / media.length })
      await store.putMedia(await file.mediaOf(media.slice(i, i + MEDIA_AT_ONCE)))
    }
    await store.replaceAll(
      (here) => {
        const plan = planForeign(here, foreign, stamp)
        // Where another tab wrote meanwhile it was planned again: the last one counts.
        done.taken = takenOf(here.decks, plan)
        return { decks: plan.decks, events: [...here.events, ...plan.events] }
      },
      rebuild,
      { endsImport: true },
    )
  })
  return async () => {
    const { taken } = done
    if (taken) await store.replaceAll((here) => unplanForeign(here, taken, stamp), rebuild)
  }
}

async function foreignOf(
  file: HeldHere,
  choice: ForeignChoice,
): Promise<{ readonly foreign: Foreign; readonly leftOut: readonly LeftOut[] }> {
  if (file.kind === 'notes') {
    const { decks, events, leftOut } = file.import
    return { foreign: { decks, events, settings: null, updates: choice.updates }, leftOut }
  }
  const { convertTable } = await import('../formats/anki/text.ts')
  const { decks, leftOut } = convertTable(file.table, choice.roles)
  return { foreign: { decks, events: [], settings: null, updates: choice.updates }, leftOut }
}

function stamping({ clock, moment }: Services): () => Moment & { readonly id: EventId } {
  return () => {
    const now = moment()
    return { ...now, id: clock.next(now.at) }
  }
}
