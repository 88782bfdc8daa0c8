import { createSignal, onCleanup } from 'solid-js'

/** A voice that speaks on this device alone. */
export type Voice = { readonly id: string; readonly name: string; readonly lang: string }

export type SpeechOptions = {
  /** A learner's voice by language (its first part, as `en`); null for whichever there is. */
  readonly voiceFor: (language: string) => string | null
  /** 0.5 to 2, 1 being the voice's own pace. */
  readonly rate: () => number
}

export type Speech = {
  /** Those on this device; empty where there are none, or where the browser cannot speak. */
  readonly voices: () => readonly Voice[]
  readonly hasVoice: (language: string) => boolean
  /** Says a text in place of whatever is being said. False where no voice of its language is here. */
  readonly speak: (text: string, language: string) => boolean
  readonly stop: () => void
}

/**
 * Reads aloud with voices of the device: those that send a text elsewhere are never used. Browsers name their voices a
 * while after the page is there.
 */
export function createSpeech(options: SpeechOptions): Speech {
  const synthesis: SpeechSynthesis | undefined = globalThis.speechSynthesis
  const [local, setLocal] = createSignal(localVoices(synthesis))
  const look = () => setLocal(localVoices(synthesis))
  let hasSpoken = false
  const stop = () => {
    if (hasSpoken) synthesis?.cancel()
    hasSpoken = false
  }
  synthesis?.addEventListener?.('voiceschanged', look)
  onCleanup(() => {
    synthesis?.removeEventListener?.('voiceschanged', look)
    stop()
  })

  function voiceOf(language: string): SpeechSynthesisVoice | null {
    const wanted = baseOf(language)
    const fit = local().filter((voice) => baseOf(voice.lang) === wanted)
    const own = options.voiceFor(wanted)
    return fit.find((voice) => voice.voiceURI === own) ?? fit.find((voice) => voice.lang === language) ?? fit[0] ?? null
  }

  return {
    voices: () => local().map(({ voiceURI, name, lang }) => ({ id: voiceURI, name, lang })),
    hasVoice: (language) => voiceOf(language) !== null,
    speak: (text, language) => {
      const voice = voiceOf(language)
      if (!synthesis || !voice) return false
      stop()
      if (text === '') return true
      const said = new SpeechSynthesisUtterance(text)
      said.voice = voice
      said.lang = voice.lang
      said.rate = options.rate()
      hasSpoken = true
      synthesis.speak(said)
      return true
    },
    stop,
  }
}

/** The language alone: `en` of `en-GB` and of `en_US`, as some systems write it. */
export const baseOf = (tag: string): string => tag.split(/[-_]/)[0]?.toLowerCase() ?? ''

const localVoices = (synthesis: SpeechSynthesis | undefined): readonly SpeechSynthesisVoice[] =>
  synthesis?.getVoices().filter((voice) => voice.localService) ?? []
