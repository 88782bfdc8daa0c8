import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { LogEvent } from '../../../src/domain/event.ts'
import type { MediaHash } from '../../../src/domain/media.ts'
import { cardIdOf } from '../../../src/domain/note.ts'
import { faceOfOrdinal } from '../../../src/domain/noteType.ts'
import { DAY_MS, dueOnDay, studyDayAt, toInstant } from '../../../src/domain/time.ts'
import { atHome } from '../../../src/formats/anki/cardRow.ts'
import type { AnkiCollection } from '../../../src/formats/anki/collection.ts'
import { noteIdOf } from '../../../src/formats/anki/convertNotes.ts'
import { makeMediaNames } from '../../../src/formats/anki/outMedia.ts'
import { upgraded } from '../../../src/formats/anki/upgrade.ts'
import { makeToHtml } from '../../../src/workers/ankiHtml.ts'
import { packAnki } from '../../../src/workers/ankiPack.ts'
import { readAnki as readFile } from '../../../src/workers/ankiRead.ts'
import { takeAnki } from '../../../src/workers/ankiTake.ts'
import { makeWorld, rebuild, type World } from '../../storage/world.ts'
import { fixture, hasFixtures, NOW, readAnki, startSql } from './fixtures.ts'
import { fillOwn, OWN_DECK, PICTURE } from './ownCollection.ts'

// Its browser build, which this environment picks, wants an element when it loads, and asks it nothing here.
vi.hoisted(() => vi.stubGlobal('document', { createElement: () => ({}) }))

let worlds: World[] = []
afterEach(async () => {
  for (const world of worlds) await world.closeAll()
  worlds = []
})

async function open() {
  const world = makeWorld('out')
  worlds.push(world)
  return world.open()
}

type Tab = Awaited<ReturnType<typeof open>>

const quiet = () => {}
const offsetMinutes = () => 0

async function take({ store, stamp }: Tab, bytes: Uint8Array): Promise<void> {
  const file = new Blob([new Uint8Array(bytes)])
  const read = await readFile(file, { sql: startSql, offsetMinutes, now: NOW, progress: quiet })
  await takeAnki(read, { withSettings: false, updates: false }, { store, stamp }, quiet)
}

async function pack({ store }: Tab, withProgress = true) {
  const deps = { store, sql: await startSql(), offsetMinutes, progress: quiet }
  const made = await packAnki({ scope: { kind: 'all' }, withProgress, withMedia: true, now: NOW }, deps)
  return { ...made, bytes: new Uint8Array(await made.file.arrayBuffer()) }
}

/** What of a collection does not depend on the day that it counts from. */
function contentOf({ created, notes, cards, reviews, types }: AnkiCollection) {
  const dayZero = Math.floor(created / 86_400)
  const used = new Set(notes.map((note) => note.typeId))
  return {
    notes: notes.toSorted((a, b) => a.id - b.id),
    reviews,
    types: [...types.values()]
      .filter((type) => used.has(type.id))
      .map(({ kept: _kept, ...type }) => type)
      .sort((a, b) => a.id - b.id),
    cards: cards
      .map(atHome)
      .map(({ deckId: _deck, homeDeckId: _home, changed, due, data, ...card }) => ({
        ...card,
        changed: card.phase === 'new' ? 0 : changed,
        data: JSON.parse(data || '{}'),
        due: card.phase === 'new' || due > 1e9 ? due : due + dayZero,
      }))
      .sort((a, b) => a.id - b.id),
  }
}

const SOME = [
  'eikowagenknecht__srs-converter__mixed-legacy-2.apkg',
  'EmNudge__Anki-pwa__example_music_intervals.apkg',
  'ankidroid__Anki-Android__templates.apkg',
]

