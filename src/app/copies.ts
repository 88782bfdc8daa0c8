import { keptCopies } from '../domain/copies.ts'
import { type StudyDay, studyDayToDate, toStudyDay } from '../domain/time.ts'
import { chooseFolder } from '../storage/chosenFolder.ts'
import { type CopyFolder, privateFolder, type StoredCopy } from '../storage/copyFolder.ts'
import { type MadeBackup, makeBackup, verify } from './backups.ts'
import { isCopyDue, keepCopyState, lastCopy } from './copyDue.ts'
import { markFor, remembering } from './copyMark.ts'
import { type CopyPlace, copyPlace, MODE, type Permitted } from './copyPlace.ts'
import { rememberBackup } from './lastBackup.ts'
import type { Services } from './services.ts'

export type Copy = StoredCopy & { readonly kind: 'daily' | Point }

/** Before what a point is kept: each has a shelf of its own, so that updates of decks take no room from what was replaced. */
type Point = 'before-restore' | 'before-update'

/** Points to go back to: the newest of each shelf. */
const KEPT_POINTS = 3

/**
 * For copies inside this browser. Its media stay whatever is restored, and with many of them a copy a day would soon take
 * more room than all the rest.
 */
const BESIDE_MEDIA = { mostMediaBytes: 50_000_000 }

type Picker = { showDirectoryPicker: (options: object) => Promise<FileSystemDirectoryHandle> }

export const canChooseFolder = (): boolean => 'showDirectoryPicker' in globalThis

/** Asks for a folder, in answer to a press of a button; false when the learner closed the question. */
export async function pickFolder(): Promise<boolean> {
  try {
    const picker = globalThis as unknown as Picker
    await chooseFolder(await picker.showDirectoryPicker({ id: 'recite-copies', mode: 'readwrite' }))
    return true
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') return false
    throw thrown
  }
}

export const forgetFolder = (): Promise<void> => chooseFolder(null)

export async function unlockFolder(handle: FileSystemDirectoryHandle): Promise<boolean> {
  return (await (handle as Permitted).requestPermission?.(MODE)) === 'granted'
}

/**
 * Makes a copy if there is anything that the last one has not, and nobody is making one; resolves with whether it did.
 */
export async function keepCopyIfDue(services: Services): Promise<boolean> {
  return alone({ ifAvailable: true }, async () =>
    // Asked here also of whoever asked before: another tab may have made one meanwhile.
    (await isCopyDue(services)) ? keepCopyWherePossible(services) : false,
  )
}

/**
 * Makes a copy, due or not, once nobody else is making one: two of one day have one name, and the one read back would be
 * the other. Resolves with false where there is no place for it.
 */
export const keepCopyNow = (services: Services): Promise<boolean> => alone({}, () => keepCopyWherePossible(services))

async function keepCopyWherePossible(services: Services): Promise<boolean> {
  const place = await copyPlace()
  if (place.kind !== 'folder' && place.kind !== 'private') return false
  await keepCopy(services, place)
  return true
}

/** Makes today's copy, reads it back from where it went, and only then thins the older ones. */
async function keepCopy(services: Services, place: Extract<CopyPlace, { folder: CopyFolder }>): Promise<void> {
  const { folder } = place
  const { day } = services.moment()
  const made = await makeBackup(services, place.kind === 'private' ? BESIDE_MEDIA : {})
  const last = lastCopy()
  const known = last?.isOutside ? (last.name ?? null) : null
  const mark = place.kind === 'folder' ? await markFor(folder, services.store.deviceId(), services.random, known) : ''
  const name = dailyName(day, mark)
  // A log grows, but for one in whose place another was put: then the day's copy has what this one lacks.
  if (last?.day === day && made.seen.events < last.events) await setAside(folder, name, mark)
  if (place.kind === 'folder') await remembering(mark, name, made.file, () => put(folder, name, made))
  else await put(folder, name, made)
  if (place.kind === 'folder') rememberBackup({ ...made.contents, name, to: 'folder' })
  keepCopyState({ day, at: services.now(), ...made.seen, name, isOutside: place.kind === 'folder' })
  await thin(folder, mark)
}

