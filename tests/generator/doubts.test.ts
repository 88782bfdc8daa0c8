import { describe, expect, it } from 'vitest'
import { article, generateFrom, linesOf } from './helpers.ts'

const NEWS = 'title: A dispute at Kelso harbour\npublished: "2004"\noutlet: The Kelso Herald'
const PLAIN = 'title: Calder Valley'
const LIFE = 'title: Greta Lindqvist'

const reasonsOf = (front: string, text: string): readonly string[] =>
  generateFrom(article(front, text)).refused.map((each) => each.reason)

const cardsOf = (front: string, ...paragraphs: string[]): string[] =>
  linesOf(generateFrom(article(front, ...paragraphs)))

describe('a reading of "the …" or "it" that no name bears out asks nothing', () => {
  it('does not take what lies in a place for what is named', () => {
    const text =
      'In 1972 Radio Calder was the oldest station in Ardmore. In 1977 the station hired 340 singers for the Calder Festival in Quill Bay.'
    expect(cardsOf(PLAIN, text).join('\n')).not.toContain('the oldest station in Ardmore hired')
  })

  it('takes what a body leads for what it is', () => {
    const text =
      'In 1999 a fleet led by the Ardmore Council reached Quill Bay. In 2001 the fleet led by the Ardmore Council numbered 340 ships, and by 2003 it was down to 120 ships.'
    expect(reasonsOf(PLAIN, text).join('\n')).not.toMatch(/antecedent without a name/)
  })
})

describe('text that was broken before it was read asks nothing', () => {
  it.each([
    [
      'two sentences in one',
      'Radio Calder will be the partner of the Ardmore Rovers From 2006 the station will send 140 matches from Quill Bay.',
      /two sentences in one/,
    ],
    [
      'an apostrophe without its other half',
      "In 1998 the song freedom' was sung by 340 singers of the Calder Choir at the Ardmore Festival in Quill Bay.",
      /half a quotation/,
    ],
    [
      'a second subject read as a second place',
      'In 1987 the Larch Line bought Radio Calder to save the market of 340 farms in Western Calder and races were sent to Quill Bay.',
      /read across two sentences|two sentences|joined/,
    ],
  ])('%s', (_, text, reason) => {
    const generated = generateFrom(article(PLAIN, text))
    expect(generated.notes.length === 0 || generated.refused.some((each) => reason.test(each.reason))).toBe(true)
    expect(linesOf(generated).join('\n')).not.toMatch(/From 2006|freedom'|and races\./)
  })

  it('asks for no figure that is two', () => {
    const text = 'Radio Calder makes almost all of its 24/7 programmes in Ardmore with the help of the Calder Festival.'
    expect(cardsOf(PLAIN, text).join('\n')).not.toContain('24/7::')
  })
})

describe('what could be anybody or any time asks nothing', () => {
  it('a post that a body fills with many', () => {
    const text = 'The Fenwick Society biologist, George Lund, said that the lake of Ardmore was full of 14,000 herons.'
    expect(cardsOf(NEWS, text).filter((line) => line.startsWith('Who was'))).toEqual([])
  })

  it('what came of something, as if it were its aim', () => {
    const text =
      'The virus of the Calder herons can resist the drug of the Fenwick Society, so that farmers have to move to the new drug of Ardmore.'
    expect(cardsOf(NEWS, text).filter((line) => /\bwhy\b/i.test(line))).toEqual([])
  })

  it('a place to which people go again and again', () => {
    const text = 'Peter Lund returns to Quill Bay to defend the title of the Calder Cup against Karin Olsen of Ardmore.'
    expect(cardsOf(PLAIN, text).filter((line) => /\b(?:where|to which place)\b/i.test(line))).toEqual([])
  })

  it('who goes to a place again and again, and what is one of many', () => {
    const goes = 'Peter Lund returns to Quill Bay to defend the title of the Calder Cup against Karin Olsen of Ardmore.'
    expect(cardsOf(PLAIN, goes).filter((line) => line.startsWith('Who returns'))).toEqual([])
    const made = 'In 1998 a CD version was released by the Larch Line in Quill Bay with the songs of the Calder Choir.'
    expect(cardsOf(PLAIN, made).join('\n')).not.toMatch(/— a CD version$/m)
  })

  it('half of a date', () => {
    const text =
      'On July 10, 2007 the Larch Line won a lawsuit against the Ardmore Council over the ferry of Quill Bay.'
    expect(cardsOf(PLAIN, text).filter((line) => /^On July 10, when/.test(line))).toEqual([])
  })

  it('the one whom the whole text is about', () => {
    const text =
      'Greta Lindqvist was a Swedish engineer. She built the Calder Bridge in 1911. She taught at the University of Uppsala with Karin Olsen in 1912.'
    expect(cardsOf(LIFE, text).filter((line) => line.endsWith('— Greta Lindqvist'))).toEqual([])
  })

  it('a day of the news that the card cannot say', () => {
    const text =
      'On Jan. 8, the Kelso Council closed 340 wells in Ardmore and Quill Bay. In Calder, the Kelso Council closed 230 wells with the help of the Fenwick Society.'
    expect(cardsOf(NEWS, text).join('\n')).not.toMatch(/340|Jan\. 8/)
    const known = NEWS.replace('"2004"', '"2004-01-12"')
    expect(cardsOf(known, text).join('\n')).toContain('8 January 2004')
  })
})

describe('half of what is asked is not asked', () => {
  it('a month without its year, of a text that has no day', () => {
    const text = 'In December the Ardmore Council heard 340 farmers of Quill Bay on the new harbour of the Larch Line.'
    expect(cardsOf(PLAIN, text).filter((line) => /\?$|\? — /.test(line))).toEqual([])
  })

  it('the first year of a span', () => {
    const text = 'Quill Bay was settled around 1800 to 1900 by farmers from Ardmore and the islands of the Larch Line.'
    expect(cardsOf(PLAIN, text).filter((line) => /\bwhen\b/i.test(line))).toEqual([])
  })

  it('a verb that does not agree with its subject', () => {
    const text = 'When was the surveys of the Calder Valley made by the Fenwick Society? The surveys was made in 1949.'
    expect(cardsOf(PLAIN, text).filter((line) => /\bwas (?:the )?surveys\b/.test(line))).toEqual([])
  })

  it('what follows "in order" but is no aim', () => {
    const text =
      'The Book of Quill contains five long chapters in order of their length, by the word of Peter Lund of Ardmore.'
    expect(cardsOf(PLAIN, text).filter((line) => /^Why\b/.test(line))).toEqual([])
  })
})

describe('what a card may say more fully, it says', () => {
  it('a body by its long name, where the text goes on with its short one', () => {
    const text =
      'The Calder League of Rowers is a club in Ardmore. The League was founded in 1960 by Peter Lund at the Quill Bay regatta.'
    expect(cardsOf('title: Calder League of Rowers', text).join('\n')).toMatch(/Calder League of Rowers[^—]*founded/)
  })

  it('but no other body that shares the word', () => {
    const text =
      'The Calder League of Rowers met in Ardmore. In 1950 Karin Olsen of Ardmore joined the League for Quiet Harbours with 340 sailors from Quill Bay.'
    expect(cardsOf('title: Calder League of Rowers', text).join('\n')).not.toContain('Rowers for Quiet')
  })
})
