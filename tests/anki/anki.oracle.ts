import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { LogEvent } from '../../src/domain/event.ts'
import { replayCard } from '../../src/domain/fold.ts'
import { foreignSide } from '../../src/domain/foreignTree.ts'
import type { SafeNode } from '../../src/domain/htmlSafe.ts'
import { cardIdOf, type Note } from '../../src/domain/note.ts'
import { faceOfOrdinal, type TemplateContent, templateOf } from '../../src/domain/noteType.ts'
import { makeScheduler } from '../../src/domain/scheduler.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts'
import { cardHtml, ordinalsOf } from '../../src/domain/templateCard.ts'
import { studyDayAt, toInstant } from '../../src/domain/time.ts'
import { compareTyped } from '../../src/domain/typedForeign.ts'
import { convert } from '../../src/formats/anki/convert.ts'
import { noteIdOf } from '../../src/formats/anki/convertNotes.ts'
import { AnkiFault } from '../../src/formats/anki/problem.ts'
import { readAnki } from '../formats/anki/fixtures.ts'

/** What the real Anki says of the files of this run (`run.ts`), beside what comes out here. */
type Card = {
  readonly guid: string
  readonly ord: number
  readonly type: 0 | 1 | 2 | 3
  readonly queue: number
  readonly dueIn: number
  readonly odue: number
  readonly odid: number
  readonly flags: number
  readonly deck: string
  readonly data: string
  readonly question: string
  readonly answer: string
}
type Found = {
  readonly error?: string
  readonly notes: number
  readonly cards: readonly Card[]
  readonly reviews: readonly (readonly number[])[]
}
type Typed = { readonly expected: string; readonly given: string; readonly combining: boolean; readonly html: string }

const folder = process.env.ANKI_ORACLE ?? ''
const paths = (process.env.ANKI_FILES ?? '').split('\n').filter((path) => path !== '')
const oracle: { files: Readonly<Record<string, Found>>; typed: readonly Typed[] } = JSON.parse(
  readFileSync(`${folder}/oracle.json`, 'utf8'),
)
const now = toInstant(Number(process.env.ANKI_NOW))
const offsetMinutes = () => 0 - new Date(now).getTimezoneOffset()
const PHASES = ['new', 'learning', 'review', 'relearning']

async function imported(path: string) {
  const { collection, media } = await readAnki(new Uint8Array(readFileSync(path)))
  const hashes = new Map([...media.keys()].map((name) => [name, 'f'.repeat(32)]))
  return convert(collection, { offsetMinutes, now, media: hashes, packed: new Set(media.keys()) })
}

/** Anki's HTML without what only it has: its style sheet, numbered sounds, the words behind a gap, its hints' script. */
const theirs = (html: string): string =>
  html
    .replace(/^<style>[\s\S]*?<\/style>/, '')
    .replace(/\[anki:play:[qa]:\d+\]/g, '[sound]')
    .replace(/ data-cloze="[^"]*"/g, '')
    .replace(
      /<a class=hint[\s\S]*?<\/a>\s*<div id="hint[^"]*" class=hint style="display: none">([\s\S]*?)<\/div>/g,
      '<hint>$1</hint>',
    )
    .replace(/<div>No cloze [\s\S]*$/, '')
    .replace(/<img class=latex [^>]*>/g, '[latex]')
    .replace(/\s*LaTeX image generation is disabled in the preferences\./g, '')
    .replaceAll('&#x20;', ' ')
    .replace(/ >/g, '>')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()

const ours = (html: string): string =>
  html
    .replace(/\[sound:[^\]]+\]/g, '[sound]')
    .replace(/<details class="hint"><summary>[^<]*<\/summary><div>([\s\S]*?)<\/div><\/details>/g, '<hint>$1</hint>')
    .replace(/\[latex\][\s\S]*?\[\/latex\]|\[\$\$\][\s\S]*?\[\/\$\$\]|\[\$\][\s\S]*?\[\/\$\]/g, '[latex]')
    .replace(/ >/g, '>')
    .replace(/\s+/g, ' ')
    .trim()

