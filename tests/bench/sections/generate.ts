import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Source } from '../../../src/domain/source.ts'
import { readArticle } from '../../../src/formats/article.ts'
import { readDocument } from '../../../src/generator/document.ts'
import type { Reader } from '../../../src/generator/english/parse.ts'
import { makeReader } from '../../../src/generator/english/reader.ts'
import { generate } from '../../../src/generator/generate.ts'
import { newPhone, startHost } from '../host.ts'
import type { GeneratorBench } from '../pages/generator.ts'
import { median, type Table } from '../table.ts'

const WORDS = 1_000
const RUNS = 9
const WARM_UP = 2
const BROWSER_RUNS = 4
const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Cards from an article of a thousand words, beside reading it alone; on one core in Node, and in the app's worker. */
export async function measureGenerate(): Promise<Table> {
  const article = makeArticle()
  const model = new Uint8Array(readFileSync(`${root}src/generator/english/model/en.bin`))
  const load: number[] = []
  const read: number[] = []
  const all: number[] = []
  const ways: readonly [number[], (reader: Reader) => Generator<unknown, unknown>][] = [
    [read, (reader) => readDocument(article, reader.read)],
    [all, (reader) => generate(article, { read: reader.read })],
  ]
  // Each time with a reader of its own, which remembers what it has read, and neither always first.
  for (let run = 0; run < RUNS + WARM_UP; run++)
    for (const [times, work] of run % 2 === 0 ? ways : [...ways].reverse()) {
      const start = performance.now()
      const reader = makeReader(model)
      const loaded = performance.now()
      drain(work(reader))
      if (run < WARM_UP) continue
      load.push(loaded - start)
      times.push(performance.now() - loaded)
    }
  const { first, later } = await measureInBrowser(article.text)
  const floor = median(read)
  const row = (what: string, ms: number) => [what, ms.toFixed(0), (ms / floor).toFixed(2)]
  return {
    title: 'From an article to cards',
    finding: `Asking adds ${Math.round((median(all) / floor - 1) * 100)} % to reading ${WORDS.toLocaleString('en')} words.`,
    columns: [`${WORDS.toLocaleString('en')} words, one core`, 'ms', '× reading'],
    rows: [
      row('floor: reading alone (Node)', floor),
      row('reading and asking (Node)', median(all)),
      row('loading the model (Node)', median(load)),
      row('the same in the browser’s worker, model loaded', median(later)),
      row('the first time, with the start of the worker and the model’s loading', first),
    ],
  }
}

/** The first thousand words of our own articles, cut after a paragraph. */
function makeArticle(): Source {
  const texts = readdirSync(`${root}seeds`)
    .sort()
    .map((name) => readFileSync(`${root}seeds/${name}`, 'utf8'))
  const paragraphs: string[] = []
  let words = 0
  for (const paragraph of texts.flatMap((text) => text.replace(/^---\n.*?\n---\n/s, '').split(/\n{2,}/))) {
    if (words >= WORDS) break
    paragraphs.push(paragraph)
    words += paragraph.split(/\s+/).length
  }
  const article = readArticle(`---\ntitle: Article\n---\n\n${paragraphs.join('\n\n')}\n`, { name: 'article' })
  if (!article.ok) throw new Error(`the article cannot be read: ${article.error.message}`)
  return article.value
}

async function measureInBrowser(text: string): Promise<{ readonly first: number; readonly later: readonly number[] }> {
  const host = await startHost(['generator'])
  const phone = newPhone()
  const context = await phone.start()
  const page = await context.newPage()
  await page.goto(`${host.url}bench/generator.html`)
  const [first = Number.NaN, ...later] = await page.evaluate(
    ([article, count]) => (globalThis as unknown as { bench: GeneratorBench }).bench.generate(article, count),
    [text, BROWSER_RUNS] as const,
  )
  await context.close()
  phone.remove()
  await host.close()
  return { first, later }
}

function drain(steps: Generator<unknown, unknown>): void {
  while (steps.next().done !== true);
}
