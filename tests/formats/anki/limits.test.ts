import { expect, test } from 'vitest'
import { templateOf } from '../../../src/domain/noteType.ts'
import { toInstant } from '../../../src/domain/time.ts'
import type { AnkiCollection } from '../../../src/formats/anki/collection.ts'
import { type Converted, convertNotes } from '../../../src/formats/anki/convertNotes.ts'
import { makeTally } from '../../../src/formats/anki/leftOut.ts'
import { encodeBackup } from '../../../src/formats/backup.ts'
import { decodeBackup } from '../../../src/formats/backupReader.ts'
import { decodeDeck, encodeDeck } from '../../../src/formats/deckFile.ts'
import { makeDeck } from '../../storage/world.ts'
import { sealOf } from '../sealOf.ts'

const SIMPLE = { name: 'T', css: '', guid: 'g', tag: 'tag', template: '{{F}}', ordinal: 0 }

function converted(change: Partial<typeof SIMPLE>): readonly Converted[] {
  const { name, css, guid, tag, template, ordinal } = { ...SIMPLE, ...change }
  const templates = [{ name, front: template, back: template }]
  const type = { id: 1, name, kind: 'cloze', fields: [name], templates, css, kept: '{}' }
  const collection = {
    types: new Map([[1, type]]),
    decks: new Map(),
    notes: [{ id: 7, guid, typeId: 1, changed: 1, tags: [tag], fields: ['{{c1::a}}'] }],
    cards: [
      { id: 8, noteId: 7, deckId: 1, homeDeckId: 0, ordinal: 0, phase: 'new', due: 1 },
      ...(ordinal === 0 ? [] : [{ id: 9, noteId: 7, deckId: 1, homeDeckId: 0, ordinal, phase: 'new', due: 1 }]),
    ],
  }
  return convertNotes(collection as unknown as AnkiCollection, new Map(), makeTally())
}

test.each<[string, Partial<typeof SIMPLE>]>([
  ['a guid', { guid: 'g'.repeat(2_001) }],
  ['a name', { name: 'n'.repeat(2_001) }],
  ['a style', { css: 'c'.repeat(1_000_001) }],
  ['a template', { template: 't'.repeat(1_000_001) }],
  ['a tag, cut in the middle of a character', { tag: `${'t'.repeat(199)}\u{1f600}` }],
  ['an ordinal', { ordinal: 65_536 }],
  ['an ordinal below all', { ordinal: -1 }],
])('%s beyond what a deck file holds is no hindrance to sending the deck on, or to a backup', (_what, change) => {
  const deck = { ...makeDeck('d', 0), notes: converted(change).map(({ note }) => note) }
  expect(deck.notes).toHaveLength(1)
  expect(decodeDeck(encodeDeck(deck))).toEqual({ ok: true, value: deck })
  const decks = [{ ...deck, builtIn: false, retired: [] }]
  const backup = { appVersion: '1', savedAt: toInstant(1), decks, events: [] }
  expect(decodeBackup(encodeBackup(backup))).toEqual({
    ok: true,
    value: { backup, damage: null, seal: sealOf(backup) },
  })
})

test('two notes whose guids are too long stay two', () => {
  const [first] = converted({ guid: 'g'.repeat(2_001) })
  expect(first && templateOf(first.note)?.anki?.guid).toBe('id 7')
})
