import { createRoot } from 'solid-js'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSpeech, type Speech } from '../../src/app/speech.ts'

type Said = { text: string; voice: { voiceURI: string } | null; rate: number }

let voices: { voiceURI: string; name: string; lang: string; localService: boolean }[]
let said: Said[]
let cancelled: number
let changed: () => void

beforeEach(() => {
  said = []
  cancelled = 0
  changed = () => {}
  voices = [
    { voiceURI: 'far', name: 'Far', lang: 'en-GB', localService: false },
    { voiceURI: 'us', name: 'Near', lang: 'en-US', localService: true },
    { voiceURI: 'gb', name: 'Nearer', lang: 'en-GB', localService: true },
    { voiceURI: 'de', name: 'Nah', lang: 'de-DE', localService: true },
  ]
  vi.stubGlobal('speechSynthesis', {
    getVoices: () => voices,
    speak: (utterance: Said) => said.push(utterance),
    cancel: () => cancelled++,
    addEventListener: (_type: string, listener: () => void) => {
      changed = listener
    },
    removeEventListener: () => {},
  })
  vi.stubGlobal(
    'SpeechSynthesisUtterance',
    class {
      text: string
      voice = null
      rate = 1
      constructor(text: string) {
        this.text = text
      }
    },
  )
})

afterEach(() => vi.unstubAllGlobals())

const speechWith = (own: string | null = null, rate = 1): Speech =>
  createRoot(() => createSpeech({ voiceFor: () => own, rate: () => rate }))

describe('reading aloud', () => {
  test('uses voices of this device alone, of the language, the one that was chosen before any other', () => {
    expect(
      speechWith()
        .voices()
        .map(({ id }) => id),
    ).toEqual(['us', 'gb', 'de'])
    for (const [own, language, voice] of [
      [null, 'en-GB', 'gb'],
      [null, 'en', 'us'],
      ['gb', 'en', 'gb'],
      ['far', 'en', 'us'],
      [null, 'de', 'de'],
    ] as const) {
      expect(speechWith(own, 1.5).speak('text', language)).toBe(true)
      expect(said.at(-1)).toMatchObject({ text: 'text', rate: 1.5, voice: { voiceURI: voice } })
    }
  })

  test('says what is new in place of what is being said', () => {
    const speech = speechWith()
    speech.speak('one', 'en')
    speech.speak('two', 'en')
    expect(cancelled).toBe(1)
    speech.stop()
    speech.stop()
    expect(cancelled).toBe(2)
  })

  test('says that no voice is there, and notices one that comes later', () => {
    const later = voices
    voices = []
    const speech = speechWith()
    expect([speech.speak('text', 'en'), speech.hasVoice('en')]).toEqual([false, false])
    voices = later
    changed()
    expect([speech.speak('text', 'en'), speech.speak('text', 'fr')]).toEqual([true, false])
  })

  test('is silent where the browser cannot speak at all', () => {
    vi.stubGlobal('speechSynthesis', undefined)
    expect(speechWith().speak('text', 'en')).toBe(false)
    expect(speechWith().voices()).toEqual([])
  })
})
