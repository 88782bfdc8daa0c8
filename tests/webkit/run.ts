/**
 * `npm run webkit`: the storage contract, case by case, and a walk through the built app in WebKitGTK. Says that it
 * skipped, and what is missing, on a machine without it. Exit code 1 where something did not hold.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serve } from '../../src/cli/server.ts'
import { serveContract } from '../e2e/contractPage.ts'
import { missingForWebKit, startWebKit, type WebKit } from './driver.ts'

const missing = missingForWebKit()
if (missing !== null) {
  console.log(missing)
  process.exit(0)
}
const dist = fileURLToPath(new URL('../../dist/', import.meta.url))
if (!existsSync(join(dist, 'index.html'))) throw new Error('There is no build in dist/: run npm run build first.')

/** For scripts that run in the page. */
const HELPERS = `
  const found = async (look) => {
    for (let i = 0; i < 200; i++) {
      const it = look()
      if (it) return it
      await new Promise((next) => setTimeout(next, 50))
    }
    throw new Error('not found: ' + look + ' in: ' + document.body.innerText.slice(0, 300))
  }
  const button = (name) => found(() => [...document.querySelectorAll('button')].find((one) => one.textContent.trim().startsWith(name)));
`

const browser = await startWebKit()
let failed = 0
try {
  failed += await runContract(browser)
  failed += await walk(browser)
} finally {
  await browser.close()
}
console.log(failed === 0 ? 'All of it held in WebKit' : `${failed} did not hold in WebKit`)
process.exit(failed === 0 ? 0 : 1)

async function runContract(webkit: WebKit): Promise<number> {
  const server = await serveContract()
  await webkit.goto(server.url)
  const names = await webkit.run<string[]>(
    `while (!window.runContractCase) await new Promise((next) => setTimeout(next, 50)); return window.contractCases`,
  )
  let failures = 0
  for (const [index, name] of names.entries()) {
    const failure = await webkit.run<string | null>('return window.runContractCase(args[0])', index)
    if (failure !== null) failures++
    console.log(failure === null ? `✓ ${name}` : `✘ ${name}\n  ${failure}`)
  }
  await server.close()
  return failures
}

/** Studies three cards of a first visit, comes back, and looks for the answers. */
async function walk(webkit: WebKit): Promise<number> {
  const server = await serve({ folder: dist, base: '/', port: 0 })
  await webkit.goto(server.url)
  const kept = await webkit
    .run<string[]>(
      `${HELPERS}
      (await found(() => [...document.querySelectorAll('a')].find((link) => /^(Start with|Study now)/.test(link.textContent.trim())))).click()
      for (const rating of ['Good', 'Again', 'Easy']) {
        await found(() => document.querySelector('.focus .index .q'))
        await new Promise((next) => setTimeout(next, 400))
        ;(await button('Show answer')).click()
        ;(await button(rating)).click()
        await found(() => document.querySelector('.snack')?.textContent.includes(rating + '. Back'))
      }
      return []`,
    )
    .then(() => webkit.goto(server.url))
    .then(() =>
      webkit.run<string[]>(
        `${HELPERS}
        await found(() => /cards? today/.test(document.querySelector('h1')?.textContent ?? ''))
        const db = await new Promise((done) => { const open = indexedDB.open('recite'); open.onsuccess = () => done(open.result) })
        const all = db.transaction('events').objectStore('events').getAll()
        await new Promise((done) => { all.onsuccess = done })
        return all.result.filter((event) => event.kind === 'review').map((event) => event.rating)`,
      ),
    )
  await server.close()
  const isKept = kept.join() === 'good,again,easy'
  console.log(`${isKept ? '✓' : '✘'} three answers of a first visit are there after a reload (${kept.join(', ')})`)
  return isKept ? 0 : 1
}
