import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cardIdOf, type Face, type NoteId } from '../../src/domain/note.ts'
import { templateOf } from '../../src/domain/noteType.ts'
import { isDayDue, studyDayAt, toInstant } from '../../src/domain/time.ts'
import { importAnki } from '../formats/anki/fixtures.ts'
import { OWN_DECK, ownEvents, ownStates, PICTURE, SOUND } from '../formats/anki/ownCollection.ts'

/** What the real Anki makes of the packages that we wrote (`write.ts`), beside what it makes of those they came from. */
type Card = Readonly<Record<string, number | string>> & {
  readonly guid: string
  readonly ord: number
  readonly type: number
  readonly queue: number
  readonly due: number
  readonly dueIn: number
  readonly odid: number
  readonly odue: number
  readonly data: string
  readonly question: string
  readonly answer: string
}
type Found = {
  readonly error?: string
  readonly cards: readonly Card[]
  readonly log: readonly (readonly [id: number, guid: string, ord: number, ...numbers: number[]])[]
  readonly rows: readonly (readonly [guid: string, id: number, mid: number, mod: number, tags: string, flds: string])[]
  readonly types: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly media: readonly string[]
  readonly problems: readonly [text: string, ok: boolean]
  readonly again: Readonly<Record<'new' | 'updated' | 'conflicting', number>> | null
}

const paths = (process.env.ANKI_FILES ?? '').split('\n').filter((path) => path !== '')
const { files }: { files: Readonly<Record<string, Found>> } = JSON.parse(
  readFileSync(`${process.env.ANKI_ORACLE}/oracle.json`, 'utf8'),
)
const now = toInstant(Number(process.env.ANKI_NOW))
const today = studyDayAt({ at: now, offsetMinutes: 0 - new Date(now).getTimezoneOffset() }, 4)

const KEPT = ['id', 'guid', 'ord', 'deck', 'type', 'ivl', 'factor', 'reps', 'lapses', 'left', 'flags'] as const

/** A card on loan to a filtered deck goes home on the way. */
function cardOf(card: Card) {
  const isLent = card.odid !== 0
  const due = isLent && card.odue !== 0 ? card.odue : card.due
  const isDay = card.type !== 0 && due < 1e9
  return {
    ...Object.fromEntries(KEPT.map((key) => [key, card[key]])),
    queue: isLent && card.queue >= 0 ? 'home' : card.queue,
    due: isDay && !isLent ? { days: card.dueIn } : isDay ? 'home' : due,
    data: JSON.parse(card.data || '{}'),
  }
}

/** Without what Anki works out when it imports: a collection that was only opened has not gone through that. */
const typeOf = ({ usn: _usn, req: _req, did: _did, originalId: _original, name, ...type }: Type) => ({
  ...type,
  // Of two types of one name it marks the second; one that no note has stays behind here.
  name: String(name).replace(/_+$/, ''),
})

type Type = Readonly<Record<string, unknown>>

/** Some writers give milliseconds. Names of files are made safe on import, and texts composed. */
const noteOf = ([guid, id, mid, mod, tags, flds]: Found['rows'][number]) => ({
  ...{ guid, id, mid, tags: tags.trim() },
  mod: mod > 1e11 ? Math.floor(mod / 1000) : mod,
  flds: flds
    .normalize('NFC')
    .replace(/\[sound:([^\]]+)\]/g, (_, name: string) => `[sound:${name.replaceAll('[', '')}]`),
})

describe.each(paths.filter((path) => files[basename(path)]?.error === undefined))('%s, written again', (path) => {
  const before = files[basename(path)]
  const after = files[`${basename(path)}.ours.apkg`]
  if (!before || !after) throw new Error(`nothing is known of ${path}`)

  test('is taken without complaint', () => {
    expect(after.error).toBeUndefined()
    // What Anki mends in the original it mends again, or need not any more.
    if (!after.problems[1]) expect(after.problems).toEqual(before.problems)
  })

  test.skipIf(before.again === null)('is nothing new where the original is', () => {
    expect(before.again).toEqual({ new: 0, updated: 0, conflicting: 0 })
  })

  test('has the same notes, types and media', () => {
    expect(after.rows.map(noteOf)).toEqual(before.rows.map(noteOf))
    for (const id of new Set(after.rows.map(([, , mid]) => mid))) {
      const [type, wanted] = [typeOf(after.types[id] ?? {}), typeOf(before.types[id] ?? {})]
      expect(type).toEqual(wanted)
    }
    expect(after.media.filter((name) => !before.media.includes(name))).toEqual([])
  })

  test('has the same cards on the same days with the same memory, and the same log', () => {
    const lent = new Set(before.cards.filter((card) => card.odid !== 0).map(({ guid, ord }) => `${guid} ${ord}`))
    const place = (card: Card) => {
      const is = cardOf(card)
      return lent.has(`${card.guid} ${card.ord}`) ? { ...is, queue: 'home', due: 'home' } : is
    }
    expect(after.cards.map(place)).toEqual(before.cards.map(place))
    expect(after.log).toEqual(before.log)
  })
})

