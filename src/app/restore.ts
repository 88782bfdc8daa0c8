import type { ArticleDraft } from '../domain/articleDraft.ts'
import { isBelievedEvent } from '../domain/believed.ts'
import { type DraftStep, draftBeside, joinDrafts } from '../domain/draftJoin.ts'
import { type EventId, isReview, type StoredEvent } from '../domain/event.ts'
import type { Media, MediaHash } from '../domain/media.ts'
import type { Instant } from '../domain/time.ts'
import { effectiveEvents } from '../domain/undo.ts'
import type { ReadBackup } from '../formats/backupReader.ts'
import { openDrafts } from '../storage/drafts.ts'
import type { Collection, Lost } from '../storage/store.ts'
import { afterJoining, afterReplacing, sourceOf } from './backupSource.ts'
import { readMediaAlone } from './backups.ts'
import { holdsDecks, type Lacking, lacking } from './lacking.ts'
import { lastBackup, rememberBackup } from './lastBackup.ts'
import { mediaHash } from './media.ts'
import { mergeChanges } from './mergeChanges.ts'
import type { MergeChanges } from './mergeCounts.ts'
import { oneHome } from './oneHome.ts'
import { rebuild } from './rebuild.ts'
import type { Services } from './services.ts'
import { refusing, settle } from './settle.ts'
import { union, type WayBack, wayBack } from './wayBack.ts'

/** A backup to take. `apart`: its media stay in the file, to be read when they are wanted; these are all of them. */
export type TakenBackup = ReadBackup & {
  readonly apart?: { readonly file: Blob; readonly media: readonly MediaHash[] }
  /** What its file is called, where that is kept outside this browser. */
  readonly from?: string
}

/** What taking a backup would do, either way. */
export type BackupPreview = TakenBackup & {
  readonly kind: 'backup'
  /** Reviews in it, and how many of them are not here yet. */
  readonly reviews: number
  readonly newReviews: number
  /** Whether anything in it is not here yet. */
  readonly isNew: boolean
  /** What joining it with what is here comes to. */
  readonly merging: MergeChanges
  /** What is here and not in it: gone if it took the place of everything. */
  readonly onlyHere: Lacking
  /** What is here and cannot be read: it is in no copy, and gone where it is not in the backup either. */
  readonly unreadable: readonly Lost[]
}

export async function previewBackup(services: Services, taken: TakenBackup): Promise<BackupPreview> {
  const here = await services.store.exportAll()
  const read = settle(here, believed(taken, services.now()))
  const { backup } = read
  const known = idsOf(here.events)
  const after = union(here, read)
  const joined = after.decks
  const standing = new Set(here.events)
  const mediaHere = new Set(await services.store.mediaHashes())
  const mediaInFile = [...(backup.media ?? []).map(({ hash }) => hash), ...(read.apart?.media ?? [])]
  const drafts = new Map((await openDrafts().all()).map((draft) => [draft.id, draft]))
  // What was undone is in the log, but no review to its owner.
  const reviews = effectiveEvents(backup.events).filter(isReview)
  return {
    ...read,
    kind: 'backup',
    reviews: reviews.length,
    newReviews: reviews.filter((review) => !known.has(review.id)).length,
    isNew:
      mediaInFile.some((hash) => !mediaHere.has(hash)) ||
      (backup.drafts ?? []).some((draft) => bringsWords(drafts, draft)) ||
      after.events.some((event) => !standing.has(event)) ||
      joined.length > here.decks.length ||
      joined.some((deck) => !here.decks.includes(deck)),
    merging: await mergeChanges(here, after),
    onlyHere: lacking(here, backup),
    unreadable: [...(here.lost ?? []), ...(await unreadableDrafts())],
  }
}

async function unreadableDrafts(): Promise<readonly Lost[]> {
  const count = await openDrafts().unreadable()
  return count > 0 ? [{ kind: 'draft', deck: null, count }] : []
}

/** Without the events of a time that is not believed: they would have the last word for ever. They count as damage. */
function believed(taken: TakenBackup, now: Instant): TakenBackup {
  const { backup } = taken
  const [events, refused] = [[] as StoredEvent[], [] as StoredEvent[]]
  for (const event of backup.events) (isBelievedEvent(event, now) ? events : refused).push(event)
  if (refused.length === 0) return taken
  return refusing({ ...taken, backup: { ...backup, events } }, refused, 'its clock was more than 200 years ahead')
}

export type MergeOptions = { readonly keep?: () => Promise<unknown>; readonly batchBytes?: number }

/**
 * Joins a backup with what is here: a union of the logs, of the notes of each deck and of the cards of each draft. The
 * same backup twice changes nothing more. What is here stays in the log, but what the backup says of it may change how it
 * stands: so a point to go back to is kept first by `keep` (should it reject, nothing changes). Drafts come before the rest,
 * and go again should that not be taken. Resolves with the way back, by which what was done since is not lost.
 */
