import { FULL_TRIALS, runFullTrial } from '../faults/fullDisk.ts'
import { expect, test } from './fixtures.ts'

/** One of each way to store; `npm run faults` does them all. */
const SHARE = /replaced|Anki|paper/

for (const trial of FULL_TRIALS.filter(({ what }) => SHARE.test(what)))
  test(`a device without room loses nothing when ${trial.what}`, async ({ page }) => {
    test.setTimeout(60_000)
    await page.goto('./')
    await expect(page.getByRole('link', { name: /^Start with/ }).first()).toBeVisible()
    await runFullTrial(page, trial)
  })
