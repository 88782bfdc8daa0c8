import { createEffect, createSignal, on, type Resource } from 'solid-js'
import type { Unsaved } from '../domain/unsaved.ts'
import type { JournalStatus } from '../storage/store.ts'
import { type Copy, keepCopyNow, listCopies } from './copies.ts'
import { type CopyPlace, copyPlace, isGoneOutside } from './copyPlace.ts'
import { looksPrivate } from './install.ts'
import { lastBackup } from './lastBackup.ts'
import { createLiveQuery } from './liveQuery.ts'
import { type Services, useServices } from './services.ts'
import { readUnsaved } from './unsaved.ts'

/** What there is to know of the safety of the learner's data on this device. */
export type Safety = {
  readonly unsaved: Unsaved
  /** Bytes used by the app on this device; null where the browser does not say. */
  readonly usedBytes: number | null
  readonly secondCopy: JournalStatus['kind']
  readonly isPrivate: boolean
  readonly place: CopyPlace
  readonly copies: readonly Copy[]
}

export type SafetyState = {
  readonly now: Resource<Safety>
  /** What is under way; the buttons wait for it. */
  readonly busy: () => 'copy' | 'check' | null
  /** Makes a copy now; false where it could not be made. */
  readonly copyNow: () => Promise<boolean>
  /** Compares everything with the log, and makes anew what disagrees: how much that was. */
  readonly checkAll: () => Promise<number>
  readonly readAgain: () => void
}

export function createSafety(): SafetyState {
  const services = useServices()
  const [busy, setBusy] = createSignal<'copy' | 'check' | null>(null)
  let readAgain = () => {}
  const now = createLiveQuery(
    services.store,
    ['cards', 'decks'],
    () => readSafety(services),
    (again) => {
      readAgain = again
      return () => {}
    },
  )
  createEffect(on(lastBackup, () => readAgain(), { defer: true }))
  const during = async <T>(what: 'copy' | 'check', work: () => Promise<T>): Promise<T> => {
    setBusy(what)
    try {
      return await work()
    } finally {
      setBusy(null)
    }
  }
  return {
    now,
    busy,
    copyNow: () =>
      during('copy', async () => {
        const isMade = await keepCopyNow(services)
        if (isMade) readAgain()
        return isMade
      }),
    checkAll: () => during('check', () => services.store.mend('all')),
    readAgain: () => readAgain(),
  }
}

async function readSafety(services: Services): Promise<Safety> {
  const known = lastBackup()
  if (known?.to === 'folder') await isGoneOutside(known.name).catch(() => {})
  const [unsaved, estimate, isPrivate, place] = await Promise.all([
    readUnsaved(services),
    navigator.storage?.estimate?.().catch(() => null),
    looksPrivate(),
    copyPlace(),
  ])
  const copies = 'folder' in place ? await listCopies(place.folder).catch(() => []) : []
  return {
    unsaved,
    usedBytes: estimate?.usage ?? null,
    secondCopy: services.store.journalStatus().kind,
    isPrivate,
    place,
    copies,
  }
}
