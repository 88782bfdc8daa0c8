import { expect, test } from 'vitest'
import { DEFAULT_WEIGHTS } from '../../../src/domain/optimizeSettings.ts'
import type { AnkiCollection, AnkiPreset } from '../../../src/formats/anki/collection.ts'
import type { Converted } from '../../../src/formats/anki/convertNotes.ts'
import { deckIdOf } from '../../../src/formats/anki/homes.ts'
import { makeTally } from '../../../src/formats/anki/leftOut.ts'
import { optionsOf } from '../../../src/formats/anki/options.ts'

const preset = (id: number, change: Partial<AnkiPreset> = {}): AnkiPreset => ({
  id,
  name: `Preset ${id}`,
  newPerDay: 7,
  reviewsPerDay: 70,
  learningStepsMinutes: [2, 15],
  relearningStepsMinutes: [20],
  maximumIntervalDays: 400,
  burySiblings: true,
  newCardOrder: 'random',
  leechLapses: 5,
  easyDays: [1, 1, 1, 1, 1, 0.5, 0],
  desiredRetentionRatio: 0.87,
  weights: [],
  ...change,
})

function options(presets: readonly AnkiPreset[], decks: AnkiCollection['decks'], cardsIn: readonly number[]) {
  const tally = makeTally()
  const converted = cardsIn.map((deckId) => ({ cards: [{ deckId, homeDeckId: 0 }] })) as unknown as Converted[]
  const collection = { rolloverHour: 3, presets: new Map(presets.map((one) => [one.id, one])), decks }
  return { ...optionsOf(collection as unknown as AnkiCollection, converted, tally), leftOut: tally.list() }
}

const deck = (id: number, name: string, presetId: number, own = {}) => [id, { id, name, presetId, own }] as const

test('each deck has what its preset says, and what is set for the deck alone before that', () => {
  const decks = new Map([deck(1, 'A', 5), deck(2, 'B', 5, { newPerDay: 3, desiredRetentionRatio: 0.95 })])
  const found = options([preset(5)], decks, [1, 2])
  expect(found.settings).toEqual({ rolloverHour: 3 })
  expect(found.deckSettings).toEqual([
    {
      deckId: deckIdOf('A'),
      change: {
        newPerDay: 7,
        reviewsPerDay: 70,
        learningStepsMinutes: [2, 15],
        relearningStepsMinutes: [20],
        maximumIntervalDays: 400,
        burySiblings: true,
        newCardOrder: 'random',
        leechLapses: 5,
        desiredRetentionRatio: 0.87,
        easyDays: ['normal', 'normal', 'normal', 'normal', 'normal', 'reduced', 'minimum'],
      },
    },
    { deckId: deckIdOf('B'), change: expect.objectContaining({ newPerDay: 3, desiredRetentionRatio: 0.95 }) },
  ])
})

test('the weights that most cards follow hold for all; further sets are counted, values out of bounds left out', () => {
  const weights = [...DEFAULT_WEIGHTS]
  const presets = [preset(5, { weights, newPerDay: 100_000 }), preset(6, { weights: weights.with(0, 0.3) }), preset(7)]
  const decks = new Map([deck(1, 'A', 5), deck(2, 'B', 6), deck(3, 'C', 7)])
  const found = options(presets, decks, [1, 1, 2, 3])
  expect(found.settings).toEqual({ rolloverHour: 3, weights })
  expect(found.leftOut).toEqual([{ reason: 'weights', count: 1 }])
  expect(found.deckSettings[0]?.change).not.toHaveProperty('newPerDay')
})
