import { createSignal, onCleanup } from 'solid-js'
import { type AnswerTimes, answerTimes } from '../domain/answerTimes.ts'
import { firstIdAt } from '../domain/clock.ts'
import { isReview } from '../domain/event.ts'
import { DAY_MS, toInstant } from '../domain/time.ts'
import { type Services, useServices } from './services.ts'

/** How far back to look, until there is enough to go by: the whole log of years would be read for a sentence. */
const WINDOWS_DAYS = [4, 32, 256]
const ENOUGH_ANSWERS = 60

/** The learner's own answer times, read once and after the page is there; null until then. */
export function createAnswerTimes(): () => AnswerTimes | null {
  const services = useServices()
  const [times, setTimes] = createSignal<AnswerTimes | null>(null)
  let open = true
  onCleanup(() => {
    open = false
  })
  // Without them nothing is said of time; what made the reading fail shows where the page itself reads.
  readAnswerTimes(services).then(
    (known) => open && setTimes(known),
    () => undefined,
  )
  return times
}

export async function readAnswerTimes({ store, now }: Services): Promise<AnswerTimes> {
  for (const days of WINDOWS_DAYS) {
    const events = await store.eventsSince(firstIdAt(toInstant(Math.max(0, now() - days * DAY_MS))))
    const reviews = events.filter(isReview)
    if (reviews.length < ENOUGH_ANSWERS && days !== WINDOWS_DAYS.at(-1)) continue
    const cardIds = [...new Set(reviews.map(({ cardId }) => cardId))]
    const reps = new Map((await store.cards(cardIds)).map((state) => [state.cardId, state.reps]))
    return answerTimes(events, (cardId) => reps.get(cardId) ?? 0)
  }
  return answerTimes([], () => 0)
}
