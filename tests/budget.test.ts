import { expect, test } from 'vitest'
import { measureFirstLoad } from './buildFiles.ts'

const KB = 1000

test('what runs first, code and style, stays within 40 kB gzip', () => {
  const { entry, byFile } = measureFirstLoad()
  expect(entry, listing(byFile)).toBeLessThanOrEqual(40 * KB)
  expect(entry, 'an entry was measured at all').toBeGreaterThan(1 * KB)
})

test('a first visit, with fonts and icons, stays within 180 kB gzip', () => {
  const { total, byFile } = measureFirstLoad()
  expect(total, listing(byFile)).toBeLessThanOrEqual(180 * KB)
  expect([...byFile.keys()].filter((file) => file.endsWith('.woff2'))).toHaveLength(2)
})

function listing(byFile: ReadonlyMap<string, number>): string {
  return [...byFile].map(([file, size]) => `${(size / KB).toFixed(1)} kB ${file}`).join('\n')
}
