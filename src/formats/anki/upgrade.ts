import type { AnkiCard, AnkiCollection, AnkiReview } from './collection.ts'

/**
 * Brings a collection of the scheduler of old to what today's means, as Anki does when it opens one: learning answers
 * had three buttons, relearning cards no phase of their own, and all buried cards one mark. One that was never studied
 * means the same in both.
 */
export function upgraded(collection: AnkiCollection): AnkiCollection {
  const isOld = collection.scheduler === 1 && collection.cards.some((card) => card.queue !== 0)
  if (!isOld) return collection
  return {
    ...collection,
    scheduler: 2,
    cards: collection.cards.map(upgradedCard),
    reviews: collection.reviews.map(upgradedReview),
  }
}

function upgradedCard(card: AnkiCard): AnkiCard {
  const isRelearning = card.phase === 'review' && (card.queue === 1 || card.queue === 3)
  return {
    ...card,
    phase: isRelearning ? 'relearning' : card.phase,
    queue: card.queue === -2 ? -3 : card.queue,
    // Outside a filtered deck this held the day that a relearning card would go back to.
    homeDue: card.homeDeckId === 0 ? 0 : card.homeDue,
  }
}

function upgradedReview(review: AnkiReview): AnkiReview {
  const isStep = review.kind === 'learn' || review.kind === 'relearn'
  return isStep && (review.button === 2 || review.button === 3) ? { ...review, button: review.button + 1 } : review
}