/** Keeps everything as it is now, to go back to; rejects where there is no place for it. */
export async function keepPoint(services: Services, point: Point = 'before-restore'): Promise<void> {
  const folder = privateFolder()
  if (!folder) throw new Error('this browser has no place to keep a copy')
  const made = await makeBackup(services, BESIDE_MEDIA)
  await put(
    folder,
    `recite-${point}-${new Date(services.now()).toISOString().slice(0, 19).replaceAll(':', '')}.json`,
    made,
  )
  await thinShelf(folder, point)
}

export const canKeepPoint = (): boolean => privateFolder() !== null

/** The same, to go back to later than an undo on the page. Where the device has no place for it, there is still the undo. */
export async function keepPointIfAble(services: Services, point?: Point): Promise<void> {
  if (canKeepPoint()) await keepPoint(services, point).catch(() => {})
}

/** Newest first. */
export async function listCopies(folder: CopyFolder): Promise<readonly Copy[]> {
  const copies = (await folder.list()).flatMap((copy): Copy[] => {
    if (parseDaily(copy.name) !== null) return [{ ...copy, kind: 'daily' }]
    return POINTS.filter((kind) => copy.name.startsWith(`recite-${kind}-`)).map((kind) => ({ ...copy, kind }))
  })
  return copies.sort((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1))
}

/** A copy by its name, from wherever it is. */
export async function findCopy(name: string): Promise<File | null> {
  const place = await copyPlace()
  const folders = [place.kind === 'folder' ? place.folder : null, privateFolder()]
  for (const folder of folders) {
    const file = await folder?.read(name)
    if (file) return file
  }
  return null
}

/** Whether it is in the folder that the learner chose, and so outlives what this browser keeps. */
export async function liesOutside(name: string): Promise<boolean> {
  const place = await copyPlace()
  return place.kind === 'folder' && (await place.folder.read(name)) !== null
}

/** The copy of a day, put on the shelf of what was replaced. */
async function setAside(folder: CopyFolder, name: string, mark: string): Promise<void> {
  const file = await folder.read(name)
  if (!file) return
  await folder.write(name.replace('recite-copy-', 'recite-before-restore-day-'), file)
  await thinShelf(folder, 'before-restore', mark)
}

/** Of those under this device's mark, where the folder is not the browser's own. */
async function thinShelf(folder: CopyFolder, point: Point, mark = ''): Promise<void> {
  const points = (await listCopies(folder)).filter(({ kind, name }) => kind === point && name.endsWith(ending(mark)))
  for (const { name } of points.slice(KEPT_POINTS)) await folder.remove(name)
}

async function put(folder: CopyFolder, name: string, made: MadeBackup): Promise<void> {
  await folder.write(name, made.file)
  const written = await folder.read(name)
  if (!written) throw new Error('the copy is not where it was written')
  await verify(written, made.seal)
}

/** Those of other devices are theirs to thin, and of one without a mark in a chosen folder nobody knows whose it is. */
async function thin(folder: CopyFolder, mark: string): Promise<void> {
  const own = (await folder.list()).flatMap(({ name }) => parseDaily(name) ?? []).filter((copy) => copy.mark === mark)
  const kept = keptCopies(own.map(({ day }) => day))
  for (const { day } of own) if (!kept.has(day)) await folder.remove(dailyName(day, mark))
}

const POINTS: readonly Point[] = ['before-restore', 'before-update']
const DAILY = /^recite-copy-(\d{4}-\d{2}-\d{2})(?:-([0-9a-z]{7}))?\.json$/
const DAY_MS = 86_400_000

const ending = (mark: string): string => `${mark && `-${mark}`}.json`

const dailyName = (day: StudyDay, mark: string): string =>
  `recite-copy-${studyDayToDate(day).toISOString().slice(0, 10)}${ending(mark)}`

function parseDaily(name: string): { readonly day: StudyDay; readonly mark: string } | null {
  const [, date, mark = ''] = DAILY.exec(name) ?? []
  const at = Date.parse(`${date}T00:00Z`)
  return Number.isNaN(at) ? null : { day: toStudyDay(at / DAY_MS), mark }
}

/** One tab, and one copy, at a time. */
async function alone(options: LockOptions, work: () => Promise<boolean>): Promise<boolean> {
  if (!navigator.locks) return work()
  return navigator.locks.request('recite.copies', options, (lock) => (lock ? work() : false))
}
