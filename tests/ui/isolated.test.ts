import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isolated, unturned } from '../../src/domain/bidi.ts'
import { planForeign } from '../../src/domain/foreignImport.ts'
import { decodeDeck, encodeDeck } from '../../src/formats/deckFile.ts'
import { parseBackedUpDeck } from '../../src/formats/deckShape.ts'
import { deck as deckWords } from '../../src/ui/messages/deck.ts'
import { safety } from '../../src/ui/messages/safety.ts'
import { transfer } from '../../src/ui/messages/transfer.ts'
import { deckId, makeDeck } from '../storage/world.ts'

const TURNING = ['\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069']
const text = fc.string({
  unit: fc.constantFrom('a', ' ', '.', 'א', 'م', '\u200F', '\u061C', ...TURNING),
  maxLength: 12,
})

/** How many levels of direction are open at the end, by what a text itself begins and ends; null where it ends one not its own. */
function openAt(text: string): number | null {
  const open: ('embedding' | 'isolate')[] = []
  for (const unit of text) {
    if ('\u202A\u202B\u202D\u202E'.includes(unit)) open.push('embedding')
    else if ('\u2066\u2067\u2068'.includes(unit)) open.push('isolate')
    else if (unit === '\u202C' && open.pop() !== 'embedding') return null
    else if (unit === '\u2069' && open.pop() !== 'isolate') return null
  }
  return open.length
}

describe('a stranger’s words in a sentence of ours', () => {
  test('leave nothing open that they begin, and end nothing that is not theirs', () => {
    fc.assert(
      fc.property(text, (words) => {
        expect(openAt(isolated(words))).toBe(0)
        expect(isolated(isolated(words))).toContain(unturned(words))
        expect(unturned(isolated(words))).toBe(unturned(words))
      }),
    )
  })

  test('stand as they are where they run as ours do, and in an isolation of their own where they do not', () => {
    expect(deckWords.removeAsk('Capitals')).toBe('Remove “Capitals”?')
    expect(deckWords.removeAsk('a\u202Egpj.exe')).toBe('Remove “agpj.exe”?')
    expect(deckWords.removeAsk('עברית')).toBe('Remove “\u2068עברית\u2069”?')
    expect(deckWords.removeAsk('a\u200F')).toBe('Remove “\u2068a\u200F\u2069”?')
    expect(transfer.badFile('x\u2069\u202Egnp.deck.json', 'no')).toBe('xgnp.deck.json can’t be read: no.')
  })

  test('are isolated in lists and in parts of a section as well', () => {
    expect(transfer.damagedText(['\u202Eone', 'two'])).toContain('one, two')
    expect(transfer.damagedText(['\u202Eone', 'two'])).not.toContain('\u202E')
    expect(transfer.download.missing('\u2067host')).toBe('There is no deck at that address on host.')
    expect(safety.folderYes('\u202Etxt')).toContain('“txt”')
  })
})

describe('names that come from elsewhere', () => {
  const BAD = '\u202Egnp\u2066'
  const notes = makeDeck('d', 2).notes.map((note) => ({ ...note, tags: [`${BAD}tag`, '\u202E'] }))

  test('turn nothing once they are read: titles, tags, authors, licences, of a deck and of its sources', () => {
    const deck = makeDeck('d', 2)
    const sources = deck.sources.map((source) => ({
      ...source,
      title: `${BAD}t`,
      author: BAD,
      outlet: BAD,
      topics: [BAD],
      licence: BAD,
      basedOn: { author: BAD, outlet: BAD, kind: 'news' as const },
    }))
    const tagged = notes.map((note) => ({ ...note, tags: [`${BAD}tag`] }))
    const sent = { ...deck, title: `${BAD}עברית\u200F`, authors: [BAD], licence: BAD, sources, notes: tagged }
    const read = decodeDeck(encodeDeck(sent))
    if (!read.ok) throw new Error(read.error.kind)
    const { sources: [source] = [], ...rest } = read.value
    expect(rest).toMatchObject({ title: 'gnpעברית\u200F', authors: ['gnp'], licence: 'gnp' })
    expect(rest.notes[0]?.tags).toEqual(['gnptag'])
    const basedOn = { author: 'gnp', outlet: 'gnp' }
    expect(source).toMatchObject({ title: 'gnpt', author: 'gnp', outlet: 'gnp', topics: ['gnp'], basedOn })
    expect(decodeDeck(encodeDeck({ ...deck, title: '\u202E' })).ok).toBe(false)
  })

  test('of decks of other programs too', () => {
    const foreign = { decks: [{ id: deckId('f'), title: BAD, notes }], events: [], settings: null }
    const stamp = () => {
      throw new Error('nothing is stamped')
    }
    const plan = planForeign({ decks: [], events: [] }, foreign, stamp)
    expect(plan.decks[0]).toMatchObject({ title: 'gnp', notes: [{ tags: ['gnptag'] }, { tags: ['gnptag'] }] })
  })

  test('are in a backup as they are here', () => {
    const deck = { ...makeDeck('d', 1), title: BAD, builtIn: false, retired: [] }
    const read = parseBackedUpDeck(JSON.parse(JSON.stringify(deck)), '')
    expect(read.ok && read.value.title).toBe(BAD)
  })
})
