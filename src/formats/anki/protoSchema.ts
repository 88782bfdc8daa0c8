import { bytesOf, numberOf, textOf, wholeOf } from './cells.ts'
import type { AnkiDeck, AnkiPreset, AnkiTables, AnkiType } from './collection.ts'
import { floatsIn, messageIn, numberIn, readMessage, textIn, toDecimals } from './proto.ts'
import { fieldKept, modelKept, templateKept } from './protoModel.ts'

/** Schemas 15 to 18, in which note types, decks and presets have tables of their own and keep protobuf in them. */

const MOST = 100_000

export function typesOfTables(tables: AnkiTables): readonly AnkiType[] {
  const fields = new Map<number, { at: number; name: string; kept: object }[]>()
  tables.rows('fields', ['ntid', 'ord', 'name', 'config'], MOST, ([type, at, name, config]) => {
    const kept = fieldKept(readMessage(bytesOf(config)))
    push(fields, wholeOf(type), { at: numberOf(at), name: textOf(name), kept })
  })
  const templates = new Map<number, { at: number; name: string; front: string; back: string; kept: object }[]>()
  tables.rows('templates', ['ntid', 'ord', 'name', 'config'], MOST, ([type, at, name, config]) => {
    const message = readMessage(bytesOf(config))
    const [front, back, kept] = [textIn(message, 1), textIn(message, 2), templateKept(message)]
    push(templates, wholeOf(type), { at: numberOf(at), name: textOf(name), front, back, kept })
  })
  const types: AnkiType[] = []
  tables.rows('notetypes', ['id', 'name', 'mtime_secs', 'config'], MOST, ([id, name, changed, config]) => {
    const message = readMessage(bytesOf(config))
    const [flds, tmpls] = [inOrder(fields.get(wholeOf(id))), inOrder(templates.get(wholeOf(id)))]
    types.push({
      id: wholeOf(id),
      name: textOf(name),
      kind: numberIn(message, 1, 0) === 1 ? 'cloze' : 'fields',
      fields: flds.map((field) => field.name),
      templates: tmpls.map(({ name, front, back }) => ({ name, front, back })),
      css: textIn(message, 3),
      kept: JSON.stringify({
        ...modelKept(message, changed),
        flds: flds.map(({ kept }) => kept),
        tmpls: tmpls.map(({ kept }) => kept),
      }),
    })
  })
  return types
}

function push<T>(byKey: Map<number, T[]>, key: number, value: T): void {
  const list = byKey.get(key)
  if (list) list.push(value)
  else byKey.set(key, [value])
}

const inOrder = <T extends { readonly at: number }>(list: readonly T[] = []): readonly T[] =>
  list.toSorted((a, b) => a.at - b.at)

export function decksOfTables(tables: AnkiTables): readonly AnkiDeck[] {
  const decks: AnkiDeck[] = []
  tables.rows('decks', ['id', 'name', 'kind'], MOST, ([id, name, kind]) => {
    const normal = messageIn(readMessage(bytesOf(kind)), 1)
    const presetId = normal && numberIn(normal, 1, 1)
    const own = {
      ...(normal?.has(7) && { newPerDay: numberIn(normal, 7, 0) }),
      ...(normal?.has(6) && { reviewsPerDay: numberIn(normal, 6, 0) }),
      ...(normal?.has(10) && { desiredRetentionRatio: toDecimals(numberIn(normal, 10, 0)) }),
    }
    decks.push({ id: wholeOf(id), name: textOf(name).replaceAll('\u001f', '::'), presetId, own })
  })
  return decks
}

export function presetsOfTables(tables: AnkiTables): readonly AnkiPreset[] {
  const presets: AnkiPreset[] = []
  tables.rows('deck_config', ['id', 'name', 'config'], MOST, ([id, name, config]) => {
    const message = readMessage(bytesOf(config))
    presets.push({
      id: wholeOf(id),
      name: textOf(name),
      newPerDay: numberIn(message, 9, 0),
      reviewsPerDay: numberIn(message, 10, 0),
      learningStepsMinutes: floatsIn(message, 1),
      relearningStepsMinutes: floatsIn(message, 2),
      maximumIntervalDays: numberIn(message, 16, 36_500),
      burySiblings: numberIn(message, 27, 0) === 1 && numberIn(message, 28, 0) === 1,
      newCardOrder: numberIn(message, 20, 0) === 1 ? 'random' : 'deck',
      leechLapses: numberIn(message, 22, 8),
      easyDays: floatsIn(message, 4),
      desiredRetentionRatio: toDecimals(numberIn(message, 37, 0)),
      weights: floatsIn(message, 6),
    })
  })
  return presets
}