const wordsOf = (nodes: readonly SafeNode[]): string =>
  nodes.map((node) => (typeof node === 'string' ? node : wordsOf(node.children))).join('')

function contentsOf(notes: readonly Note[]): ReadonlyMap<string, TemplateContent> {
  return new Map(
    notes.flatMap((note) => {
      const content = templateOf(note)
      return content ? [[note.id, content] as const] : []
    }),
  )
}

function eventsByCard(events: readonly LogEvent[]): ReadonlyMap<string, readonly LogEvent[]> {
  const byCard = new Map<string, LogEvent[]>()
  for (const event of events) {
    if (!('cardId' in event)) continue
    const own = byCard.get(event.cardId)
    if (own) own.push(event)
    else byCard.set(event.cardId, [event])
  }
  return byCard
}

describe.each(paths)('%s', (path) => {
  const found = oracle.files[basename(path)]
  if (!found) throw new Error(`nothing is known of ${path}`)

  if (found.error !== undefined) {
    test(`is refused by both (${found.error.slice(0, 80)})`, async () => {
      await expect(imported(path)).rejects.toBeInstanceOf(AnkiFault)
    })
    return
  }

  test('has the same notes, cards and reviews', async () => {
    const { counts, events } = await imported(path)
    expect(counts.notes).toBe(found.notes)
    expect(counts.cards).toBe(found.cards.length)
    const theirReviews = found.reviews.filter(([, ease]) => ease !== 0)
    expect(counts.reviews).toBe(theirReviews.length)
    const ratings = events.flatMap((event) => (event.kind === 'review' ? [[event.at, event.rating]] : []))
    const expected = theirReviews.map(([id, ease = 0]) => [id, ['', 'again', 'hard', 'good', 'easy'][ease]])
    expect(ratings.sort()).toEqual(expected.sort())
  })

  test('shows each card as Anki does, and says where a template is broken', async () => {
    const { decks } = await imported(path)
    const tags = new Map(decks.flatMap((deck) => deck.notes).map((note) => [note.id as string, note.tags]))
    const contents = contentsOf(decks.flatMap((deck) => deck.notes))
    for (const card of found.cards) {
      const id = noteIdOf(card.guid)
      const content = contents.get(id)
      expect(content, card.guid).toBeDefined()
      if (!content) continue
      const html = cardHtml(content, card.ord, { deck: card.deck, tags: tags.get(id) ?? [], flag: card.flags })
      if (html.kind === 'fault') {
        expect(card.question).toContain('has a problem')
        continue
      }
      expect(ours(html.question)).toBe(theirs(card.question))
      // A gap that is not there is an error to Anki, and an empty back.
      if (!card.question.includes('No cloze')) expect(ours(html.answer)).toBe(theirs(card.answer))
      const side = foreignSide(content, card.ord, {
        side: 'answer',
        typed: '',
        context: { deck: card.deck, tags: tags.get(id) ?? [], flag: card.flags },
      })
      expect(side.kind === 'nodes' && wordsOf(side.nodes)).toEqual(expect.any(String))
    }
  })

  test('has the cards that Anki would make of its notes', async () => {
    const { decks } = await imported(path)
    const made = found.cards.filter(
      ({ question }) => !/has a problem|No cloze|front of this card is blank/.test(question),
    )
    const contents = contentsOf(decks.flatMap((deck) => deck.notes))
    for (const card of made) {
      const content = contents.get(noteIdOf(card.guid))
      if (content) expect(ordinalsOf(content.type, content.fields), card.question).toContain(card.ord)
    }
  })

  test('leaves each card in its deck, phase and on its day, suspended and flagged as it was', async () => {
    const { decks, events } = await imported(path)
    const titles = new Map(decks.flatMap((deck) => deck.notes.map((note) => [note.id as string, deck.title])))
    const contents = contentsOf(decks.flatMap((deck) => deck.notes))
    const scheduler = makeScheduler(DEFAULT_SETTINGS)
    const today = studyDayAt({ at: now, offsetMinutes: offsetMinutes() }, 4)
    const byCard = eventsByCard(events)
    const firstDecks = new Map<string, string>()
    for (const card of found.cards) if (!firstDecks.has(card.guid)) firstDecks.set(card.guid, card.deck)
    for (const card of found.cards) {
      const content = contents.get(noteIdOf(card.guid))
      if (!content) continue
      const cardId = cardIdOf(noteIdOf(card.guid), faceOfOrdinal(content.type, card.ord))
      const own: readonly LogEvent[] = byCard.get(cardId) ?? []
      const state = replayCard(cardId, own, scheduler)
      expect(titles.get(noteIdOf(card.guid))).toBe(firstDecks.get(card.guid))
      expect(state.suspended).toBe(card.queue === -1)
      expect(state.flag).toBe(card.flags & 7)
      const isLogged = own.some((event) => event.kind === 'review')
      if (card.type !== 1 || isLogged) expect(state.memory.phase, card.guid).toBe(PHASES[card.type])
      if (state.memory.phase === 'review' && card.odid === 0) expect(state.memory.due - today).toBe(card.dueIn)
      const kept = JSON.parse(card.data || '{}') as { s?: number; d?: number }
      if (state.memory.phase !== 'review' || kept.s === undefined || kept.d === undefined) continue
      expect(state.memory.stability).toBeCloseTo(kept.s, 3)
      expect(state.memory.difficulty).toBeCloseTo(kept.d, 3)
    }
  })

  test('its log alone, replayed, comes to Anki’s own memory of each card', async () => {
    const { decks, events } = await imported(path)
    const contents = contentsOf(decks.flatMap((deck) => deck.notes))
    const scheduler = makeScheduler(DEFAULT_SETTINGS)
    const byCard = eventsByCard(events)
    let compared = 0
    for (const card of found.cards) {
      const content = contents.get(noteIdOf(card.guid))
      const kept = JSON.parse(card.data || '{}') as { s?: number; d?: number }
      if (!content || kept.s === undefined || kept.d === undefined || !path.includes('made-')) continue
      const cardId = cardIdOf(noteIdOf(card.guid), faceOfOrdinal(content.type, card.ord))
      const log = (byCard.get(cardId) ?? []).filter((event) => event.kind !== 'baseline')
      const { memory } = replayCard(cardId, log, scheduler)
      if (memory.phase === 'new') throw new Error(`${cardId} has no memory`)
      expect(Math.abs(memory.stability / kept.s - 1), `${cardId} ${memory.stability} ${kept.s}`).toBeLessThan(0.005)
      expect(Math.abs(memory.difficulty - kept.d)).toBeLessThan(0.01)
      compared++
    }
    if (path.includes('fsrs-True')) expect(compared).toBeGreaterThan(20)
  })
})

test('typed answers are compared as Anki compares them', () => {
  const html = (nodes: readonly SafeNode[]): string =>
    nodes
      .map((node) => {
        if (typeof node === 'string') return node.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace('↓', '&darr;')
        if (node.tag === 'br') return '<br>'
        const [[name, value] = ['', '']] = Object.entries(node.attributes)
        return `<span ${name}=${value}>${html(node.children)}</span>`
      })
      .join('')
  for (const { expected, given, combining, html: theirHtml } of oracle.typed) {
    const mine = `<code id=typeans>${html(compareTyped(expected, given, !combining))}</code>`
    // Neighbours of one kind are one stretch here.
    const merge = (text: string) =>
      text.replace(/<\/span><span class=typeGood>/g, (between, at: number) =>
        text.slice(0, at).lastIndexOf('typeGood') > text.slice(0, at).lastIndexOf('<span') ? '' : between,
      )
    expect(merge(mine)).toBe(merge(theirHtml))
  }
})

test('something was compared', () => {
  expect(paths.length).toBeGreaterThan(4)
  expect(readdirSync(folder).length).toBeGreaterThan(0)
})
