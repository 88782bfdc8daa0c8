import { describe, expect, test, vi } from 'vitest'
import { fileOfLink, sharedDeck } from '../../src/app/received.ts'
import { packDeck } from '../../src/app/sendDeck.ts'
import { cardsIn, shareable, waysOf } from '../../src/app/sendWays.ts'
import { takeDeck } from '../../src/app/takeDeck.ts'
import { readIncoming } from '../../src/app/transfer.ts'
import { SAFE_LINK_CHARS } from '../../src/formats/deckLink.ts'
import { makeDeck } from '../storage/world.ts'
import { withDevices } from './eachTest.ts'

const devices = withDevices(() => ({ location: { origin: 'https://example.org' } }))

const { open } = devices

describe('a deck sent by link', () => {
  test('is previewed as the same deck in a file would be, and taken once', async () => {
    const tab = await open()
    const deck = makeDeck('d', 5)
    const [parcel, { link }] = await Promise.all([packDeck(tab.services, deck), waysOf(deck)])
    expect(cardsIn(deck)).toBe(5)
    const file = await fileOfLink(link ?? '', 'The deck')
    if (!file.ok) throw new Error(file.error.message)
    const [sent, saved] = [await readIncoming(tab.services, file.value), await readIncoming(tab.services, parcel.file)]
    expect(sent).toEqual(saved)
    expect(sent).toMatchObject({ ok: true, value: { kind: 'deck', merge: { isNew: true, counts: { fresh: 5 } } } })
    await takeDeck(tab.services, deck)
    expect(await readIncoming(tab.services, file.value)).toMatchObject({
      value: { merge: { isNew: false, changesNothing: true, counts: { fresh: 0, same: 5 } } },
    })
  })

  test('that arrived in part is refused with a reason', async () => {
    const { link } = await waysOf(makeDeck('d', 5))
    const problem = async (text: string) => {
      const file = await fileOfLink(text, 'The deck')
      return file.ok ? null : file.error.kind
    }
    expect(await problem(link?.slice(0, -20) ?? '')).toBe('damaged')
    expect(await problem('https://example.org/')).toBe('other-format')
    expect(await problem(link?.replace('#/open/1.', '#/open/2.') ?? '')).toBe('newer-version')
  })
})

describe('what another app shares', () => {
  const nothing = { title: '', text: '', url: '', file: null }

  test('is a deck by its name, also one that had to go as text, or by a link in its words', () => {
    for (const name of ['a.deck.json', 'a.deck.txt', 'a.recite', 'A.APKG']) {
      const file = new File(['x'], name)
      expect(sharedDeck({ ...nothing, file })).toBe(file)
    }
    expect(sharedDeck({ ...nothing, text: 'Look: https://a.b/#/open/1.abc bye' })).toBe('#/open/1.abc')
    expect(sharedDeck({ ...nothing, url: 'https://a.b/x#/open/1.abc' })).toBe('#/open/1.abc')
  })

  test('is otherwise an article', () => {
    for (const name of ['a.txt', 'a.md', 'deck.html'])
      expect(sharedDeck({ ...nothing, file: new File(['x'], name) })).toBeNull()
    expect(sharedDeck({ ...nothing, text: 'An article.', url: 'https://a.b/#/decks' })).toBeNull()
    expect(sharedDeck({ ...nothing, text: 'x'.repeat(1_000_000) })).toBeNull()
  })
})

describe('a deck to send', () => {
  test('has no link where that would be longer than is safe, and no codes where a file is quicker', async () => {
    const small = await waysOf(makeDeck('d', 10))
    expect(small.link?.length).toBeLessThanOrEqual(SAFE_LINK_CHARS)
    expect(small.codes?.needed).toBeGreaterThan(1)
    const long = await waysOf(makeDeck('d', 3000))
    expect(long).toMatchObject({ link: null, codes: expect.anything() })
    const huge = await waysOf(makeDeck('d', 12_000))
    expect(huge).toMatchObject({ link: null, codes: null })
  })

  test('goes to the share sheet as what it takes: a file, the same as text, else the link', async () => {
    const { services } = await open()
    const [parcel, { link }] = await Promise.all([packDeck(services, makeDeck('d', 3)), waysOf(makeDeck('d', 3))])
    const phone = (takes: (type: string) => boolean) => ({
      canShare: ({ files = [] }: ShareData) => files.every(({ type }) => takes(type)),
      share: async () => {},
    })
    const sharedBy = (navigator: object) => {
      vi.stubGlobal('navigator', navigator)
      const data = shareable(parcel, link)
      return data && (data.files?.[0]?.name ?? data.url)
    }
    expect(sharedBy(phone(() => true))).toBe('test-d.deck.json')
    expect(sharedBy(phone((type) => type === 'text/plain'))).toBe('test-d.deck.txt')
    expect(sharedBy(phone(() => false))).toBe(link)
    expect(sharedBy({})).toBeNull()
  })
})
