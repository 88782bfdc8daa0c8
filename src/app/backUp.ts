import type { Services } from './services.ts'

/** Saves everything in one file. What writes it is fetched when it is wanted, and kept offline with the rest. */
export async function backUp(services: Services): Promise<{ readonly name: string; readonly size: number }> {
  const { saveBackup } = await import('./transfer.ts')
  return saveBackup(services)
}
