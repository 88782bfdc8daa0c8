import type { Reader } from '../generator/english/parse.ts'
import { makeReader } from '../generator/english/reader.ts'
import { generate } from '../generator/generate.ts'
import { toSource } from './articleSource.ts'
import type { GeneratorApi } from './generatorApi.ts'
import { htmlToText } from './htmlText.ts'
import { type Port, serve } from './rpc.ts'

/** The model is fetched when it is first needed, and kept by the service worker: never part of the first load. */
const MODEL = new URL('../generator/english/model/en.bin', import.meta.url)

let reader: Promise<Reader | null> | null = null

serve<GeneratorApi>(self as unknown as Port, {
  generate: async (article, { progress }) => {
    const source = toSource(article)
    if (!source.ok) return { kind: 'none', why: source.error }
    progress({ phase: 'cleaned', source: source.value })
    progress({ phase: 'loading' })
    reader ??= loadReader()
    const ready = await reader
    if (!ready) return { kind: 'none', why: { kind: 'no-model' } }
    const steps = generate(source.value, { read: ready.read })
    let step = steps.next()
    while (step.done !== true) {
      progress(step.value)
      step = steps.next()
    }
    const { notes } = step.value
    return notes.length === 0
      ? { kind: 'none', why: { kind: 'no-question', source: source.value } }
      : { kind: 'found', source: source.value, notes }
  },
  htmlToText: (html) => htmlToText(html),
})

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
