import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeBackup, readBackup } from '../../src/app/backups.ts'
import { joinDecks } from '../../src/app/joinDecks.ts'
import { mergeBackup, previewBackup } from '../../src/app/restore.ts'
import { takeDeck } from '../../src/app/takeDeck.ts'
import { nextVersion } from '../../src/domain/deckVersion.ts'
import { hashText } from '../../src/domain/hash.ts'
import type { NoteId } from '../../src/domain/note.ts'
import type { ReadBackup } from '../../src/formats/backupReader.ts'
import { decodeDeck, encodeDeck } from '../../src/formats/deckFile.ts'
import type { CollectedDeck } from '../../src/storage/store.ts'
import { assertWhole } from '../storage/whole.ts'
import { deckId, everything, makeDeck } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { withDevices } from './eachTest.ts'

const devices = withDevices(() => ({ __APP_VERSION__: '0.1.0', navigator: { language: 'en' } }))
const { open } = devices

type Said = {
  readonly version?: number
  readonly live?: readonly number[]
  readonly own?: readonly number[]
  readonly out?: readonly number[]
  readonly tombstones?: readonly number[]
  /** What is asked by every note. */
  readonly asks?: string
}

const ALL = makeDeck('d', 6)
const idOf = (n: number) => `d-n${n}` as NoteId

function deckOf({ version = 1, live = [], own = [], out = [], tombstones = [], asks }: Said): CollectedDeck {
  const pick = (numbers: readonly number[]) =>
    numbers.flatMap((n) => {
      const note = ALL.notes[n]
      if (!note) return []
      return asks ? { ...note, content: { kind: 'qa' as const, question: asks, answer: `café ${n}` } } : note
    })
  return {
    ...ALL,
    version,
    notes: pick(live),
    retired: pick(out),
    tombstones: tombstones.map(idOf),
    builtIn: false,
    ...(own.length > 0 && { own: own.map(idOf) }),
  }
}

const join = (a: CollectedDeck, b: CollectedDeck): CollectedDeck => joinDecks([a], [b])[0] ?? a

const seen = (deck: CollectedDeck) => ({
  version: deck.version,
  live: deck.notes.map(({ id }) => Number(id.slice(3))),
  out: deck.retired.map(({ id }) => Number(id.slice(3))),
})

async function tabWith(deck: CollectedDeck): Promise<AppTab> {
  const tab = await open()
  const { builtIn, own, retired, ...content } = deck
  await tab.store.putDeck(content, { builtIn, own, retired })
  return tab
}

async function read(tab: AppTab, change: (line: string) => string = (line) => line): Promise<ReadBackup> {
  const lines = (await (await makeBackup(tab.services)).file.text()).split('\n')
  const result = await readBackup(new Blob([lines.map(change).join('\n')]))
  if (!result.ok) throw new Error(`refused: ${result.error.kind}`)
  return result.value
}

/** A backup's line with something else in it, as its writer would have summed it. */
function resummed(line: string, from: string, to: string): string {
  const json = /^\["\w{13}",(\{.*\})\],?$/.exec(line)?.[1]?.replace(from, to)
  return json === undefined || !line.includes(from) ? line : `["${hashText(json)}",${json}],`
}

describe('one deck, added to on two devices', () => {
  const laptop = { version: 2, live: [0, 1], own: [0, 1] }
  const phone = { version: 2, live: [0, 2], own: [0, 2] }

  test.each([
    ['as often', phone],
    ['more often there', { ...phone, version: 3 }],
    ['more often here', { ...phone, version: 1 }],
  ])('keeps the cards of both: %s', async (_, there) => {
    const [a, b] = [await tabWith(deckOf(laptop)), await tabWith(deckOf(there))]
    const [fromA, fromB] = [await read(a), await read(b)]
    expect((await previewBackup(a.services, fromB)).isNew).toBe(true)
    await mergeBackup(a.services, fromB)
    await mergeBackup(b.services, fromA)
    expect((await a.store.deck(deckId('d')))?.notes.map(({ id }) => id).sort()).toEqual([0, 1, 2].map(idOf))
    expect((await a.store.collectedDeck(deckId('d')))?.deck.own?.toSorted()).toEqual([0, 1, 2].map(idOf))
    expect((await a.store.decks())[0]?.version).toBe(Math.max(2, there.version))
    expect(await everything(a.store)).toEqual(await everything(b.store))
    expect((await previewBackup(a.services, fromB)).isNew).toBe(false)
    await assertWhole(a.store)
    expect((await read(a)).damage).toBeNull()
  })
})

