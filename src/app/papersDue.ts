import { PAPERS } from '../storage/paperNames.ts'
import type { Services } from './services.ts'

let settling: Promise<void> | null = null

/**
 * Hands in the papers whose time ran out while nobody looked. A device that has no papers has no database of them either,
 * and loads nothing for this.
 */
export function settlePapers(services: Services): Promise<void> {
  settling ??= settle(services).finally(() => {
    settling = null
  })
  return settling
}

async function settle(services: Services): Promise<void> {
  const names = await indexedDB.databases?.()
  if (names && !names.some(({ name }) => name === PAPERS)) return
  const [{ settleSittings }, { openSittings }] = await Promise.all([
    import('./examPaper.ts'),
    import('../storage/sittings.ts'),
  ])
  await settleSittings(services, openSittings())
}
