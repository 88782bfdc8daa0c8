import { createMemo, createResource, onCleanup, type Resource } from 'solid-js'
import { isMediaHash, type MediaHash } from '../domain/media.ts'
import { isMediaType, PICTURE_TYPES } from '../domain/mediaTypes.ts'
import { err, ok, type Result } from '../domain/result.ts'
import type { Store } from '../storage/store.ts'
import { type Services, useServices } from './services.ts'

/** A medium as a page can show it, for as long as the page asks for it. */
export type ShownMedium = { readonly kind: 'picture' | 'sound'; readonly url: string }

/** In bytes: beyond it a backup, which holds all of them, soon grows past what a phone shares. */
export const MAX_MEDIUM_BYTES = 5_000_000

export type MediumProblem = 'too-big' | 'other-type' | 'not-saved'

/** Keeps a file as a medium; resolves with the name that texts give it. */
export async function addMedium(services: Services, file: File): Promise<Result<MediaHash, MediumProblem>> {
  if (file.size > MAX_MEDIUM_BYTES) return err('too-big')
  if (!isMediaType(file.type)) return err('other-type')
  const bytes = await file.arrayBuffer()
  const hash = await mediaHash(bytes)
  try {
    await services.store.putMedia([{ hash, type: file.type, bytes }])
  } catch {
    return err('not-saved')
  }
  return ok(hash)
}

/** The first half of the content's SHA-256, in hexadecimal digits. */
export async function mediaHash(bytes: ArrayBuffer): Promise<MediaHash> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const hash = Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
  if (!isMediaHash(hash)) throw new RangeError(`not a media hash: ${hash}`)
  return hash
}

/** A medium while it is shown; null where it is not on this device. */
export function createMedium(hash: () => MediaHash | null): Resource<ShownMedium | null> {
  const { store } = useServices()
  let held: MediaHash | null = null
  const release = () => {
    if (held) letGo(store, held)
    held = null
  }
  const wanted = createMemo(hash)
  const [medium] = createResource(
    () => ({ hash: wanted() }),
    async ({ hash: next }) => {
      release()
      if (next === null) return null
      held = next
      return hold(store, next)
    },
  )
  onCleanup(release)
  return medium
}

type Held = { uses: number; readonly shown: Promise<ShownMedium | null> }

/** One address for a content, however often it is on show. */
const heldByStore = new WeakMap<Store, Map<MediaHash, Held>>()

function hold(store: Store, hash: MediaHash): Promise<ShownMedium | null> {
  const all = heldByStore.get(store) ?? new Map<MediaHash, Held>()
  heldByStore.set(store, all)
  const held = all.get(hash) ?? { uses: 0, shown: show(store, hash) }
  held.uses++
  all.set(hash, held)
  return held.shown
}

function letGo(store: Store, hash: MediaHash): void {
  const all = heldByStore.get(store)
  const held = all?.get(hash)
  if (!all || !held) return
  held.uses--
  if (held.uses > 0) return
  all.delete(hash)
  void held.shown.then((shown) => shown && URL.revokeObjectURL(shown.url)).catch(() => {})
}

async function show(store: Store, hash: MediaHash): Promise<ShownMedium | null> {
  const medium = await store.media(hash)
  if (!medium || !isMediaType(medium.type)) return null
  const url = URL.createObjectURL(new Blob([medium.bytes], { type: medium.type }))
  return { kind: PICTURE_TYPES.includes(medium.type) ? 'picture' : 'sound', url }
}
