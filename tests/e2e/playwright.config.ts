import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { chromiumOptions, findTestChromium } from '../../src/cli/chromium.ts'

/** `E2E_PORT` lets two checkouts run side by side. */
const PORT = Number(process.env.E2E_PORT ?? 4273)
const root = fileURLToPath(new URL('../../', import.meta.url))

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  outputDir: '../../test-results/e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : [['list']],
  use: {
    baseURL: `http://localhost:${PORT}/`,
    viewport: { width: 390, height: 844 },
    // A phone has two or three; drawing four times the pixels in software takes a sixth of the whole run.
    deviceScaleFactor: process.env.LOOKS === 'all' ? 2 : 1,
    hasTouch: true,
    locale: 'en-GB',
    launchOptions: chromiumOptions(findTestChromium()),
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: `npx tsx src/cli/serve.ts --port ${PORT}`,
    cwd: root,
    env: { BASE: '/' },
    url: `http://localhost:${PORT}/`,
    reuseExistingServer: false,
  },
})
