import { describe, expect, it } from 'vitest'
import { isSure } from '../../src/domain/sure.ts'
import { isUndatedNews } from '../../src/domain/undatedNews.ts'
import { article, generateFrom } from './helpers.ts'

const DAY = 'The Halden Company said on Friday that it will sell its yard. "It is over," Tomas Brandt said.'
const FACT =
  'About 62 percent of the people of Ardmore and Calder own a boat of the Halden Company, which sold 14,000 between 1998 and 2012.'

const cardsFrom = (front: string, ...paragraphs: string[]) =>
  generateFrom(article(front, ...paragraphs)).notes.filter(({ content }) => content.kind === 'cloze')

describe('the news of a day that nobody has told', () => {
  it('is known by its words', () => {
    expect(isUndatedNews(article('title: Halden sells', DAY))).toBe(true)
    expect(isUndatedNews(article('title: Halden sells', FACT))).toBe(false)
    expect(isUndatedNews(article('title: Halden sells\npublished: "2014-05-12"', DAY))).toBe(false)
  })

  it('gives no sure cards, and the same text with its day does', () => {
    const undated = cardsFrom('title: Halden sells', FACT, DAY)
    const dated = cardsFrom('title: Halden sells\npublished: "2014-05-12"\noutlet: The Kelso Herald', FACT, DAY)
    expect(undated.length).toBeGreaterThan(0)
    expect(undated.filter(isSure)).toEqual([])
    expect(dated.some(isSure)).toBe(true)
  })

  it('what stands under a heading without a title is never sure', () => {
    const front = 'published: "2014-05-12"\noutlet: The Kelso Herald'
    const cards = (title: string) => cardsFrom(`title: "${title}"\n${front}`, FACT)
    expect(cards('Halden sells').some(isSure)).toBe(true)
    expect(cards('Who will buy the yards of the Halden Company?').some(isSure)).toBe(false)
  })

  it('a share of those who think something is sure only where the card says who counted', () => {
    const front = 'title: Halden sells\npublished: "2014-05-12"\noutlet: The Kelso Herald'
    const of = (opening: string) =>
      cardsFrom(front, FACT, `${opening} 27 percent of voters in Ardmore and Calder said they liked Tomas Brandt.`)
        .filter(({ content }) => JSON.stringify(content).includes('{{c1::27::'))
        .map(isSure)
    expect(of('In May')).toEqual([false])
    expect(of('In a Gallup poll')).toEqual([true])
  })

  it('what stands under no heading is never sure', () => {
    const bare = cardsFrom('title: "?"', FACT)
    expect(bare.filter(isSure)).toEqual([])
  })

  it('a figure of today is never sure where nobody says which day that is', () => {
    const of = (own: string) =>
      cardsFrom(
        'title: The Halden Company',
        `About 62 percent of the people of Ardmore and Calder ${own} a boat, as the harbour is the largest in the north.`,
      )
    expect(of('own').some(isSure)).toBe(true)
    expect(of('currently own').some(isSure)).toBe(false)
  })
})
