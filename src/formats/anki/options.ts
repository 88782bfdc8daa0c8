import type { EasyDay } from '../../domain/easyDays.ts'
import type { DeckId } from '../../domain/note.ts'
import type { DeckChange, Settings } from '../../domain/settings.ts'
import { validDeckChange, validSettings } from '../../domain/settingsCheck.ts'
import type { AnkiCard, AnkiCollection, AnkiPreset } from './collection.ts'
import type { Converted } from './convertNotes.ts'
import { deckIdOf, homeOf, titleOf } from './homes.ts'
import type { Tally } from './leftOut.ts'

/** What a collection's options are here, as far as they are within our bounds. */
export type AnkiOptions = {
  /** For all decks: when a day ends, and the weights of the preset that most cards follow, as there is one memory here. */
  readonly settings: Partial<Settings>
  /** What each deck has of its own. */
  readonly deckSettings: readonly { readonly deckId: DeckId; readonly change: DeckChange }[]
}

export const presetOf = (collection: AnkiCollection, card: AnkiCard): AnkiPreset | undefined =>
  collection.presets.get(collection.decks.get(homeOf(card))?.presetId ?? 1)

export function optionsOf(collection: AnkiCollection, converted: readonly Converted[], tally: Tally): AnkiOptions {
  const cards = new Map<AnkiPreset, number>()
  const byDeck = new Map<DeckId, DeckChange>()
  for (const { cards: own } of converted) {
    const [first] = own
    const home = first && collection.decks.get(homeOf(first))
    for (const card of own) {
      const preset = presetOf(collection, card)
      if (preset) cards.set(preset, (cards.get(preset) ?? 0) + 1)
    }
    const preset = first && presetOf(collection, first)
    if (!preset || !home) continue
    const deckId = deckIdOf(titleOf(collection, homeOf(first)))
    if (!byDeck.has(deckId)) byDeck.set(deckId, changeOf({ ...preset, ...home.own }))
  }
  const [most, ...others] = [...cards].sort((a, b) => b[1] - a[1] || a[0].id - b[0].id).map(([preset]) => preset)
  const weights = most?.weights ?? []
  const sets = new Set(others.map((preset) => preset.weights.join(' ')).filter((set) => set !== ''))
  sets.delete(weights.join(' '))
  tally.add('weights', sets.size)
  return {
    settings: most
      ? validSettings({ rolloverHour: collection.rolloverHour, ...(weights.length > 0 && { weights }) })
      : {},
    deckSettings: [...byDeck]
      .filter(([, change]) => Object.keys(change).length > 0)
      .map(([deckId, change]) => ({ deckId, change })),
  }
}

const changeOf = (preset: AnkiPreset): DeckChange =>
  validDeckChange({
    newPerDay: preset.newPerDay,
    reviewsPerDay: preset.reviewsPerDay,
    learningStepsMinutes: preset.learningStepsMinutes,
    relearningStepsMinutes: preset.relearningStepsMinutes,
    maximumIntervalDays: preset.maximumIntervalDays,
    burySiblings: preset.burySiblings,
    newCardOrder: preset.newCardOrder,
    leechLapses: preset.leechLapses,
    ...(preset.desiredRetentionRatio > 0 && { desiredRetentionRatio: preset.desiredRetentionRatio }),
    ...(preset.easyDays.length === 7 && { easyDays: preset.easyDays.map(easyDay) }),
  })

/** Anki has three kinds of days as well, and keeps them as shares. */
const easyDay = (share: number): EasyDay => (share >= 0.75 ? 'normal' : share >= 0.25 ? 'reduced' : 'minimum')
