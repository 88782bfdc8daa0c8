import { readDayQueue } from '../../src/app/dayQueue.ts'
import { placeKey, type QueueItem } from '../../src/domain/queue.ts'
import { hasCome } from '../../src/domain/time.ts'
import type { StudyCard } from '../../src/storage/store.ts'
import type { AppTab } from '../app/device.ts'
import { truly } from '../storage/check.ts'

/** What holds of today's queue, looked up card by card in the states rather than in the columns it is made from. */
export async function assertQueue({ services, store }: AppTab): Promise<void> {
  const { queue, day } = await readDayQueue(services, null)
  // Those that the queue was just made under: after a backup they follow a moment later.
  const settings = services.settings.current()
  const items = [...queue.main, ...queue.learning]
  truly(new Set(items.map((item) => placeKey(item.place))).size === items.length, 'no card is twice in the queue')
  const cards = await store.cardsAt(items.map((item) => item.place))
  truly(cards.length === items.length, 'every place holds a card')
  for (const [i, item] of items.entries()) {
    const card = cards[i]
    if (card) assertCard(item, card, day.day)
  }
  const count = (kind: QueueItem['kind']) => queue.main.filter((item) => item.kind === kind).length
  truly(count('new') <= Math.max(0, settings.newPerDay - day.used.new), 'no more new cards than a day allows')
  const reviews = Math.max(0, settings.reviewsPerDay - day.used.review - day.used.new)
  truly(queue.main.length <= reviews, 'no more cards than a day allows')
  if (settings.burySiblings) assertSiblings(queue.main, cards)
  truly(
    queue.learning.every((item, at) => at === 0 || (queue.learning[at - 1]?.due ?? 0) <= item.due),
    'steps come in the order in which they are due',
  )
}

function assertCard(item: QueueItem, { state, note }: StudyCard, today: number): void {
  const { memory } = state
  const what = `${state.cardId} of ${note.content.kind}`
  truly(!state.suspended, `${what} is not suspended`)
  truly(state.buriedOn !== today, `${what} was not buried today`)
  if (item.kind === 'new') truly(memory.phase === 'new', `${what} is new`)
  else if (item.kind === 'review') {
    truly(memory.phase === 'review', `${what} is in review`)
    truly(memory.phase === 'review' && memory.due <= Number.MAX_SAFE_INTEGER, `${what} has a due date`)
    truly(memory.phase !== 'new' && hasCome(memory.due, today as never, 0 as never), `${what} is due by today`)
  } else truly(memory.phase === 'learning' || memory.phase === 'relearning', `${what} is on its steps`)
}

/** Of one note one new or due card at most. */
function assertSiblings(main: readonly QueueItem[], cards: readonly StudyCard[]): void {
  const seen = new Set<string>()
  for (const [i, item] of main.entries()) {
    const noteId = cards[i]?.noteId
    if (item.kind === 'learning' || noteId === undefined) continue
    const key = `${item.place.deckId} ${noteId}`
    truly(!seen.has(key), `one card of ${noteId} in a day`)
    seen.add(key)
  }
}
