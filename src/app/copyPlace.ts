import { chosenFolder } from '../storage/chosenFolder.ts'
import { type CopyFolder, makeCopyFolder, privateFolder } from '../storage/copyFolder.ts'
import { isOurs } from './copyMark.ts'
import { lastBackup, rememberBackup } from './lastBackup.ts'

/**
 * Where copies lie: in a folder that the learner chose, or else in the browser's own, which guards against our mistakes
 * but goes when the browser's data does.
 */
export type CopyPlace =
  | { readonly kind: 'folder'; readonly name: string; readonly folder: CopyFolder }
  /** The folder is known, but the browser wants to be asked anew whether it may write there. */
  | { readonly kind: 'locked'; readonly name: string; readonly handle: FileSystemDirectoryHandle }
  | { readonly kind: 'private'; readonly folder: CopyFolder }
  | { readonly kind: 'none' }

/** Permissions as Chromium has them on handles; TypeScript's library does not know them. */
export type Permitted = {
  queryPermission?: (mode: { mode: 'readwrite' }) => Promise<PermissionState>
  requestPermission?: (mode: { mode: 'readwrite' }) => Promise<PermissionState>
}
export const MODE = { mode: 'readwrite' } as const

export async function copyPlace(): Promise<CopyPlace> {
  const handle = await chosenFolder()
  if (handle) {
    const allowed = (await (handle as Permitted).queryPermission?.(MODE)) ?? 'granted'
    const { name } = handle
    if (allowed === 'granted') return { kind: 'folder', name, folder: makeCopyFolder(async () => handle) }
    return { kind: 'locked', name, handle }
  }
  const folder = privateFolder()
  return folder ? { kind: 'private', folder } : { kind: 'none' }
}

/**
 * Whether a copy is not any more where it was put, in the folder that the learner chose or in the browser's own: it is not
 * there, or another one is.
 */
export async function isGone(name: string, isOutside: boolean): Promise<boolean> {
  if (isOutside) return isGoneOutside(name)
  const folder = privateFolder()
  return folder !== null && (await isNotIn(folder, name))
}

/**
 * The same of the folder that the learner chose, where it can be seen: it may be kept in step with other devices, or be
 * tidied by anybody. Then the copy counts as none.
 */
export async function isGoneOutside(name: string): Promise<boolean> {
  const place = await copyPlace()
  if (place.kind !== 'folder' || !(await isNotIn(place.folder, name))) return false
  const known = lastBackup()
  if (known?.to === 'folder' && known.name === name) rememberBackup(null)
  return true
}

/** An empty file is none: it has its name before it has its content. */
async function isNotIn(folder: CopyFolder, name: string): Promise<boolean> {
  const file = await folder.read(name)
  return !file || file.size === 0 || !(await isOurs(name, file))
}
