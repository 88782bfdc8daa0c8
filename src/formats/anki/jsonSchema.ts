import { parseJson } from '../json.ts'
import { listOf, numberOf, read, textOf, valuesOf, wholeOf } from './cells.ts'
import type { AnkiDeck, AnkiPreset, AnkiType } from './collection.ts'
import { inOrder, keptOfModel } from './model.ts'
import { AnkiFault } from './problem.ts'

/** Schema 11, in which everything but notes, cards and reviews is JSON in one row. */

const LIMITS = { chars: 100_000_000, depth: 64 }

export function readJson(text: string, what: string): unknown {
  if (text.trim() === '') return {}
  const json = parseJson(text, LIMITS)
  if (!json.ok) throw new AnkiFault(json.error.kind === 'too-large' ? 'too-large' : 'damaged', `${what} cannot be read`)
  return json.value
}

export function typesOf(models: unknown): readonly AnkiType[] {
  return valuesOf(models).map((model) => ({
    id: wholeOf(read(model, 'id')),
    name: textOf(read(model, 'name')),
    kind: numberOf(read(model, 'type')) === 1 ? ('cloze' as const) : ('fields' as const),
    fields: inOrder(read(model, 'flds')).map((field) => textOf(read(field, 'name'))),
    templates: inOrder(read(model, 'tmpls')).map((template) => ({
      name: textOf(read(template, 'name')),
      front: textOf(read(template, 'qfmt')),
      back: textOf(read(template, 'afmt')),
    })),
    css: textOf(read(model, 'css')),
    kept: keptOfModel(model),
  }))
}

export const decksOf = (decks: unknown): readonly AnkiDeck[] =>
  valuesOf(decks).map((deck) => ({
    id: wholeOf(read(deck, 'id')),
    name: textOf(read(deck, 'name')),
    presetId: isOn(read(deck, 'dyn')) ? null : wholeOf(read(deck, 'conf'), 1),
    own: {
      ...(isSet(read(deck, 'newLimit')) && { newPerDay: wholeOf(read(deck, 'newLimit')) }),
      ...(isSet(read(deck, 'reviewLimit')) && { reviewsPerDay: wholeOf(read(deck, 'reviewLimit')) }),
      ...(isSet(read(deck, 'desiredRetention')) && {
        desiredRetentionRatio: wholeOf(read(deck, 'desiredRetention')) / 100,
      }),
    },
  }))

const isSet = (value: unknown): boolean => typeof value === 'number'

export const presetsOf = (presets: unknown): readonly AnkiPreset[] => valuesOf(presets).map(presetOf)

export function presetOf(preset: unknown): AnkiPreset {
  const fresh = read(preset, 'new')
  const review = read(preset, 'rev')
  return {
    id: wholeOf(read(preset, 'id')),
    name: textOf(read(preset, 'name')),
    newPerDay: wholeOf(read(fresh, 'perDay'), 20),
    reviewsPerDay: wholeOf(read(review, 'perDay'), 200),
    learningStepsMinutes: listOf(read(fresh, 'delays')).map((minutes) => numberOf(minutes)),
    relearningStepsMinutes: listOf(read(read(preset, 'lapse'), 'delays')).map((minutes) => numberOf(minutes)),
    maximumIntervalDays: wholeOf(read(review, 'maxIvl'), 36_500),
    burySiblings: isOn(read(fresh, 'bury')) && isOn(read(review, 'bury')),
    newCardOrder: numberOf(read(fresh, 'order'), 1) === 0 ? 'random' : 'deck',
    leechLapses: wholeOf(read(read(preset, 'lapse'), 'leechFails'), 8),
    easyDays: listOf(read(preset, 'easyDaysPercentages')).map((share) => numberOf(share, 1)),
    desiredRetentionRatio: numberOf(read(preset, 'desiredRetention')),
    weights: listOf(read(preset, 'fsrsParams6')).map((weight) => numberOf(weight)),
  }
}

const isOn = (value: unknown): boolean => value === true || (typeof value === 'number' && value !== 0)
