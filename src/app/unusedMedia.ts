import { firstIdAt } from '../domain/clock.ts'
import { mediaIn } from '../domain/media.ts'
import { LONGEST_DAY_MS, toInstant } from '../domain/time.ts'
import { openDrafts } from '../storage/drafts.ts'
import { openSittings } from '../storage/sittings.ts'
import type { MediaCheck, UnusedMedia } from '../storage/store.ts'
import { mediaOfCopies } from './copyMedia.ts'
import type { Services } from './services.ts'

export type { UnusedMedia }

/** Pictures and sounds that nothing shows any more. Looking is what makes those of today removable on a later day. */
export const findUnusedMedia = async (services: Services): Promise<UnusedMedia> =>
  (await services.store.unusedMedia()).find(await checkNow(services))

/** Takes the removable ones away, for good; resolves with how many those were. */
export const removeUnusedMedia = async (services: Services): Promise<UnusedMedia['removable']> =>
  (await services.store.unusedMedia()).remove(await checkNow(services))

async function checkNow({ moment }: Services): Promise<MediaCheck> {
  const { at, day } = moment()
  const drafts = openDrafts()
  const beside = await Promise.all([drafts.all(), drafts.forms(), openSittings().all()])
  const besides = [...mediaIn(beside), ...(await mediaOfCopies())]
  return { day, undoableFrom: firstIdAt(toInstant(at - LONGEST_DAY_MS)), besides }
}
