import type { Reader } from '../generator/english/parse.ts'
import { makeReader } from '../generator/english/reader.ts'
import type { GeneratorApi } from './generatorApi.ts'
import { makeGeneratorHandlers } from './generatorHandlers.ts'
import { type Port, serve } from './rpc.ts'

/** The model is fetched when it is first needed, and kept by the service worker: never part of the first load. */
const MODEL = new URL('../generator/english/model/en.bin', import.meta.url)

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

async function fetchModel(): Promise<Uint8Array | null> {
  try {
    const response = await fetch(MODEL)
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
  } catch {
    return null
  }
}
