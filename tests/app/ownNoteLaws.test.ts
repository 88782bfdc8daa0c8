import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergedEvents } from '../../src/app/deckEvents.ts'
import type { Deck } from '../../src/domain/deck.ts'
import { type Held, mergeDeck } from '../../src/domain/deckMerge.ts'
import type { EventId, StoredEvent } from '../../src/domain/event.ts'
import { foldLog } from '../../src/domain/fold.ts'
import type { DeckId, Note } from '../../src/domain/note.ts'
import { changesOf } from '../../src/domain/noteLog.ts'
import { sameNote } from '../../src/domain/noteMerge.ts'
import { seenOver } from '../../src/domain/ownNote.ts'
import { makeRandom, shuffle } from '../../src/domain/random.ts'
import { parseEvent } from '../../src/formats/eventShape.ts'
import { eventId, FIRST_DAY, makeNote, momentAt } from '../domain/arbitraries.ts'
import { type Edit, edited, edits, FIELDS, type Field, fieldsOf } from '../domain/noteEdits.ts'
import { makeDeck } from '../storage/world.ts'

const DECK = 'd' as DeckId
const FIRST = makeNote('n', { kind: 'qa', question: 'Deck?', answer: 'Deck.' }, { tags: ['deck'] })
type Name = 'a' | 'b'

const device = fc.constantFrom<Name>('a', 'b')
const published = fc.array(edits, { minLength: 1, maxLength: 3 })
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('edit' as const), device, edit: edits }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('publish' as const), edits: published }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('take' as const), device }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('meet' as const) }) },
)
const undo = fc.record({ kind: fc.constant('undo' as const), device })
const skews = fc.record({ a: fc.nat(50), b: fc.nat(50) })
type Step =
  typeof step extends fc.Arbitrary<infer S> ? S | (typeof undo extends fc.Arbitrary<infer U> ? U : never) : never

/** What the learner said of a field, once: `gone` where a merge that saw it gave it up, or it was taken back. */
type Claim = {
  readonly id: EventId
  readonly field: Field
  readonly value: unknown
  gone: 'no' | 'given up' | 'undone'
}

/** One learner's two devices, a deck with one note, and beside them what was said of each field, the slow way. */
function makeLearner(skew: Readonly<Record<Name, number>>) {
  const versions: Note[] = [FIRST]
  const claims: Claim[] = []
  const merges: { readonly id: EventId; readonly theirs: ReturnType<typeof fieldsOf> }[] = []
  const logs: Record<Name, StoredEvent[]> = { a: [], b: [] }
  const has: Record<Name, number> = { a: 1, b: 1 }
  const clocks = { a: skew.a, b: skew.b }
  const authors = (version: number): Note => versions[version - 1] ?? FIRST
  const deckOf = (version: number): Deck => ({ ...makeDeck('d', 0), version, notes: [authors(version)] })
  const stamping = (name: Name) => {
    clocks[name] += 3
    return {
      moment: () => momentAt(FIRST_DAY),
      clock: { next: () => eventId(++clocks[name], name.repeat(8)) } as never,
    }
  }
  const own = (events: readonly StoredEvent[]) => foldLog(events).notes.get(FIRST.id)
  const seen = (name: Name) => seenOver(own(logs[name]), authors(has[name]))
  const heldBy = (name: Name): Held => {
    const version = own(logs[name])
    return {
      deck: { ...deckOf(has[name]), builtIn: false, retired: [] },
      versions: version ? [{ ...version, noteId: FIRST.id, guest: null }] : [],
    }
  }
  const knownTo = (name: Name) => {
    const ids = new Set<string>(logs[name].map(({ id }) => id))
    return claims.filter(({ id }) => ids.has(id))
  }

  function edit(name: Name, change: Edit): void {
    const base = seen(name)
    const note = edited(base, change)
    if (sameNote(base, note)) return
    const { moment, clock } = stamping(name)
    const { next } = clock as { readonly next: () => EventId }
    const id = next()
    const about = { kind: 'note', noteId: FIRST.id, deckId: DECK, note, was: changesOf(base, note) } as const
    logs[name].push({ ...moment(), id, ...about })
    claims.push({ id, field: change.field, value: fieldsOf(note)[change.field], gone: 'no' })
  }

  function take(name: Name): void {
    const [here, theirs] = [fieldsOf(authors(has[name])), fieldsOf(authors(versions.length))]
    const mine = fieldsOf(seen(name))
    const upGiven = FIELDS.filter((field) => {
      // Nobody is asked about what only other programs know: theirs, where it is new.
      const isTheirs = field === 'extra' && theirs[field] !== here[field]
      return mine[field] === here[field] || mine[field] === theirs[field] || isTheirs
    })
    for (const claim of knownTo(name)) if (claim.gone === 'no' && upGiven.includes(claim.field)) claim.gone = 'given up'
    const merge = mergeDeck(heldBy(name), deckOf(versions.length))
    const events = mergedEvents(stamping(name), merge).map(throughFile)
    for (const { id } of events) merges.push({ id, theirs })
    logs[name].push(...events)
    has[name] = versions.length
    expect(mergeDeck(heldBy(name), deckOf(versions.length))).toMatchObject({ versions: [], clashes: [] })
    const shown = merge.versions[0]?.note
    if (shown) expect(fieldsOf(seen(name))).toEqual(fieldsOf(shown))
  }

  function takeBack(name: Name): void {
    const last = logs[name].findLast(({ kind, id }) => kind === 'note' && id.endsWith(name))
    const claim = claims.find(({ id }) => id === last?.id)
    if (!claim || claim.gone === 'undone') return
    const { moment, clock } = stamping(name)
    const { next } = clock as { readonly next: () => EventId }
    logs[name].push({ ...moment(), id: next(), kind: 'undo', of: [claim.id] })
    claim.gone = 'undone'
  }

  function meet(): void {
    const all = new Map([...logs.a, ...logs.b].map((event) => [event.id, event]))
    const version = Math.max(has.a, has.b)
    const time = Math.max(clocks.a, clocks.b)
    for (const name of ['a', 'b'] as const) {
      logs[name] = [...all.values()]
      has[name] = version
      clocks[name] = time
    }
  }

  function follow(steps: readonly Step[]): void {
    for (const one of steps) {
      if (one.kind === 'edit') edit(one.device, one.edit)
      else if (one.kind === 'take') take(one.device)
      else if (one.kind === 'undo') takeBack(one.device)
      else if (one.kind === 'meet') meet()
      else versions.push(one.edits.reduce(edited, authors(versions.length)))
    }
  }

  const claimsOf = (field: Field) =>
    claims.filter((claim) => claim.field === field).sort((one, other) => (one.id < other.id ? -1 : 1))
  /** What the author says too, and was taken so, is the author's. */
  const isShared = ({ id, field, value }: Claim) =>
    merges.some((merge) => merge.id > id && merge.theirs[field] === value)
  return {
    follow,
    meet,
    seen,
    logs,
    claimsOf,
    isShared,
    leads: () => fieldsOf(authors(Math.max(has.a, has.b))),
    authors,
    has,
  }
}

