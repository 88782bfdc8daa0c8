import { type ContractPage, serveContract } from './contractPage.ts'
import { expect, test } from './fixtures.ts'

test('the storage contract holds in this browser as it does in Node', async ({ page }) => {
  test.setTimeout(120_000)
  const server = await serveContract()
  try {
    await page.goto(server.url)
    await page.waitForFunction(() => 'runContractCase' in window)
    const names = await page.evaluate(() => (window as unknown as ContractPage).contractCases)
    expect(names.length).toBeGreaterThan(30)
    const failures: string[] = []
    for (const [index, name] of names.entries()) {
      const failure = await page.evaluate((at) => (window as unknown as ContractPage).runContractCase(at), index)
      if (failure !== null) failures.push(`${name}: ${failure}`)
    }
    expect(failures).toEqual([])
  } finally {
    await server.close()
  }
})
