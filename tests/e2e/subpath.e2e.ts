import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serve } from '../../src/cli/server.ts'
import { expect, test, whenOfflineReady } from './fixtures.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

test('a build for a sub-path lives there whole: scope, id, offline start', async ({ page, context }) => {
  test.setTimeout(90_000)
  const folder = mkdtempSync(join(tmpdir(), 'recite-subpath-'))
  execFileSync(join(root, 'node_modules/.bin/vite'), ['build', '--outDir', folder, '--logLevel', 'error'], {
    cwd: root,
    env: { ...process.env, BASE: '/my/study' },
  })
  const server = await serve({ folder, base: '/my/study/', port: 0 })
  await page.goto(server.url)
  await whenOfflineReady(page)
  expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).scope)).toBe(server.url)

  const session = await context.newCDPSession(page)
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([])
  expect((await session.send('Page.getAppManifest')).manifest).toMatchObject({ id: server.url, startUrl: server.url })

  await server.close()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  rmSync(folder, { recursive: true, force: true })
})