/** An event as it comes back from a backup. */
function throughFile(event: StoredEvent): StoredEvent {
  const read = parseEvent(JSON.parse(JSON.stringify(event)), '')
  if (!read.ok) throw new Error('refused')
  expect(read.value).toEqual(event)
  return read.value
}

describe('a note of a deck of which versions come and which the learner edits, on two devices that meet', () => {
  test('shows in each field the learner’s last words, or else the leading version’s, on both', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), skews, fc.integer(), (steps, skew, seed) => {
        const learner = makeLearner(skew)
        learner.follow(steps)
        learner.meet()
        const shown = fieldsOf(learner.seen('a'))
        expect(fieldsOf(learner.seen('b'))).toEqual(shown)
        const mixed = foldLog(shuffle(learner.logs.a, makeRandom(seed))).notes.get(FIRST.id)
        expect(seenOver(mixed, learner.authors(learner.has.a))).toEqual(learner.seen('a'))
        for (const field of FIELDS) {
          const last = learner.claimsOf(field).at(-1)
          const expected = last?.gone === 'no' && !learner.isShared(last) ? last.value : learner.leads()[field]
          expect([field, shown[field]]).toEqual([field, expected])
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('shows nothing of what was taken back', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 4, arbitrary: step }, undo), { maxLength: 14 }), skews, (steps, skew) => {
        const learner = makeLearner(skew)
        learner.follow(steps)
        learner.meet()
        const shown = fieldsOf(learner.seen('a'))
        expect(fieldsOf(learner.seen('b'))).toEqual(shown)
        for (const field of FIELDS) {
          const stand = learner.claimsOf(field).filter(({ gone }) => gone !== 'undone')
          const may = [learner.leads()[field], ...stand.map(({ value }) => value)]
          expect(may).toContain(shown[field])
        }
      }),
      { numRuns: 1000 },
    )
  })
})

test.each(['was', 'over', 'laid'])(
  'an event of a merge is refused from a file where its `%s` would leave no note',
  (key) => {
    const event = { ...momentAt(FIRST_DAY), id: eventId(1), kind: 'note', noteId: FIRST.id, deckId: DECK, note: FIRST }
    const told = { ...event, merged: true, was: [], over: [], laid: [] }
    expect(parseEvent(told, '').ok).toBe(true)
    for (const broken of [[['content', 'none']], [['id', 'other']], [['tags']], 'none'])
      expect(parseEvent({ ...told, [key]: broken }, '').ok).toBe(false)
  },
)