export async function mergeBackup(
  services: Services,
  taken: TakenBackup,
  { keep = async () => {}, batchBytes = BATCH_BYTES }: MergeOptions = {},
): Promise<WayBack> {
  const read = believed(taken, services.now())
  const { backup, apart } = read
  await keep()
  const steps: { readonly from: Collection; readonly to: Collection; readonly isWhole: boolean }[] = []
  let strangers: readonly EventId[] = []
  const drafts = await withDrafts(backup.drafts, () =>
    withMedia(services, apart, batchBytes, () =>
      put(
        services,
        (here) => {
          const settled = settle(here, read)
          strangers = notHere(here, read, settled)
          const to = union(here, settled)
          steps[0] = { from: here, to, isWhole: settled.damage === null }
          return { ...to, media: backup.media ?? [] }
        },
        () => strangers,
      ),
    ),
  )
  const [step] = steps
  const known = lastBackup()
  // Where the file has all that is here now, it is a backup of it: on a new device it always has.
  const isAll =
    step?.isWhole && step.to.events.length === idsOf(backup.events).size && holdsDecks(backup, step.to.decks)
  const source = (isAll ? sourceOf(read) : null) ?? (step ? afterJoining(known, step.from, step.to) : known)
  if (source !== known) rememberBackup(source)
  const takeOut = step ? wayBack(services, { ...step, taken: read, drafts }) : async () => []
  return async () => {
    const stayed = await takeOut()
    if (source !== known && lastBackup() === source) rememberBackup(known)
    return stayed
  }
}

/**
 * Puts a backup in the place of everything, once what is here has been kept (`keep` rejects where it cannot be, and then
 * nothing changes). Resolves with the way back, by which what was done since is not lost either.
 */
export async function replaceWithBackup(
  services: Services,
  taken: TakenBackup,
  keep: () => Promise<unknown>,
  batchBytes = BATCH_BYTES,
): Promise<WayBack> {
  const read = believed(taken, services.now())
  const { backup, damage, apart } = read
  if (damage !== null) throw new Error('a damaged backup takes the place of nothing')
  await keep()
  const steps: { readonly from: Collection; readonly to: Collection }[] = []
  let strangers: readonly EventId[] = []
  const drafts = await withDrafts(backup.drafts, () =>
    withMedia(services, apart, batchBytes, () =>
      put(
        services,
        (here) => {
          const settled = settle(here, read)
          const to = { decks: oneHome(backup.decks), events: settled.backup.events }
          strangers = notHere(here, read, settled)
          steps[0] = { from: here, to }
          return { ...to, media: backup.media ?? [] }
        },
        () => strangers,
      ),
    ),
  )
  const known = lastBackup()
  const source = sourceOf(read) ?? afterReplacing(known, backup.events)
  rememberBackup(source)
  const [step] = steps
  const takeOut = step ? wayBack(services, { ...step, taken: read, drafts }) : async () => []
  return async () => {
    const stayed = await takeOut()
    if (lastBackup() === source) rememberBackup(known)
    return stayed
  }
}

/** Joins a backup's drafts and then does the work that takes the rest; should that fail, they go again. */
async function withDrafts(
  drafts: readonly ArticleDraft[] = [],
  work: () => Promise<void>,
): Promise<readonly DraftStep[]> {
  const steps = await openDrafts().join(drafts)
  try {
    await work()
  } catch (thrown) {
    if (steps.length > 0) await openDrafts().unjoin(steps)
    throw thrown
  }
  return steps
}

/** In bytes: what is written at once, and so what of all media is in memory at a time. */
const BATCH_BYTES = 8_000_000

/**
 * Stores the media that stay in the file, batch by batch, and then does the work that makes them part of the collection:
 * until then nothing names them, and should any of it fail they go again.
 */
async function withMedia(
  { store }: Services,
  apart: TakenBackup['apart'],
  batchBytes: number,
  work: () => Promise<void>,
): Promise<void> {
  const imports = await store.imports()
  await imports.run(null, apart?.media ?? [], async () => {
    if (apart) await bringMedia(apart, new Set(await store.mediaHashes()), batchBytes, store.putMedia)
    await work()
  })
}

/** Rejects where the file is not any more what it was when it was looked at. */
async function bringMedia(
  { file, media }: NonNullable<TakenBackup['apart']>,
  known: ReadonlySet<MediaHash>,
  batchBytes: number,
  put: (batch: readonly Media[]) => Promise<void>,
): Promise<void> {
  const missing = new Map<string, MediaHash>(media.filter((hash) => !known.has(hash)).map((hash) => [hash, hash]))
  if (missing.size === 0) return
  let batch: Media[] = []
  let bytes = 0
  const send = async () => {
    const full = batch
    batch = []
    bytes = 0
    if (full.length > 0) await put(full)
  }
  await readMediaAlone(
    file,
    (hash) => missing.has(hash),
    async (medium) => {
      // Not the file's own text of it, which would keep its whole line in memory.
      const hash = missing.get(medium.hash)
      if (hash === undefined || (await mediaHash(medium.bytes)) !== hash) return
      missing.delete(hash)
      batch.push({ ...medium, hash })
      bytes += medium.bytes.byteLength
      if (bytes >= batchBytes) await send()
    },
  )
  await send()
  if (missing.size > 0) throw new Error('the backup was changed since it was looked at')
}

const put = (
  { store }: Services,
  replace: (here: Collection) => Collection,
  strangers: () => readonly EventId[],
): Promise<void> => store.replaceAll(replace, rebuild, { endsImport: true, strangers })

/** The events of a backup that are not here as it has them. */
function notHere(here: Collection, { backup }: TakenBackup, settled: TakenBackup): readonly EventId[] {
  const [known, taken] = [idsOf(here.events), idsOf(settled.backup.events)]
  return backup.events.map(({ id }) => id).filter((id) => !known.has(id) || !taken.has(id))
}

const idsOf = (events: readonly StoredEvent[]): ReadonlySet<string> => new Set(events.map((event) => event.id))

/** Whether anything of a draft is not here yet. */
function bringsWords(here: ReadonlyMap<string, ArticleDraft>, draft: ArticleDraft): boolean {
  const mine = here.get(draft.id)
  if (!mine) return true
  if (mine.source.text !== draft.source.text) return bringsWords(here, draftBeside(draft))
  return joinDrafts(mine, draft) !== mine
}
