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
      'Ferry fire at Quill Bay (May 2014): The ferry carried {{c1::312::number}} passengers from {{c2::Ardmore::place}} to Calder and Quill Bay.',
    ])
  })

  it('needs no month where it has a year of its own', () => {
    expect(
      clozesOf(NEWS, 'A shipyard at Calder built the ferry with 240 workers for Kelso County in 1998.')[0],
    ).toMatch(/^Ferry fire at Quill Bay: A shipyard/)
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
    ['a market day', 'The shares closed at 14 crowns on the Ardmore exchange after the ferry line had paid its debts.'],
  ])('is not made of %s', (_, sentence) => {
    expect(clozesOf(NEWS, sentence)).toEqual([])
  })

  it('is dropped where no day of publication fixes its time', () => {
    const front = NEWS.replace('2014-05-12', '2014')
    const sentence = 'Kelso County bought 14 new ferries from a yard in Ardmore on Friday.'
    expect(clozesOf(front, sentence)).toEqual([])
    expect(clozesOf(NEWS, sentence).map(clozeText)[0]).toContain('on 9 May 2014')
  })
})
