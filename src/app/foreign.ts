import type { EventId, Moment } from '../domain/event.ts'
import { type Foreign, type ForeignPlan, type HeldDeck, planForeign, unplanForeign } from '../domain/foreignImport.ts'
import type { Media, MediaHash } from '../domain/media.ts'
import { err, ok, type Result } from '../domain/result.ts'
import type { AnkiImport } from '../formats/anki/convert.ts'
import type { LeftOut } from '../formats/anki/leftOut.ts'
import type { AnkiProblem } from '../formats/anki/problem.ts'
import type { ColumnRole, TextTable } from '../formats/anki/text.ts'
import type { AnkiApi, AnkiProgress } from '../workers/ankiApi.ts'
import { type Client, makeClient, type WorkerLike } from '../workers/rpc.ts'
import { rebuild } from './rebuild.ts'
import type { Services } from './services.ts'

export type { AnkiProblem, AnkiProgress, ColumnRole, ForeignPlan, LeftOut }

/** A file of another program, read and not yet taken. */
export type ForeignFile =
  | { readonly kind: 'package'; readonly import: AnkiImport; readonly media: readonly MediaHash[] }
  | { readonly kind: 'table'; readonly table: TextTable }

/** What the learner chose: whether its options are put in force, and what a table's columns are. */
export type ForeignChoice = { readonly withSettings: boolean; readonly roles: readonly ColumnRole[] }

/** Read, with what it would bring under a choice. */
export type ForeignPreview = {
  readonly plan: ForeignPlan
  readonly titles: readonly string[]
  readonly leftOut: readonly LeftOut[]
}

/** Larger packages are not opened: what a phone's memory and storage bear. In bytes. */
export const MAX_PACKAGE_BYTES = 500_000_000
const MAX_TEXT_BYTES = 50_000_000
/** Media on their way at a time, in files. */
const MEDIA_AT_ONCE = 20

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

/** Reads a package or a table. Changes nothing. */
export async function readForeign(
  services: Services,
  client: AnkiClient,
  file: File,
  options: ReadOptions,
): Promise<Result<ForeignFile, AnkiProblem>> {
  const isText = /\.(txt|csv|tsv)$/i.test(file.name)
  const most = isText ? MAX_TEXT_BYTES : MAX_PACKAGE_BYTES
  if (file.size > most) return err({ kind: 'too-large', detail: `${file.size} bytes, of ${most} at most` })
  if (isText) return readTable(file)
  const read = await client.call('read', { file, now: services.now() }, options)
  return read.kind === 'refused' ? err(read.problem) : ok({ kind: 'package', import: read.import, media: read.media })
}

async function readTable(file: File): Promise<Result<ForeignFile, AnkiProblem>> {
  const text = await file.text()
  if (text.includes('\u0000')) return err({ kind: 'not-a-package', detail: 'this is not a text file' })
  const { readTextTable } = await import('../formats/anki/text.ts')
  const table = readTextTable(text, file.name)
  return table.rows.length === 0
    ? err({ kind: 'shape', detail: 'there is no row in it' })
    : ok({ kind: 'table', table })
}

/** What taking it would do. Changes nothing. */
export async function previewForeign(
  services: Services,
  file: ForeignFile,
  choice: ForeignChoice,
): Promise<ForeignPreview> {
  const { foreign, leftOut } = await foreignOf(file, choice)
  const plan = planForeign(await services.store.exportAll(), foreign, stamping(services))
  return { plan, leftOut, titles: foreign.decks.map((deck) => deck.title) }
}

/**
 * Takes it whole or not at all: media first, which nobody sees until a note names them, then decks and log in one
 * transaction. Resolves with the way back.
 */
export async function takeForeign(
  services: Services,
  client: AnkiClient,
  file: ForeignFile,
  choice: ForeignChoice,
  onProgress: (share: number) => void,
): Promise<() => Promise<void>> {
  const { store } = services
  const { foreign } = await foreignOf(file, choice)
  if (file.kind === 'package') await putMedia(services, client, file.media, onProgress)
  const stamp = stamping(services)
  const done: { before: readonly HeldDeck[]; plan: ForeignPlan }[] = []
  await store.replaceAll((here) => {
    const plan = planForeign(here, foreign, stamp)
    done.push({ before: here.decks, plan })
    return { decks: plan.decks, events: [...here.events, ...plan.events] }
  }, rebuild)
  return async () => {
    // Where another tab wrote meanwhile it was planned again: the last one counts.
    const last = done.at(-1)
    if (last) await store.replaceAll((here) => unplanForeign(here, last.before, last.plan, stamp), rebuild)
  }
}

async function putMedia(
  { store }: Services,
  client: AnkiClient,
  hashes: readonly MediaHash[],
  onProgress: (share: number) => void,
): Promise<void> {
  for (let i = 0; i < hashes.length; i += MEDIA_AT_ONCE) {
    onProgress(i / hashes.length)
    const media: readonly Media[] = await client.call('media', hashes.slice(i, i + MEDIA_AT_ONCE))
    await store.putMedia(media)
  }
}

async function foreignOf(
  file: ForeignFile,
  choice: ForeignChoice,
): Promise<{ readonly foreign: Foreign; readonly leftOut: readonly LeftOut[] }> {
  if (file.kind === 'package') {
    const { decks, events, settings, leftOut } = file.import
    return { foreign: { decks, events, settings: choice.withSettings ? settings : null }, leftOut }
  }
  const { convertTable } = await import('../formats/anki/text.ts')
  const { decks, leftOut } = convertTable(file.table, choice.roles)
  return { foreign: { decks, events: [], settings: null }, leftOut }
}

function stamping({ clock, moment }: Services): () => Moment & { readonly id: EventId } {
  return () => {
    const now = moment()
    return { ...now, id: clock.next(now.at) }
  }
}
