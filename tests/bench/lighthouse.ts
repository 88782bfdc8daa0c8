/**
 * `npm run lighthouse -- [--runs N] [--plain]`: Today, Study and Read of the built app under Lighthouse's simulated phone,
 * each time as a first visit: no cache, no service worker, nothing stored. Over TLS and HTTP/2, as hosts on the web serve
 * it; with `--plain`, or where no openssl makes a certificate, over HTTP/1.1, as the first README command does. Prints the
 * median of each category and fails where one is under 100.
 */
import { parseArgs } from 'node:util'
import lighthouse from 'lighthouse'
import { firstArticle, openApp } from '../e2e/openApp.ts'
import { localCertificate, secureHost } from './secureHost.ts'
import { median } from './table.ts'

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const
const PACE = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift']
const DEBUGGING_PORT = 9333
/** Lighthouse's own list leaves what the app has stored, decks and all. */
const EVERYTHING = [
  'file_systems',
  'shader_cache',
  'service_workers',
  'cache_storage',
  'indexeddb',
  'local_storage',
] as const

type Outcome = {
  readonly scores: readonly number[]
  /** In the order of `PACE`: milliseconds, and for the last a share of the screen. */
  readonly pace: readonly number[]
  readonly complaints: readonly string[]
}

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, plain: { type: 'boolean', default: false } },
})
const certificate = values.plain ? null : localCertificate()
const flags = certificate ? [`--ignore-certificate-errors-spki-list=${certificate.fingerprint}`] : []
const app = await openApp({ debuggingPort: DEBUGGING_PORT, flags })
const secure = certificate && (await secureHost(app.url, certificate))
const url = secure?.url ?? app.url
const page = await app.browser.newPage()
const pages = { Today: url, Study: `${url}#/study`, Read: await firstArticle(page, url) }
await page.close()

let isPerfect = true
console.log(secure ? 'Over TLS and HTTP/2:' : 'Over HTTP/1.1, without TLS:')
console.log(['page', ...CATEGORIES, ...PACE].join(' | '))
for (const [name, address] of Object.entries(pages)) {
  const outcomes: Outcome[] = []
  for (let run = 0; run < Number(values.runs); run++) outcomes.push(await measure(address))
  const medians = CATEGORIES.map((_, index) => median(outcomes.map(({ scores }) => scores[index] ?? 0)))
  const pace = PACE.map((_, index) =>
    median(outcomes.map(({ pace }) => pace[index] ?? Number.NaN).filter(Number.isFinite)),
  )
  console.log([name, ...medians, ...pace.map((figure) => figure.toFixed(figure < 1 ? 3 : 0))].join(' | '))
  if (medians.every((score) => score === 100)) continue
  isPerfect = false
  for (const complaint of new Set(outcomes.flatMap(({ complaints }) => complaints))) console.log(`  ${complaint}`)
}
await secure?.close()
await app.close()
process.exitCode = isPerfect ? 0 : 1

/** Scores from 0 to 100 in the order of the categories, and every weighted audit that was not passed in full. */
async function measure(address: string): Promise<Outcome> {
  const outcome = await lighthouse(address, {
    port: DEBUGGING_PORT,
    output: 'json',
    logLevel: 'error',
    onlyCategories: [...CATEGORIES],
    clearStorageTypes: [...EVERYTHING],
  })
  if (!outcome) throw new Error(`Lighthouse returned nothing for ${address}`)
  const { categories, audits } = outcome.lhr
  return {
    scores: CATEGORIES.map((name) => Math.round((categories[name]?.score ?? 0) * 100)),
    pace: PACE.map((name) => audits[name]?.numericValue ?? Number.NaN),
    complaints: CATEGORIES.flatMap((name) =>
      (categories[name]?.auditRefs ?? []).flatMap(({ id, weight }) => {
        const audit = audits[id]
        if (audit?.errorMessage) return [`${name}: ${audit.title} was not measured: ${audit.errorMessage}`]
        const isOpen = weight > 0 && audit?.score !== null && audit?.score !== undefined && audit.score < 1
        return isOpen ? [`${name}: ${audit.title} ${audit.displayValue ?? ''}`.trim()] : []
      }),
    ),
  }
}
