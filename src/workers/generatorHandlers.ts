import type { Reader } from '../generator/english/parse.ts'
import { generateLive } from '../generator/live.ts'
import { checkProposals, readWhole } from '../generator/proposal.ts'
import type { Reading } from '../generator/reading.ts'
import { toSource } from './articleSource.ts'
import type { GeneratorApi } from './generatorApi.ts'
import { htmlToText } from './htmlText.ts'
import type { Handlers } from './rpc.ts'

/** `loadReader` gives null where the language model is out of reach; it is asked again each time. */
export function makeGeneratorHandlers(loadReader: () => Promise<Reader | null>): Handlers<GeneratorApi> {
  let known: Reading | null = null

  return {
    generate: async (article, { progress }) => {
      const source = toSource(article)
      if (!source.ok) return { kind: 'none', why: source.error }
      progress({ phase: 'cleaned', source: source.value })
      progress({ phase: 'loading' })
      const reader = await loadReader()
      if (!reader) return { kind: 'none', why: { kind: 'no-model' } }
      const steps = generateLive(source.value, { read: reader.read })
      let step = steps.next()
      while (step.done !== true) {
        progress(step.value)
        step = steps.next()
      }
      const { notes, unasked } = step.value
      return notes.length === 0
        ? { kind: 'none', why: { kind: 'no-question', source: source.value, unasked } }
        : { kind: 'found', source: source.value, notes, unasked }
    },
    check: async ({ source, cards, others }) => {
      if (known?.document.source.text !== source.text || known.document.source.id !== source.id) {
        const reader = await loadReader()
        if (!reader) throw new Error('the language model is out of reach')
        known = readWhole(source, reader.read)
      }
      return checkProposals(known, cards, others)
    },
    htmlToText: (html) => htmlToText(html),
  }
}
