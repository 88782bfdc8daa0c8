import type { Case } from './contract/case.ts'
import { manyCases } from './contract/many.ts'
import { mediaCases } from './contract/media.ts'
import { mendingCases } from './contract/mending.ts'
import { notesCases } from './contract/notes.ts'
import { recordsCases } from './contract/records.ts'
import { recoveryCases } from './contract/recovery.ts'
import { tabsCases } from './contract/tabs.ts'
import { thrownBackCases } from './contract/thrownBack.ts'
import { makeWorld } from './world.ts'

/**
 * What a store must do, whatever database is under it: run on fake-indexeddb in Node and on the real thing in browsers.
 * Each gets a world of its own; a case that is not so throws.
 */
export const contract: readonly Case[] = [
  ...recordsCases,
  ...tabsCases,
  ...recoveryCases,
  ...thrownBackCases,
  ...notesCases,
  ...mediaCases,
  ...mendingCases,
  ...manyCases,
]

export async function runCase(test: Case, prefix = 'contract'): Promise<void> {
  const world = makeWorld(prefix)
  try {
    await test.run(world)
  } finally {
    await world.closeAll()
  }
}
