import { describe, expect, test } from 'vitest'
import { cardIdsOf } from '../../src/domain/faces.ts'
import type { Note, NoteId } from '../../src/domain/note.ts'
import { asContent, type NoteType, templateOf } from '../../src/domain/noteType.ts'
import { isTypeLost } from '../../src/domain/standIn.ts'
import { toInstant } from '../../src/domain/time.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { decodeBackup } from '../../src/formats/backupReader.ts'
import { decodeDeck, encodeDeck } from '../../src/formats/deckFile.ts'
import { decodeJournal, encodeJournal } from '../../src/storage/journalLines.ts'
import { makeDeck } from '../storage/world.ts'

const type: NoteType = {
  id: 'anki:1',
  name: 'Basic',
  kind: 'fields',
  fields: ['Front', 'Back'],
  templates: [{ name: 'Card 1', front: '{{Front}}', back: '{{Back}}' }],
  css: '.card { color: red }'.repeat(100),
  anki: '{"mod":1}',
}
const note = (n: number): Note => ({
  id: `n_${n}` as NoteId,
  content: asContent({
    kind: 'template',
    type,
    fields: [`q${n}`, `a${n}`],
    cards: [0],
    media: {},
    changed: 7,
    anki: { guid: `g${n}`, id: n, cards: n % 2 === 0 ? { 0: [n, 5] } : { 0: [n, 5, 'Elsewhere'] } },
  }),
  tags: [],
  accepted: [],
  distractors: [],
  evidence: [],
  confidence: null,
})
const deck = { ...makeDeck('d', 1), notes: Array.from({ length: 50 }, (_, n) => note(n)) }
const kept = { ...deck, builtIn: false, retired: [note(100)] }

describe('a deck of notes with templates', () => {
  test('survives its file, which holds a type once, and shares it again', () => {
    const text = encodeDeck(deck)
    expect(text.split('color: red').length - 1).toBe(100)
    const back = decodeDeck(text)
    expect(back).toEqual({ ok: true, value: deck })
    const [first, second] = back.ok ? back.value.notes : []
    expect(first && templateOf(first)?.type).toBe(second && templateOf(second)?.type)
  })

  test('survives a backup and the second copy of the log', () => {
    const backup = { appVersion: '1', savedAt: toInstant(0), decks: [kept], events: [] }
    const read = decodeBackup(encodeBackup(backup))
    expect(read.ok && read.value.damage).toBeNull()
    expect(read.ok && read.value.backup.decks).toEqual([kept])
    expect(decodeJournal(encodeJournal({ dbId: 'x', events: [], decks: [kept] }, 1)).decks).toEqual([kept])
  })

  test('keeps every medium, also one whose name JavaScript itself uses', () => {
    const names = [...Object.getOwnPropertyNames(Object.prototype), 'prototype', 'a.png']
    expect(names).toContain('__proto__')
    const hashes = names.map((name, i): [string, string] => [name, String(i).padStart(32, '0')])
    const [first] = deck.notes
    const content = first ? templateOf(first) : null
    if (!first || !content) throw new Error('no note')
    const showing = { ...first, content: asContent({ ...content, media: Object.fromEntries(hashes) }) }
    const mediaOf = (notes: readonly Note[] = []) => Object.entries((notes[0] && templateOf(notes[0])?.media) ?? {})
    const sorted = hashes.toSorted(([a], [b]) => (a < b ? -1 : 1))

    const file = decodeDeck(encodeDeck({ ...deck, notes: [showing] }))
    expect(file.ok && mediaOf(file.value.notes)).toEqual(sorted)
    const event = { id: '0mb8n3u5s000zaaaaaaaa', kind: 'note', noteId: first.id, deckId: 'd', note: showing } as never
    const decks = [{ ...kept, notes: [showing], retired: [showing] }]
    const read = decodeBackup(encodeBackup({ appVersion: '1', savedAt: toInstant(0), decks, events: [event] }))
    expect(read.ok && read.value.damage).toBeNull()
    expect(read.ok && mediaOf(read.value.backup.decks[0]?.notes)).toEqual(sorted)
    expect(read.ok && mediaOf(read.value.backup.decks[0]?.retired)).toEqual(sorted)
    const [own] = read.ok ? read.value.backup.events : []
    expect(own && 'note' in own && mediaOf([own.note as Note])).toEqual(hashes)
    const journal = decodeJournal(encodeJournal({ dbId: 'x', events: [], decks }, 1))
    expect(mediaOf(journal.decks[0]?.notes).toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual(sorted)
  })

  test('is refused where a medium of such a name is none', () => {
    const [first] = deck.notes
    const content = first ? templateOf(first) : null
    if (!first || !content) throw new Error('no note')
    const showing = { ...first, content: asContent({ ...content, media: { constructor: 'not a hash' } as never }) }
    expect(decodeDeck(encodeDeck({ ...deck, notes: [showing] }))).toMatchObject({
      ok: false,
      error: { path: 'notes[0].content.media.constructor', message: 'not a hash' },
    })
  })

  test('whose own line in a backup is lost keeps its notes and their cards, with types that show no more than their fields', () => {
    const text = encodeBackup({ appVersion: '1', savedAt: toInstant(0), decks: [kept], events: [] })
    const damaged = text.replace(/^(\["\w{13}",\{"deck":\{"id":")./m, '$1#')
    expect(damaged).not.toBe(text)
    const read = decodeBackup(damaged)
    expect(read.ok && read.value.damage).not.toBeNull()
    const notes = read.ok ? (read.value.backup.decks[0]?.notes ?? []) : []
    expect(notes.map(withoutType)).toEqual(kept.notes.map(withoutType))
    expect(notes.flatMap(cardIdsOf)).toEqual(kept.notes.flatMap(cardIdsOf))
    expect(notes.filter((note) => templateOf(note)).every(isTypeLost)).toBe(true)
  })

  const withoutType = (note: Note) => ({ ...note, content: { ...note.content, type: null } })

  test.each([
    ['a type that is not there', '"type": 0', '"type": 9'],
    ['fields that are no list', '"fields": [\n     "q0",\n     "a0"\n    ]', '"fields": 5'],
    ['a card before the first', '"cards": [\n     0\n    ]', '"cards": [-1]'],
  ])('is refused with %s', (_, good, bad) => {
    const text = encodeDeck(deck)
    expect(text).toContain(good)
    expect(decodeDeck(text.replace(good, bad)).ok).toBe(false)
  })
})
