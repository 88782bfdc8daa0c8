import { fileURLToPath } from 'node:url'
import {
  clearWhileRunning,
  killDuring,
  killDuringMigration,
  moveClock,
  newSchemaBeside,
  raceTabs,
} from '../faults/trials.ts'
import { type ServedPage, serveScript } from './contractPage.ts'
import { expect, test } from './fixtures.ts'

/** A small share of `npm run faults`: every kind of fault, a few times. */
const script = fileURLToPath(new URL('../faults/page.ts', import.meta.url))

test.describe('nothing that was acknowledged is lost', () => {
  let page: ServedPage

  test.beforeAll(async () => {
    page = await serveScript('Faults', `import ${JSON.stringify(script)}`)
  })

  test.afterAll(() => page.close())

  test('when the browser is killed during study, imports, backups and a migration', async () => {
    test.setTimeout(120_000)
    for (const busy of ['study', 'importDecks', 'backUp'] as const)
      expect(await killDuring(busy, busy, page.url, 1)).toMatchObject({ trials: 1, lost: 0 })
    expect(await killDuringMigration(page.url, 1)).toMatchObject({ trials: 1, acknowledged: 50, lost: 0 })
  })

  test('when the database is cleared, tabs race, a newer version comes and the clock jumps', async () => {
    test.setTimeout(120_000)
    expect(await clearWhileRunning(page.url, 1)).toMatchObject({ acknowledged: 10, lost: 0 })
    expect(await raceTabs(page.url, 2, 10)).toMatchObject({ acknowledged: 20, lost: 0 })
    expect(await newSchemaBeside(page.url, 1)).toMatchObject({ lost: 0 })
    expect(await moveClock(page.url, 20)).toMatchObject({ acknowledged: 20, lost: 0 })
  })
})
