import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { serve } from '../../src/cli/server.ts'

const storageTests = fileURLToPath(new URL('../storage/', import.meta.url))

/** What the served page has on its window. */
export type ContractPage = {
  readonly contractCases: readonly string[]
  /** Null where the case held, else what it said. */
  readonly runContractCase: (index: number) => Promise<string | null>
}

export type ServedPage = { readonly url: string; readonly close: () => Promise<void> }

/** Serves a page that has the whole storage contract in it, and waits to be told which case to run. */
export const serveContract = (): Promise<ServedPage> =>
  serveScript(
    'Contract',
    `import { contract, runCase } from ${JSON.stringify(join(storageTests, 'contract.ts'))}
     window.contractCases = contract.map((each) => each.name)
     window.runContractCase = (index) => runCase(contract[index]).then(() => null, (thrown) => thrown + '\\n' + thrown?.stack)`,
  )

/** Serves a page that runs this module, which may import any file of the project by its path. */
export async function serveScript(title: string, script: string): Promise<ServedPage> {
  const folder = mkdtempSync(join(tmpdir(), 'recite-page-'))
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><title>${title}</title><link rel="icon" href="data:,"><script type="module" src="run.ts"></script>`,
  )
  writeFileSync(join(folder, 'run.ts'), script)
  await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: join(folder, 'out'), minify: false, target: 'es2022', modulePreload: false },
  })
  const server = await serve({ folder: join(folder, 'out'), base: '/', port: 0 })
  return {
    url: server.url,
    close: async () => {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
