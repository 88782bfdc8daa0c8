import { type Random, randomInt } from '../domain/random.ts'
import type { CopyFolder } from '../storage/copyFolder.ts'

/**
 * The mark that names this device's copies in a chosen folder, as several devices may keep theirs in one that is held in
 * step. It begins as the device's id; but a browser's profile can be copied to another computer, id and all, and both
 * would write over each other's. So this device remembers what it wrote, and takes another mark once there is anything
 * under its own that it did not write.
 */
type Marked = { readonly mark: string; readonly wrote: readonly Written[]; readonly trying?: Written }

/** `print` tells one copy from another; null where a version that took none wrote it. */
type Written = { readonly name: string; readonly print: string | null }

const KEY = 'recite.copyMark'
const MARK_CHARS = 7
/** More than the last one, as a folder may be changed for another and back. */
const MOST_REMEMBERED = 4
/** The end of a backup has the checksum of all of it. */
const PRINT_BYTES = 200

const printOf = async (file: Blob): Promise<string> =>
  `${file.size} ${(await file.slice(-PRINT_BYTES).text()).replaceAll(/\s/g, '')}`

/**
 * The mark to write under: another one from now on where somebody else writes under that of before. `last` names the last
 * copy that is known, as earlier versions remembered no more of it.
 */
export async function markFor(
  folder: CopyFolder,
  deviceId: string,
  random: Random,
  last: string | null,
): Promise<string> {
  const first = { mark: deviceId.slice(0, MARK_CHARS), wrote: last === null ? [] : [{ name: last, print: null }] }
  const known = parse() ?? first
  if (!(await isSharedIn(folder, known))) {
    keep(await settled(folder, known))
    return known.mark
  }
  const mark = Array.from({ length: MARK_CHARS }, () => randomInt(random, 36).toString(36)).join('')
  return keep({ mark, wrote: [] }) ? mark : known.mark
}

/** Whether what was being written came to be, as nobody said so where the browser was killed. */
async function settled(folder: CopyFolder, { mark, wrote, trying }: Marked): Promise<Marked> {
  const file = trying ? await folder.read(trying.name) : null
  const isThere = file && trying?.print === (await printOf(file))
  return { mark, wrote: isThere ? [...wrote, trying].slice(-MOST_REMEMBERED) : wrote }
}

/** Writes a copy. It is remembered before and after: should the browser be killed on the way, it is still known for ours. */
export async function remembering(mark: string, name: string, file: Blob, write: () => Promise<void>): Promise<void> {
  const wrote = parse()?.wrote ?? []
  const trying = { name, print: await printOf(file) }
  keep({ mark, wrote, trying })
  await write()
  keep({ mark, wrote: [...wrote, trying].slice(-MOST_REMEMBERED) })
}

/** Whether a copy is what this device wrote under its name, as far as it remembers. */
export async function isOurs(name: string, file: Blob): Promise<boolean> {
  const prints = printsOf(allOf(parse()), name)
  return prints.length === 0 || prints.includes(await printOf(file))
}

/** A day's copy later than any that we wrote is somebody's, and so is another one than we wrote under its name. */
async function isSharedIn(folder: CopyFolder, known: Marked): Promise<boolean> {
  const ours = allOf(known)
  const latest =
    ours
      .map(({ name }) => name)
      .sort()
      .at(-1) ?? ''
  for (const { name } of await folder.list()) {
    if (!name.startsWith('recite-copy-') || !name.endsWith(`-${known.mark}.json`)) continue
    if (name > latest) return true
    const file = printsOf(ours, name).length > 0 ? await folder.read(name) : null
    if (file && !(await isOurs(name, file))) return true
  }
  return false
}

const allOf = (known: Marked | null): readonly Written[] =>
  known ? [...known.wrote, ...(known.trying ? [known.trying] : [])] : []

const printsOf = (wrote: readonly Written[], name: string): readonly string[] =>
  wrote.flatMap((each) => (each.name === name && each.print !== null ? each.print : []))

/** False where nothing can be kept: a mark that nobody remembers would be another one every time. */
function keep(state: Marked): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(state))
    return true
  } catch {
    return false
  }
}

function parse(): Marked | null {
  try {
    const state = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Marked | null
    return state && /^[0-9a-z]{7}$/.test(state.mark) && Array.isArray(state.wrote) ? state : null
  } catch {
    return null
  }
}
