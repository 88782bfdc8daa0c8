import { createEffect, onCleanup } from 'solid-js'
import { useServices } from './services.ts'

/** While a page of cards or of an article is shown: the learner's text size, spacing and face for what is read. */
export function createReading(): void {
  const { settings } = useServices()
  const root = document.documentElement
  createEffect(() => {
    const { textScale, lineSpacing, readingFace } = settings.current()
    root.dataset.reading = readingFace
    root.style.setProperty('--read-size', String(textScale))
    root.style.setProperty('--read-lead', String(lineSpacing))
  })
  onCleanup(() => delete root.dataset.reading)
}
