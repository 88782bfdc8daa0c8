import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventId, StoredEvent } from '../../src/domain/event.ts'
import { type Media, type MediaHash, mediaLink } from '../../src/domain/media.ts'
import type { Note } from '../../src/domain/note.ts'
import { addDays, toStudyDay } from '../../src/domain/time.ts'
import { deckId, makeDeck, makeWorld } from './world.ts'

/** The slow way: for each note every picture that it ever had, and what was done to it when. */
type Plain = { base: number; mine: number | null; out: boolean; history: number[]; touched: number }
type Done = { readonly note: number; readonly before: Pick<Plain, 'mine' | 'out'>; readonly id: EventId }

const NOTES = 3
const PICTURES = 8
const hashOf = (n: number): MediaHash => `${n}`.padStart(32, '0') as MediaHash
const medium = (n: number): Media => ({ hash: hashOf(n), type: 'image/png', bytes: new Uint8Array(1).buffer })
const small = (most: number) => fc.nat(most - 1)

const step = fc.oneof(
  fc.record({ kind: fc.constant('edit' as const), note: small(NOTES), picture: small(PICTURES) }),
  fc.record({ kind: fc.constant('out' as const), note: small(NOTES) }),
  fc.record({ kind: fc.constant('undo' as const) }),
  fc.record({ kind: fc.constant('day' as const) }),
  fc.record({ kind: fc.constant('deck' as const), here: fc.boolean() }),
  fc.record({ kind: fc.constant('check' as const) }),
)

test('a medium goes when no note, no author’s text and no version within an undo’s reach names it since another day, and else never', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const world = makeWorld('unused')
      const { store, stamp } = await world.open()
      const deck = makeDeck('d', NOTES)
      const showing = (note: number, picture: number): Note => ({
        ...(deck.notes[note] as Note),
        content: { kind: 'qa', question: mediaLink(hashOf(picture), 'p'), answer: 'a' },
      })
      const whole = { ...deck, notes: deck.notes.map((_, i) => showing(i, i)) }
      const notes = deck.notes.map((_, i): Plain => ({ base: i, mine: null, out: false, history: [], touched: -1 }))
      const left = new Set(Array.from({ length: PICTURES }, (_, n) => n))
      const since = new Map<number, number>()
      let [day, isHere, undoable]: [number, boolean, Done[]] = [0, true, []]
      let undoableFrom = stamp().id
      const commit = (event: object) => store.commit({ events: [{ ...stamp(), ...event } as StoredEvent], cards: [] })
      const change = async (note: number, next: Partial<Plain>, event: object) => {
        const plain = notes[note] as Plain
        const id = stamp().id
        undoable.push({ note, before: { mine: plain.mine, out: plain.out }, id })
        await commit({ id, noteId: deck.notes[note]?.id, deckId: deck.id, ...event })
        Object.assign(plain, next, { touched: day })
      }
      await store.putMedia([...left].map(medium))
      await store.putDeck(whole, { builtIn: false })

      const used = (): ReadonlySet<number> => {
        const all = new Set<number>()
        for (const { base, mine, out, history, touched } of notes) {
          const isFresh = touched === day
          if (isFresh) for (const picture of history) all.add(picture)
          if (out && !isFresh) continue
          if (mine !== null) all.add(mine)
          if (isHere) all.add(base)
        }
        return all
      }

      for (const one of [...steps, { kind: 'check' as const }]) {
        if (one.kind === 'edit') {
          const { note, picture } = one
          if (!left.has(picture)) continue
          notes[note]?.history.push(picture)
          await store.putMedia([medium(picture)])
          since.delete(picture)
          await change(note, { mine: picture }, { kind: 'note', note: showing(note, picture) })
        } else if (one.kind === 'out') await change(one.note, { out: true }, { kind: 'retire', on: true })
        else if (one.kind === 'undo') {
          const last = undoable.pop()
          if (!last) continue
          await commit({ kind: 'undo', of: [last.id] })
          Object.assign(notes[last.note] as Plain, last.before, { touched: day })
        } else if (one.kind === 'day') {
          ;[day, undoable, undoableFrom] = [day + 1, [], stamp().id]
        } else if (one.kind === 'deck' && one.here !== isHere) {
          isHere = one.here
          if (isHere) await store.putDeck(whole, { builtIn: false })
          else await store.removeDeck(deckId('d'))
        } else if (one.kind === 'check') {
          const named = used()
          for (const picture of left)
            if (named.has(picture)) since.delete(picture)
            else since.set(picture, since.get(picture) ?? day)
          const gone = [...since].filter(([, first]) => first < day).map(([picture]) => picture)
          const check = { day: addDays(toStudyDay(20_000), day), undoableFrom, besides: [] }
          const { removable, recent } = await (await store.unusedMedia()).find(check)
          expect([removable.files, recent.files]).toEqual([gone.length, since.size - gone.length])
          expect(await (await store.unusedMedia()).remove(check)).toEqual({ files: gone.length, bytes: gone.length })
          for (const picture of gone) {
            left.delete(picture)
            since.delete(picture)
          }
          expect(await store.mediaHashes()).toEqual([...left].sort().map(hashOf))
        }
      }
      await world.closeAll()
    }),
    { numRuns: 60 },
  )
})