describe.skipIf(!hasFixtures)('a package that was taken', () => {
  test.each(SOME)('%s is written as it came, in the same bytes each time', async (name) => {
    const tab = await open()
    await take(tab, fixture(name))
    const [first, second] = [await pack(tab), await pack(tab)]
    expect(second.bytes).toEqual(first.bytes)
    const [before, after] = [await readAnki(fixture(name)), await readAnki(first.bytes)]
    expect(contentOf(after.collection)).toEqual(contentOf(upgraded(before.collection)))
  })

  test('without progress has every card as new and no log', async () => {
    const tab = await open()
    await take(tab, fixture(SOME[0] ?? ''))
    const { collection } = await readAnki((await pack(tab, false)).bytes)
    expect(collection.reviews).toEqual([])
    expect(collection.cards.length).toBeGreaterThan(5)
    for (const card of collection.cards) expect(card).toMatchObject({ phase: 'new', queue: 0, reps: 0, memory: null })
  })

  test('and studied since has its log, what came after it, and the place where it stands now', async () => {
    const tab = await open()
    await take(tab, fixture(SOME[0] ?? ''))
    const before = (await readAnki((await pack(tab)).bytes)).collection
    const card = before.cards.find((one) => one.phase === 'review')
    const note = before.notes.find((one) => one.id === card?.noteId)
    const type = note && before.types.get(note.typeId)
    if (!card || !note || !type) throw new Error('nothing is in review')
    const cardId = cardIdOf(noteIdOf(note.guid), faceOfOrdinal(type, card.ordinal))
    const at = toInstant(NOW - DAY_MS)
    const day = studyDayAt({ at, offsetMinutes: 0 }, 4)
    const base = { ...tab.stamp(), at, offsetMinutes: 0, day }
    const due = dueOnDay((day + 30) as typeof day)
    const answer: LogEvent = {
      ...base,
      kind: 'review',
      cardId,
      rating: 'good',
      elapsedMs: 900,
      source: 'study',
      due,
      step: null,
    }
    await tab.store.replaceAll((here) => ({ ...here, events: [...here.events, answer] }), rebuild)
    const after = (await readAnki((await pack(tab)).bytes)).collection
    const logOf = (collection: AnkiCollection) => collection.reviews.filter((row) => row.cardId === card.id)
    expect(logOf(after).slice(0, -1)).toEqual(logOf(before))
    expect(logOf(after).at(-1)).toMatchObject({ id: at, button: 3, interval: 30, kind: 'review', tookMs: 900 })
    const now = after.cards.find((one) => one.id === card.id)
    expect(now).toMatchObject({
      phase: 'review',
      intervalDays: 30,
      reps: card.reps + 1,
      ease: card.ease,
      lastReview: at / 1000,
    })
    const others = (collection: AnkiCollection) => contentOf(collection).cards.filter((one) => one.id !== card.id)
    expect(others(after)).toEqual(others(before))
  })

  test('and only flagged and suspended since keeps its place in the schedule', async () => {
    const tab = await open()
    await take(tab, fixture(SOME[0] ?? ''))
    const before = (await readAnki((await pack(tab)).bytes)).collection
    const card = before.cards.find((one) => one.phase === 'review')
    const note = before.notes.find((one) => one.id === card?.noteId)
    const type = note && before.types.get(note.typeId)
    if (!card || !note || !type) throw new Error('nothing is in review')
    const cardId = cardIdOf(noteIdOf(note.guid), faceOfOrdinal(type, card.ordinal))
    const base = { at: NOW, offsetMinutes: 0, day: studyDayAt({ at: NOW, offsetMinutes: 0 }, 4) }
    const more: LogEvent[] = [
      { ...base, id: tab.stamp().id, kind: 'flag', cardId, flag: 2 },
      { ...base, id: tab.stamp().id, kind: 'suspend', cardId, on: true },
    ]
    await tab.store.replaceAll((here) => ({ ...here, events: [...here.events, ...more] }), rebuild)
    const after = (await readAnki((await pack(tab)).bytes)).collection
    const [was] = contentOf(before).cards.filter((one) => one.id === card.id)
    const [is] = contentOf(after).cards.filter((one) => one.id === card.id)
    expect(is).toEqual({ ...was, flag: 2, queue: -1 })
    expect(after.reviews).toEqual(before.reviews)
  })
})

