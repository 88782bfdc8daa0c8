import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import { afterPaint } from '../app/afterPaint.ts'
import { useServices } from '../app/services.ts'
import { baseOf, createSpeech } from '../app/speech.ts'
import type { StudyCard } from '../app/study.ts'
import { faceOf } from '../domain/note.ts'
import { spokenAnswer, spokenQuestion } from '../domain/spoken.ts'
import { languageName } from './languageName.ts'
import { reading as words } from './messages/reading.ts'
import { study } from './messages/study.ts'
import type { CardSide } from './parts/CardSides.tsx'

type StudySpeech = {
  /** Says the side on show again. */
  readonly replay: () => void
  /** Why nothing is said, where that is so; empty otherwise. */
  readonly problem: () => string
}

/** Reads cards aloud as they come, where the learner wants that, and whenever asked to. It never holds a card up. */
export function createStudySpeech(from: {
  card: () => StudyCard | undefined
  showing: () => number | undefined
  side: () => CardSide
  language: () => string
}): StudySpeech {
  const { settings } = useServices()
  const [problem, setProblem] = createSignal('')
  const speech = createSpeech({
    voiceFor: (language) => settings.current().voices[language] ?? null,
    rate: () => settings.current().speechRate,
  })
  const say = () => {
    const card = from.card()
    if (!card) return
    const face = faceOf(card.state.cardId)
    const text = from.side() === 'answer' ? spokenAnswer(card.note, face) : spokenQuestion(card.note, face, study.blank)
    const language = from.language()
    setProblem(speech.speak(text, language) ? '' : words.noVoice(languageName(baseOf(language))))
  }
  createEffect(
    on([from.showing, from.side], () => {
      speech.stop()
      if (settings.current().readAloud) onCleanup(afterPaint(say))
    }),
  )
  return { replay: say, problem }
}
