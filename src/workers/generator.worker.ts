import type { Reader } from '../generator/english/parse.ts'
import { makeReader } from '../generator/english/reader.ts'
import type { GeneratorApi } from './generatorApi.ts'
import { makeGeneratorHandlers } from './generatorHandlers.ts'
import { fetchModel } from './languageModel.ts'
import { type Port, serve } from './rpc.ts'

let reader: Promise<Reader | null> | null = null

serve<GeneratorApi>(
  self as unknown as Port,
  makeGeneratorHandlers(() => {
    reader ??= loadReader()
    return reader
  }),
)

/** Null where the model is out of reach; the next call tries again. */
async function loadReader(): Promise<Reader | null> {
  const bytes = await fetchModel()
  if (!bytes) {
    reader = null
    return null
  }
  return makeReader(bytes)
}