describe('a collection of our own', () => {
  test('is read again with all its notes, in the same bytes each time', async () => {
    const tab = await open()
    await fillOwn(tab.store, NOW)
    const [first, second] = [await pack(tab), await pack(tab)]
    expect(second.bytes).toEqual(first.bytes)
    expect(first.counts).toMatchObject({ decks: 1, notes: 24, media: 2, missing: 1, leftOut: 0 })
    const { collection, media } = await readAnki(first.bytes)
    expect(collection.notes).toHaveLength(24)
    expect(media.get(`${PICTURE}.png`)?.size).toBe(3)
    const choice = collection.notes.find(({ guid }) => guid === 'n_own5')
    expect(choice?.fields[2]).toMatch(/^<ul>(<li>(Kabul|Herat|Balkh)<\/li>){3}<\/ul>$/)
    const picture = collection.notes.find(({ guid }) => guid === 'n_own6')
    expect(picture?.fields[0]).toContain('{{c1::image-occlusion:rect:left=.1:top=.2:width=.305:height=.05:oi=1}}')
  })
})

test('a marked answer that begins or ends within a character takes the whole of it: Anki takes no half of one', async () => {
  const tab = await open()
  const [piece] = OWN_DECK.notes.flatMap((note) => note.evidence)
  const [source] = OWN_DECK.sources
  const [note] = OWN_DECK.notes
  if (!piece || !source || !note) throw new Error('no evidence')
  const text = '𝄞 a 𝄞'
  const cut = { ...piece, sentence: { start: 0, end: 7 }, answer: { start: 1, end: 6 }, quote: text }
  const deck = { ...OWN_DECK, sources: [{ ...source, text }], notes: [{ ...note, evidence: [cut], distractors: [] }] }
  await tab.store.putDeck(deck, { builtIn: false })
  const { collection } = await readAnki((await pack(tab)).bytes)
  const fields = collection.notes[0]?.fields.join('') ?? ''
  expect(fields).toContain('<mark>𝄞 a 𝄞</mark>')
  expect(fields).not.toMatch(/\uFFFD/)
})

test('of two files under one name the later takes another, and its fields with it', () => {
  const names = makeMediaNames()
  expect(names.take(['<img src="a b.png">'], { 'a b.png': '1'.repeat(32) })).toEqual(['<img src="a b.png">'])
  expect(names.take(['[sound:a b.png] a%20b.png'], { 'a b.png': '2'.repeat(32) })).toEqual([
    '[sound:a b-222222222222.png] a%20b-222222222222.png',
  ])
  expect(names.all().map(([name]) => name)).toEqual(['a b.png', 'a b-222222222222.png'])
})

describe('our texts as HTML', () => {
  const html = makeToHtml((hash: MediaHash) => ({ name: `${hash.slice(0, 1)}.png`, isSound: false }))

  test.each([
    ['1 < 2 & "3"', '1 &lt; 2 &amp; &quot;3&quot;'],
    ['**bold** and *not*', '<b>bold</b> and <i>not</i>'],
    ['one\ntwo', 'one<br>two'],
    ['\\(a<b\\)', '\\(a&lt;b\\)'],
    ['$$x$$', '\\[x\\]'],
    [`![a "map"](media:${PICTURE})`, '<img src="1.png" alt="a &quot;map&quot;">'],
    ['[x](javascript:alert(1))', 'x'],
    ['- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
  ])('%j is %j', (markdown, expected) => expect(html.text(markdown)).toBe(expected))

  test.each([
    ['{{c1::a < b}} is *so*', '{{c1::a &lt; b}} is <i>so</i>'],
    ['\\(x^{{c2::n}}\\)', '\\(x^{{c2::n}}\\)'],
    ['{{c1::\\(\\frac{1}{2}\\)::half}}', '{{c1::\\(\\frac{1}{2}\\)::half}}'],
    ['{{c1::{a}}}', '{{c1::{a} }}'],
  ])('gaps: %j is %j', (markdown, expected) => expect(html.cloze(markdown)).toBe(expected))
})
