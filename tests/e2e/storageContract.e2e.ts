import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { serve } from '../../src/cli/server.ts'
import { expect, test } from './fixtures.ts'

const storageTests = fileURLToPath(new URL('../storage/', import.meta.url))

/** A page that has the whole contract in it, and waits to be told which case to run. */
async function buildPage(folder: string): Promise<void> {
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><title>Contract</title><link rel="icon" href="data:,"><script type="module" src="run.ts"></script>',
  )
  writeFileSync(
    join(folder, 'run.ts'),
    `import { contract, runCase } from ${JSON.stringify(join(storageTests, 'contract.ts'))}
     window.contractCases = contract.map((each) => each.name)
     window.runContractCase = (index) => runCase(contract[index]).then(() => null, (thrown) => thrown?.stack ?? String(thrown))`,
  )
  await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: { outDir: join(folder, 'out'), minify: false, target: 'es2022', modulePreload: false },
  })
}

type ContractPage = {
  readonly contractCases: readonly string[]
  readonly runContractCase: (index: number) => Promise<string | null>
}

test('the storage contract holds in this browser as it does in Node', async ({ page }) => {
  test.setTimeout(120_000)
  const folder = mkdtempSync(join(tmpdir(), 'recite-contract-'))
  await buildPage(folder)
  const server = await serve({ folder: join(folder, 'out'), base: '/', port: 0 })
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
    rmSync(folder, { recursive: true, force: true })
  }
})
