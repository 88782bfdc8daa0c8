import { describe, expect, test, vi } from 'vitest'
import { type FindState, makeFinder } from '../../src/app/finder.ts'
import type { FindProgress, GeneratorApi } from '../../src/workers/generatorApi.ts'
import type { Client } from '../../src/workers/rpc.ts'
import { makeNote } from '../domain/arbitraries.ts'
import { sourceOf } from '../generator/helpers.ts'
import { makeGate } from './device.ts'

const SOURCE = sourceOf('The mayor of the town paid for the bridge over the river, and all were glad of it. '.repeat(4))
const NOTES = ['a', 'b'].map((name) => makeNote(name, { kind: 'qa', question: `${name}?`, answer: 'it' }))
const ARTICLE = { text: SOURCE.text, title: '', outlet: null, published: null, url: null, licence: null }

/** A worker that says what the test has it say, and hears when it is told to stop. */
function makeHand() {
  const gate = makeGate<GeneratorApi['generate']['output']>()
  let say: (progress: FindProgress) => void = () => undefined
  const call: Client<GeneratorApi>['call'] = (_method, _input, options = {}) => {
    say = options.onProgress as typeof say
    options.signal?.addEventListener('abort', () => gate.fail(new DOMException('stopped', 'AbortError')))
    return gate.promise as never
  }
  const client: Client<GeneratorApi> = { call, stop: () => gate.fail(new Error('ended')) }
  const states: FindState[] = []
  const finder = makeFinder(client)
  const outcome = finder.find(ARTICLE, (state) => states.push(state))
  return { finder, gate, outcome, states, say: (progress: FindProgress) => say(progress) }
}

describe('finding questions', () => {
  test('tells the text, the progress and what is found so far, and never goes back', async () => {
    const { say, states, gate, outcome } = makeHand()
    const found: FindProgress = { phase: 'found', notes: NOTES }
    const steps: FindProgress[] = [
      { phase: 'cleaned', source: SOURCE },
      { phase: 'loading' },
      { phase: 'reading', share: 0.5 },
      found,
      { phase: 'reading', share: 1 },
      { phase: 'asking', share: 1 },
    ]
    for (const step of steps) say(step)
    const shares = states.map(({ share }) => share)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(states.at(-1)).toEqual({ source: SOURCE, step: 'asking', share: 1, found: NOTES })
    const unasked = { read: 3, why: [{ why: 'time', sentences: 2 }] } as const
    gate.open({ kind: 'found', source: SOURCE, notes: NOTES.slice(1), unasked })
    expect(await outcome).toEqual({ kind: 'found', source: SOURCE, notes: NOTES.slice(1), unasked })
  })

  test('ends early with what is found, once something is', async () => {
    const { finder, say, outcome } = makeHand()
    say({ phase: 'cleaned', source: SOURCE })
    finder.enough()
    say({ phase: 'found', notes: NOTES })
    finder.enough()
    expect(await outcome).toEqual({ kind: 'found', source: SOURCE, notes: NOTES })
  })

  test('stopped, gives nothing and no problem; broken, a problem and the text', async () => {
    const stopped = makeHand()
    stopped.say({ phase: 'cleaned', source: SOURCE })
    stopped.say({ phase: 'found', notes: NOTES })
    stopped.finder.stop()
    expect(await stopped.outcome).toEqual({ kind: 'none', problem: null, source: null })
    const broken = makeHand()
    broken.say({ phase: 'cleaned', source: SOURCE })
    broken.gate.fail(new Error('the worker broke down'))
    expect(await broken.outcome).toEqual({ kind: 'none', problem: { kind: 'failed' }, source: SOURCE })
  })

  test('is given up when the worker falls silent, but not while the language model is fetched', async () => {
    vi.useFakeTimers()
    try {
      const { say, outcome, states } = makeHand()
      say({ phase: 'cleaned', source: SOURCE })
      say({ phase: 'loading' })
      await vi.advanceTimersByTimeAsync(3_600_000)
      say({ phase: 'reading', share: 0.1 })
      expect(states.at(-1)?.step).toBe('reading')
      await vi.advanceTimersByTimeAsync(60_000)
      expect(await outcome).toEqual({ kind: 'none', problem: { kind: 'failed' }, source: SOURCE })
    } finally {
      vi.useRealTimers()
    }
  })
})
