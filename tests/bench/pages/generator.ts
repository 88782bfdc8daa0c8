import type { GeneratorApi } from '../../../src/workers/generatorApi.ts'
import { makeClient } from '../../../src/workers/rpc.ts'

export type GeneratorBench = {
  /** Milliseconds of each run on the same article: the first starts the worker and fetches the model. */
  readonly generate: (text: string, count: number) => Promise<readonly number[]>
}

const bench: GeneratorBench = {
  generate: async (text, count) => {
    const client = makeClient<GeneratorApi>(
      () => new Worker(new URL('../../../src/workers/generator.worker.ts', import.meta.url), { type: 'module' }),
    )
    const times: number[] = []
    for (let i = 0; i < count; i++) {
      const start = performance.now()
      const article = { text, title: 'Article', outlet: null, published: null, url: null, licence: null }
      const { kind } = await client.call('generate', article)
      if (kind !== 'found') throw new Error('the article gave no cards')
      times.push(performance.now() - start)
    }
    client.stop()
    return times
  },
}

Object.assign(globalThis, { bench })
