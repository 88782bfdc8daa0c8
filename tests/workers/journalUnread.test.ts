import { expect, test, vi } from 'vitest'
import { makeJournal } from '../../src/workers/journalClient.ts'

vi.mock('../../src/storage/journalLines.ts', () => {
  throw new TypeError('Failed to fetch dynamically imported module')
})

/** In a browser with these files. */
function journalOver(files: Readonly<Record<string, string>>) {
  const directory = {
    getFileHandle: async (name: string) => ({ getFile: async () => new Blob([files[name] ?? '']) }),
  } as unknown as FileSystemDirectoryHandle
  return makeJournal({
    startWorker: () => {
      throw new Error('nobody writes here')
    },
    channel: { postMessage: () => {}, addEventListener: () => {}, close: () => {} },
    locks: { request: () => new Promise(() => {}) },
    storage: { getDirectory: async () => directory },
  })
}

test('a copy whose reader cannot be fetched is not taken for none, which would be written over', async () => {
  await expect(journalOver({ 'journal-b.jsonl': 'a line' }).read()).rejects.toThrow()
  expect(await journalOver({}).read()).toBeNull()
})
