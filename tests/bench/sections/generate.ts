import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Source } from '../../../src/domain/source.ts'
import { readArticle } from '../../../src/formats/article.ts'
import { readDocument } from '../../../src/generator/document.ts'
import type { Reader } from '../../../src/generator/english/parse.ts'
import { makeReader } from '../../../src/generator/english/reader.ts'
import { generate } from '../../../src/generator/generate.ts'
import { newPhone, startHost } from '../host.ts'
import type { GeneratorBench, GeneratorTimes } from '../pages/generator.ts'
import { median, type Table } from '../table.ts'

const WORDS = 1_000
const RUNS = 9
const WARM_UP = 2
const BROWSER_RUNS = 4
const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Cards from an article of a thousand words, beside reading it alone; on one core in Node, and in the app's worker. */
export async function measureGenerate(): Promise<Table> {
  const { article, other } = makeArticles()
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
  const { first, later } = await measureInBrowser(article.text, other)
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
      row('the first time, with the start of the worker and the model’s loading', median(first)),
    ],
  }
}

/** The first thousand words of our own articles, cut after a paragraph, and some of what follows. */
function makeArticles(): { readonly article: Source; readonly other: string } {
  const paragraphs = readdirSync(`${root}seeds`)
    .sort()
    .map((name) => readFileSync(`${root}seeds/${name}`, 'utf8').replace(/^---\n.*?\n---\n/s, ''))
    .flatMap((text) => text.split(/\n{2,}/))
  let words = 0
  let end = 0
  for (; words < WORDS; end++) words += (paragraphs[end] ?? '').split(/\s+/).length
  const text = paragraphs.slice(0, end).join('\n\n')
  const article = readArticle(`---\ntitle: Article\n---\n\n${text}\n`, { name: 'article' })
  if (!article.ok) throw new Error(`the article cannot be read: ${article.error.message}`)
  return { article: article.value, other: paragraphs.slice(end, end + 6).join('\n\n') }
}

async function measureInBrowser(article: string, other: string): Promise<GeneratorTimes> {
  const host = await startHost(['generator'])
  const phone = newPhone()
  const context = await phone.start()
  const page = await context.newPage()
  await page.goto(`${host.url}bench/generator.html`)
  const times = await page.evaluate(
    ([text, warmUp, count]) => (globalThis as unknown as { bench: GeneratorBench }).bench.generate(text, warmUp, count),
    [article, other, BROWSER_RUNS] as const,
  )
  await context.close()
  phone.remove()
  await host.close()
  return times
}

function drain(steps: Generator<unknown, unknown>): void {
  while (steps.next().done !== true);
}
