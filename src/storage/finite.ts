import { broken } from './failure.ts'
import type { Change } from './store.ts'

/**
 * Refuses a change that must never be stored: states without the events they follow from; a number that is not finite anywhere in it, an event without an id, a
 * card without one. A card whose due is NaN would never be asked again, and nobody would notice.
 */
export function assertSound(change: Change): void {
  if (change.events.length === 0 && change.cards.length > 0) throw broken('states without events')
  for (const [i, event] of change.events.entries()) {
    if (typeof event.id !== 'string' || event.id === '') throw broken(`events[${i}] has no id`)
    assertFinite(event, `events[${i}]`)
  }
  for (const [i, card] of change.cards.entries()) {
    if (typeof card.cardId !== 'string' || !card.cardId.includes('/')) throw broken(`cards[${i}] has no card id`)
    assertFinite(card, `cards[${i}]`)
  }
}

function assertFinite(value: unknown, path: string): void {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw broken(`${path} is ${value}`)
  } else if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) assertFinite(value[i], `${path}[${i}]`)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) assertFinite(inner, `${path}.${key}`)
  }
}
