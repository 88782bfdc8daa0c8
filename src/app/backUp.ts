import type { SavedBackup } from './backups.ts'
import type { Services } from './services.ts'

/**
 * Saves everything in one file; null when the learner closed the share sheet. What writes it is fetched when it is
 * wanted, and kept offline with the rest.
 */
export async function backUp(services: Services): Promise<SavedBackup | null> {
  const { saveBackup } = await import('./backups.ts')
  return saveBackup(services)
}