test('a version that lacks every note takes none out, however new it says it is', () => {
  const here = deckOf({ version: 2, live: [0, 1, 2, 3] })
  expect(seen(join(here, deckOf({ version: 1e9 })))).toEqual({ version: 1e9, live: [0, 1, 2, 3], out: [] })
})

test('the newer version says what a note asks', () => {
  const old = deckOf({ version: 1, live: [0, 1], asks: 'Old?' })
  const young = deckOf({ version: 2, live: [0], asks: 'New?' })
  for (const deck of [join(old, young), join(young, old)])
    expect(deck.notes.map(({ content }) => 'question' in content && content.question)).toEqual(['New?', 'Old?'])
})

test.each<[string, Said, Said, number[], number[]]>([
  ['retired there', { live: [0, 1] }, { version: 2, live: [0], out: [1] }, [0], [1]],
  ['buried there', { live: [0, 1] }, { version: 2, live: [0], tombstones: [1] }, [0], [1]],
  ['retired there, but mine', { live: [0, 1], own: [1] }, { version: 2, live: [0], out: [1] }, [0, 1], []],
  ['retired here, but theirs', { live: [0], out: [1] }, { version: 2, live: [0, 1], own: [1] }, [0, 1], []],
  ['retired once, and back since', { live: [0], tombstones: [1] }, { version: 2, live: [0, 1] }, [0, 1], []],
  ['retired in one of the same version', { live: [0, 1] }, { live: [0], out: [1] }, [0], [1]],
])('a note that is %s', (_, one, other, live, out) => {
  for (const deck of [join(deckOf(one), deckOf(other)), join(deckOf(other), deckOf(one))]) {
    expect(seen(deck)).toMatchObject({ live, out })
    expect(deck.tombstones.filter((id) => live.map(idOf).includes(id))).toEqual([])
  }
})

test('notes whose text is another one here come without evidence in it', () => {
  const [source] = ALL.sources
  if (!source) throw new Error('no source')
  const here = { ...deckOf({ version: 2, live: [0] }), sources: [{ ...source, text: `X${source.text}` }] }
  const [, added] = join({ ...here, notes: [] }, deckOf({ live: [0, 1] })).notes
  expect(added).toMatchObject({ id: idOf(1), evidence: [] })
})

test('that one lives here and the other there, and both are out in the union, is no news the second time', () => {
  const [a, b] = [
    deckOf({ version: 2, live: [1], out: [0], asks: 'B?' }),
    deckOf({ version: 2, live: [0], out: [1], asks: 'B?' }),
  ]
  const both = join(a, b)
  expect(seen(both)).toMatchObject({ live: [] })
  expect(join(both, b)).toBe(both)
  expect(join(both, a)).toBe(both)
})

test('nor is one of which each put in another card', () => {
  const [a, b] = [deckOf({ live: [1], out: [2], own: [1] }), deckOf({ live: [1, 2], own: [2] })]
  const both = join(a, b)
  expect(join(both, b)).toBe(both)
  expect(join(both, a)).toBe(both)
})

describe('a union of two', () => {
  const said = fc.record({
    version: fc.integer({ min: 1, max: 3 }),
    where: fc.array(fc.constantFrom('live', 'own', 'out', 'buried', 'nowhere'), { minLength: 6, maxLength: 6 }),
    asks: fc.constantFrom('A?', 'B?'),
  })
  const arbitraryDeck = said.map(({ version, where, asks }) => {
    const at = (...places: string[]) => where.flatMap((place, n) => (places.includes(place) ? [n] : []))
    return deckOf({ version, asks, live: at('live', 'own'), own: at('own'), out: at('out'), tombstones: at('buried') })
  })

  test('is the same again where all of it is the learner’s own by what either says', () => {
    const [a, b] = [
      deckOf({ live: [0, 1, 2, 3, 4, 5], own: [0, 2, 3], asks: 'A?' }),
      deckOf({ live: [0, 1, 3, 4, 5], own: [1, 4, 5], asks: 'A?' }),
    ]
    const both = join(a, b)
    expect(join(both, b)).toBe(both)
    expect(join(b, a)).toEqual(both)
  })

  test('is the same in either order, and the same again when either comes once more', () => {
    fc.assert(
      fc.property(arbitraryDeck, arbitraryDeck, (a, b) => {
        const both = join(a, b)
        expect(join(b, a)).toEqual(both)
        expect(join(both, b)).toBe(both)
        const live = new Set(both.notes.map(({ id }) => id))
        for (const id of [...(a.own ?? []), ...(b.own ?? [])]) expect(live).toContain(id)
        const all = new Set([...both.notes, ...both.retired].map(({ id }) => id))
        expect(all.size).toBe(both.notes.length + both.retired.length)
        for (const { id } of [...a.notes, ...b.notes, ...a.retired, ...b.retired]) expect(all).toContain(id)
      }),
    )
  })
})