describe.each(Object.keys(files).filter((name) => name.startsWith('random-')))('%s', (name) => {
  const read = async (file: string) => {
    const { decks } = await importAnki(new Uint8Array(readFileSync(`${process.env.ANKI_OURS}/${file}`)))
    return decks.flatMap(({ title, notes }) =>
      notes.map((note) => {
        const content = templateOf(note)
        const composed = (texts: readonly string[]) => texts.map((text) => text.normalize('NFC'))
        const { fields = [], cards } = content ?? {}
        // Anki composes what it takes, and puts tags into an order of its own.
        return { id: note.id, title, cards, tags: composed(note.tags).sort(), fields: composed(fields) }
      }),
    )
  }

  test('of any words comes through Anki and back as it went', async () => {
    expect(files[name]?.error).toBeUndefined()
    expect(files[name]?.problems[1], files[name]?.problems[0]).toBe(true)
    const sent = await read(name)
    expect(await read(name.replace('.ours.apkg', '.back'))).toEqual(sent)
    expect(files[name]?.rows).toHaveLength(sent.length)
  })
})

describe('a collection of our own', () => {
  const own = files['own.ours.apkg']
  if (!own) throw new Error('it was not written')
  const faceOf = (noteId: string, ord: number): Face => {
    const n = Number(noteId.slice('n_own'.length)) % 8
    return n === 4 ? `c${ord + 1}` : n === 6 ? `s${ord + 1}` : n === 7 ? `t${ord}` : 'front'
  }

  test('is taken without complaint, whole, with what its notes show', () => {
    expect(own.error).toBeUndefined()
    expect(own.problems[1], own.problems[0]).toBe(true)
    expect(own.rows.map(([guid]) => guid)).toEqual(OWN_DECK.notes.map(({ id }) => id as string).sort())
    expect(own.media).toEqual([`${PICTURE}.png`, `${SOUND}.mp3`])
    expect(own.cards.filter(({ question }) => /has a problem|No cloze|is blank/.test(String(question)))).toEqual([])
    expect(own.cards.every(({ deck }) => deck === 'Own::Deck')).toBe(true)
    const first = own.cards.find(({ guid }) => guid === 'n_own0')
    expect(first?.question).toContain('Which <b>river</b> does Kabul lie on?')
    expect(first?.answer).toContain('the river &lt;<mark>Kabul</mark>')
    expect(first?.answer).toContain('<a href="https://example.org/kabul?a=1&amp;b=2">')
  })

  test('has each card where it stands here', () => {
    const states = ownStates(now)
    for (const card of own.cards) {
      const state = states.get(cardIdOf(card.guid as NoteId, faceOf(card.guid, card.ord)))
      const memory = state?.memory ?? { phase: 'new' as const }
      expect(card.type, card.guid).toBe(['new', 'learning', 'review', 'relearning'].indexOf(memory.phase))
      expect(card.flags).toBe(state?.flag ?? 0)
      if (state?.suspended) expect(card.queue).toBe(-1)
      else if (state?.buriedOn === today) expect(card.queue).toBe(-3)
      else expect(card.queue).toBe(memory.phase === 'new' ? 0 : isDayDue(memory.due) ? 2 : 1)
      if (memory.phase === 'new') continue
      expect(card.reps).toBe(state?.reps)
      expect(card.lapses).toBe(state?.lapses)
      if (isDayDue(memory.due)) expect(card.dueIn).toBe(memory.due - today)
      else expect(card.due).toBe(Math.floor(memory.due / 1000))
      const kept = JSON.parse(card.data)
      expect(kept.s).toBeCloseTo(memory.stability, 3)
      expect(kept.d).toBeCloseTo(memory.difficulty, 2)
      expect(kept.dr).toBe(0.9)
    }
  })

  test('has every answer in its log, once', () => {
    const reviews = ownEvents(now).filter((event) => event.kind === 'review')
    const rows = own.log.filter(([, , , ease = 0]) => ease > 0)
    expect(rows).toHaveLength(reviews.length)
    const answers = reviews.map((event) => ['', 'again', 'hard', 'good', 'easy'].indexOf(event.rating))
    expect(rows.map(([, , , ease]) => ease).toSorted()).toEqual(answers.toSorted())
    expect(own.log.filter(([, , , ease]) => ease === 0).length).toBe(
      ownEvents(now).filter(({ kind }) => kind === 'reset' || kind === 'setDue').length,
    )
  })
})
