import type { GeneratorApi } from '../../../src/workers/generatorApi.ts'
import { makeClient } from '../../../src/workers/rpc.ts'

export type GeneratorBench = {
  /** Milliseconds of each run on an article, in a new worker: the reader remembers what it has read. */
  readonly generate: (article: string, other: string, count: number) => Promise<GeneratorTimes>
}

export type GeneratorTimes = {
  /** With the start of the worker and the loading of the model. */
  readonly first: readonly number[]
  /** After another article has been read. */
  readonly later: readonly number[]
}

const bench: GeneratorBench = {
  generate: async (article, other, count) => {
    const first: number[] = []
    const later: number[] = []
    for (let i = 0; i < count; i++) {
      first.push(await withWorker((run) => run(article)))
      later.push(await withWorker((run) => run(other).then(() => run(article))))
    }
    return { first, later }
  },
}

async function withWorker<T>(use: (run: (text: string) => Promise<number>) => Promise<T>): Promise<T> {
  const client = makeClient<GeneratorApi>(
    () => new Worker(new URL('../../../src/workers/generator.worker.ts', import.meta.url), { type: 'module' }),
  )
  const result = await use(async (text) => {
    const start = performance.now()
    const article = { text, title: 'Article', outlet: null, published: null, url: null, licence: null }
    const { kind } = await client.call('generate', article)
    if (kind !== 'found') throw new Error('the article gave no cards')
    return performance.now() - start
  })
  client.stop()
  return result
}

Object.assign(globalThis, { bench })
