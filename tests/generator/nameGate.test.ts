import { describe, expect, it } from 'vitest'
import { article, generateFrom, linesOf } from './helpers.ts'

const LIFE = 'title: Greta Lindqvist'

const cards = (front: string, ...paragraphs: string[]): string =>
  linesOf(generateFrom(article(front, ...paragraphs))).join('\n')

describe('a name on a card', () => {
  it('is written out where a nickname stands in the title', () => {
    const said = cards(
      'title: "Peter \\"Smoky\\" Lund"',
      'Peter "Smoky" Lund was a Norwegian hockey player from Bergen.',
      'After some years in Calder, Lund joined the Ardmore Rangers of the Kelso League in 1933. Lund was inducted into the Kelso Hall of Fame in 1968.',
    )
    expect(said).toContain('Peter "Smoky" Lund joined the Ardmore Rangers')
    expect(said).not.toMatch(/"Smoky" Peter/)
  })

  it('is not written out inside a longer one', () => {
    const said = cards(
      'title: Anna von Bergen',
      'Anna von Bergen was born in 1764 in Uppsala. She met the poet Karl von Bergen in Leipzig in 1798. Anna von Bergen founded the Calder Academy in Leipzig in 1801.',
    )
    expect(said).not.toMatch(/von Karl|von Anna/)
    expect(said).toContain('Anna von Bergen')
  })

  it('is not read where a father and a son bear it', () => {
    const said = cards(
      'title: The Calder player',
      '"Diamond" Carlo Lund is a Norwegian chess player. Lund was raised in Ardmore by his father John Lund, a champion of Calder. Lund opened a school of chess in Kelso in 1998. In 2004, Lund was ordered to pay 370,000 crowns to the County of Kelso.',
    )
    expect(said).not.toContain('John Lund open')
    const shown = said.split(/^(?=> From)/m).filter((card) => /Lund (?:open|was ordered)/.test(card))
    expect(shown.length).toBeGreaterThan(0)
    for (const card of shown) expect(card).toMatch(/"Diamond" Carlo Lund is [\s\S]*(?<!John )Lund (?:open|was ordered)/)
  })

  it.each([
    [
      'a first name',
      'Greta Lindqvist was a Swedish engineer. In 1908, Konrad and Greta converted to the Church of Calder in Uppsala. Konrad Lindqvist was a judge.',
      'Konrad and',
    ],
    [
      'a kind of body',
      'The Carnegie Institution of Calder and the Ardmore Institute paid for the work. In 1939 the Institute withdrew all funding for the Eugenics Office in Kelso, leading to its closure.',
      'the Institute',
    ],
    [
      'a kind of meeting',
      'The Symposium in 1960, Clocks of Animals, was the founding moment of the science of time in Calder and Ardmore.',
      'The Symposium in',
    ],
    [
      'a namesake',
      'Greta Lindqvist may have taken her name from a 17th century Greta Lindqvist who composed the Calder Hymns of Ardmore.',
      'a 17th century Greta',
    ],
    [
      'a number of a regiment',
      'The 139th was formed at Camp Calder, near Kelso in Ardmore County, on September 1, 1862.',
      'The 139th was',
    ],
    [
      'a pronoun after an opening that names others',
      'Greta Lindqvist was a Swedish poet. Born on April 16, 1819 in Ardmore in a family of judges to Jacob Olsen and Marja Olsen, she spent her life in Calder.',
      'she spent',
    ],
    [
      'a pronoun for nobody on the card',
      'It rained in Bergen. After being captured near Ardmore, she was briefly transferred to Kenya before her release in 1912.',
      'Ardmore, she was',
    ],
  ])('is no card of %s', (_, text, said) => {
    expect(cards(LIFE, text)).not.toContain(said)
  })

  it('is that of an office where the text tells no other', () => {
    const said = cards(
      'title: A dispute at the port',
      'President Brannock spoke in Calder. Brannock founded the Port Authority of Kelso in 1998 with the Ardmore Bank.',
    )
    expect(said).toMatch(/President Brannock found/)
  })
})

it('a run of marks after a word costs no more than it is long', () => {
  const run = `3${',.'.repeat(400)}5`
  const text = `Hamid Karzai wishes to conclude a long-term ${run} pact with the Institute${',.'.repeat(400)} of Calder in 2014.`
  // With twenty pairs the patterns of old were at it for hours.
  expect(generateFrom(article('title: Talks\npublished: "2013-10-11"\noutlet: The Kelso Herald', text))).toBeDefined()
})
