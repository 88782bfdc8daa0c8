import { describe, expect, it } from 'vitest'
import { clozeText } from '../../src/domain/clozeView.ts'
import { article, generateFrom } from './helpers.ts'

const NEWS = 'title: Ferry fire at Quill Bay\npublished: "2014-05-12"\noutlet: The Kelso Herald'

const clozesOf = (front: string, ...paragraphs: string[]): string[] =>
  generateFrom(article(front, ...paragraphs)).notes.flatMap(({ content }) =>
    content.kind === 'cloze' ? [content.text] : [],
  )

describe('a whole sentence with a blank', () => {
  it('stands under the title of its article, with the month of the news', () => {
    expect(clozesOf(NEWS, 'The ferry carried 312 passengers from Ardmore to Calder and Quill Bay.')).toEqual([
      'From “Ferry fire at Quill Bay” (May 2014): The ferry carried {{c1::312::number}} passengers from Ardmore to Calder and Quill Bay.',
    ])
  })

  it('keeps the month of its title where it has a year of its own', () => {
    expect(
      clozesOf(NEWS, 'A shipyard at Calder built the ferry with 240 workers for Kelso County in 1998.')[0],
    ).toMatch(/^From “Ferry fire at Quill Bay” \(May 2014\): A shipyard/)
  })

  it('leaves no figure blank that the title tells', () => {
    const front = NEWS.replace('Ferry fire at Quill Bay', 'Ferry with 312 on board burns at Quill Bay')
    const clozes = clozesOf(front, 'The ferry carried 312 passengers from Ardmore to Calder and Quill Bay.')
    expect(clozes.join()).not.toContain('312::')
  })

  it.each([
    ['opinion of nobody', 'Kelso County should buy 14 new ferries for the islands before the coming winter storms.'],
    [
      'a pronoun for a thing',
      'Kelso County bought 14 new ferries from a shipyard at Ardmore and painted them in blue.',
    ],
    ['a word that points back', 'Kelso County bought these 14 new ferries for the islands from a yard in Ardmore.'],
    ['a long quotation', '"We bought 14 new ferries for the islands from a yard in Ardmore," said Mayor Peter Lund.'],
    ['a dateline', 'ARDMORE, Kelso County has bought 14 new ferries for the islands from a yard in Calder.'],
    ['nobody in particular', 'A company has been awarded 14,000 crowns by Kelso County for a new engine in the ferry.'],
    [
      'a subject beside the title',
      'Peter Lund of the Ardmore Growers says that 140 farms in the valley lost their cows.',
    ],
    ['a market day', 'The shares closed at 14 crowns on the Ardmore exchange after the ferry line had paid its debts.'],
  ])('is not made of %s', (_, sentence) => {
    expect(clozesOf(NEWS, sentence)).toEqual([])
  })

  it('is dropped where no day of publication fixes its time', () => {
    const front = NEWS.replace('2014-05-12', '2014')
    const sentence = 'Kelso County paid 140,000 crowns for the ferry at Quill Bay to a yard in Ardmore on Friday.'
    expect(clozesOf(front, sentence)).toEqual([])
    expect(clozesOf(NEWS, sentence).map(clozeText)[0]).toContain('on 9 May 2014')
  })

  it('leaves out what only links it, and what another clause adds', () => {
    const quoted = 'The ferry carried 312 passengers from Ardmore to Quill Bay too.'
    expect(clozesOf(NEWS, quoted)[0]).toMatch(/to Quill Bay\.$/)
    const joined =
      'Although it said nothing of these plans, Kelso County built 140 houses at Quill Bay in 1998, and they cost less than such houses do.'
    expect(clozesOf(NEWS, joined)).toEqual([
      'From “Ferry fire at Quill Bay” (May 2014): Kelso County built {{c1::140::number}} houses at Quill Bay in {{c2::1998::year}}.',
    ])
  })

  it('is made of each of two sentences that a semicolon joins', () => {
    const joined = 'The fire was put out by noon; the ferry carried 312 passengers from Ardmore to Quill Bay.'
    expect(clozesOf(NEWS, joined)).toEqual([
      'From “Ferry fire at Quill Bay” (May 2014): The ferry carried {{c1::312::number}} passengers from Ardmore to Quill Bay.',
    ])
  })

  it('is told in the name of whoever said it', () => {
    const told = 'The ferry carried 312 passengers from Ardmore to Quill Bay, Mayor Peter Lund said.'
    expect(clozesOf(NEWS, told)[0]).toMatch(
      /^From “Ferry fire at Quill Bay”: According to Peter Lund \(2014\), the ferry carried/,
    )
  })

  it('keeps a limit that its sentence has', () => {
    const limited = 'Kelso County will pay 140,000 crowns for Quill Bay unless these ferries come by 2016.'
    expect(clozesOf(NEWS, limited)).toEqual([])
  })
})

describe('the wrong options of a blank', () => {
  const optionsOf = (sentence: string): readonly string[] =>
    generateFrom(article(NEWS, sentence)).notes.flatMap((note) =>
      note.content.kind === 'cloze' ? note.distractors.map((each) => each.text) : [],
    )

  it('are three figures of its size', () => {
    const options = optionsOf('The ferry carried 312 passengers from Ardmore to Calder and Quill Bay.')
    expect(options).toHaveLength(3)
    expect(options).not.toContain('312')
  })

  it('are none where others would be true as well', () => {
    expect(optionsOf('The ferry carried more than 312 passengers from Ardmore to Calder and Quill Bay.')).toEqual([])
  })

  it('are never more than a hundred in a hundred', () => {
    const options = optionsOf('The ferry lost 96 percent of its fuel at Quill Bay off the coast of Calder.')
    expect(options.every((option) => Number(option) <= 100)).toBe(true)
  })

  it('are none where a note has two blanks', () => {
    expect(optionsOf('A shipyard at Calder built the ferry with 240 workers for Kelso County in 1998.')).toEqual([])
  })

  it('are none of what is not so', () => {
    expect(optionsOf('The ferry did not carry the 312 passengers of Calder from Ardmore to Quill Bay.')).toEqual([])
  })
})