describe('a version beyond all counting', () => {
  const hostile = (version: number) => deckOf({ version, live: [0, 1], asks: 'Hostile?' })
  const asked = async (tab: AppTab) => {
    const deck = await tab.store.deck(deckId('d'))
    const [note] = deck?.notes ?? []
    return note?.content.kind === 'qa' ? note.content.question : null
  }

  test('leads nothing where it meets an honest one', () => {
    for (const version of [1_000_000_001, 2_000_000_000]) {
      const honest = deckOf({ version: 5, live: [0, 1] })
      for (const both of [join(honest, hostile(version)), join(hostile(version), honest)]) {
        expect(both.version).toBe(5)
        expect(both.notes).toEqual(honest.notes)
      }
    }
  })

  test('is refused in a file, with what and where', async () => {
    const tab = await tabWith(deckOf({ version: 5, live: [0, 1] }))
    for (const version of [2_000_000_001, Number.MAX_SAFE_INTEGER]) {
      const bad = await read(await tabWith(hostile(2_000_000_000)), (line) =>
        resummed(line, '"version":2000000000', `"version":${version}`),
      )
      expect(bad.damage?.refused).toMatchObject([{ path: 'deck.version' }])
      await mergeBackup(tab.services, bad)
      expect((await tab.store.decks())[0]?.version).toBe(5)
    }
    expect(decodeDeck(encodeDeck({ ...makeDeck('d', 1), version: 1_000_000_001 }))).toMatchObject({
      ok: false,
      error: { path: 'version' },
    })
  })

  test('gives way on every device to a lower one that the learner took after it', async () => {
    for (const version of [40, 9_000, 1_000_000_000]) {
      const [tab, other] = [await tabWith(hostile(version)), await tabWith(hostile(version))]
      const honest = { ...makeDeck('d', 2), version: 6 }
      const undo = await takeDeck(tab.services, honest)
      expect(await asked(tab)).not.toBe('Hostile?')
      await mergeBackup(tab.services, await read(other))
      expect(await asked(tab)).not.toBe('Hostile?')
      await mergeBackup(other.services, await read(tab))
      expect(await asked(other)).not.toBe('Hostile?')
      expect((await other.store.decks())[0]?.version).toBe(6)
      // The author goes on, and the learner may think again.
      await takeDeck(other.services, { ...honest, version: 7 })
      await mergeBackup(tab.services, await read(other))
      expect((await tab.store.decks())[0]?.version).toBe(7)
      expect(undo).toBeTypeOf('function')
    }
  })

  test('may be taken again by the learner, and then leads again', async () => {
    const tab = await tabWith(deckOf({ version: 7, live: [0, 1], asks: 'Seven?' }))
    const other = await tabWith(deckOf({ version: 7, live: [0, 1], asks: 'Seven?' }))
    await takeDeck(tab.services, { ...makeDeck('d', 2), version: 6 })
    await mergeBackup(other.services, await read(tab))
    expect(await asked(other)).not.toBe('Seven?')
    const {
      builtIn: _builtIn,
      retired: _retired,
      own: _own,
      ...seven
    } = deckOf({ version: 7, live: [0, 1], asks: 'Seven?' })
    await takeDeck(tab.services, seven)
    await mergeBackup(other.services, await read(tab))
    expect(await asked(other)).toBe('Seven?')
  })

  test('leaves room to count the learner’s own changes', async () => {
    expect([5, 1_999_999_999, 2_000_000_000].map((version) => nextVersion(version))).toEqual([6, 2e9, 2e9])
    const tab = await tabWith(hostile(2_000_000_000))
    expect((await read(tab)).damage).toBeNull()
  })
})
