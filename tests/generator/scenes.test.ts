import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clozeText } from '../../src/domain/clozeView.ts'
import type { Note } from '../../src/domain/note.ts'
import { lintDeck } from '../../src/generator/lint.ts'
import { headingOf, titleOf } from '../../src/generator/scene/title.ts'
import { article, generateFrom, readingOf } from './helpers.ts'

const NEWS = 'title: Ferry fire at Quill Bay\npublished: "2014-05-12"\noutlet: The Kelso Herald'
const PLAIN = 'title: The Halden bridge'
const HEADING = '> From “Ferry fire at Quill Bay” (The Kelso Herald, 12 May 2014):'

const scenesOf = (front: string, ...paragraphs: string[]): Note[] =>
  generateFrom(article(front, ...paragraphs)).notes.filter(({ content }) => content.kind === 'cloze')

const textsOf = (front: string, ...paragraphs: string[]): string[] =>
  scenesOf(front, ...paragraphs).flatMap(({ content }) => (content.kind === 'cloze' ? [content.text] : []))

const SENTENCES = [
  'Elena Fisk designed the Halden bridge over the river Lune.',
  'She won the Calder Prize for it in 1998.',
  'The bridge carries 14,000 cars on a working day, and the council of Ardmore paid $3.5 million for it.',
  'Karin Olsen lived in Quill Bay for forty years.',
  'However, the council refused to sell the harbour railway because the farmers of Dorning needed it.',
  'The Halden Company (a shipyard) hired 340 painters from Calder in March 1931.',
  'He said that "nobody asked" the town.',
  'These piles were driven 68 feet into the ground.',
  'The weather was fine in Ardmore all summer.',
]

describe('a day without its year', () => {
  const AUGUST = 'title: Fisk and Brandt to debate\npublished: "2024-08-15"\noutlet: The Kelso Herald'
  const of = (text: string): string => JSON.stringify(textsOf(AUGUST, text))

  it('is read by its own verb, not by the main one', () => {
    expect(
      of('Karin Olsen, who was re-elected in May, will lead the 340 members of the Calder Council.'),
    ).not.toContain('2025')
  })

  it('is read from no verb that looks another way', () => {
    const text = 'Elena Fisk and Tomas Brandt have agreed to a debate on October 1 before 14,000 voters in Ardmore.'
    expect(of(text)).not.toContain('2023')
    expect(of('Elena Fisk claimed she would help 340 voters in November in Ardmore.')).not.toContain('2023')
  })

  it('on the card’s own date the day of publication is not yet come', () => {
    const text = 'Elena Fisk built the Halden bridge in response to the fire of 20 August that killed 340 people.'
    expect(of(text)).not.toContain('August 2024')
  })

  it('is not read where it is counted from a time of the story', () => {
    expect(of('The ferry Lune brought 340 tons of coal from Ardmore to Calder the previous month.')).not.toContain(
      '340',
    )
  })

  it('is not read where a verb and what it aims at may both have it', () => {
    expect(of('Tomas Brandt offered to buy 340 boats of the Halden Company in October.')).not.toContain('October 2024')
    expect(of('Tomas Brandt was forced to leave the Halden Company with 340 others in October.')).not.toContain(
      'October 2024',
    )
    expect(of('Tomas Brandt plans to buy 340 boats of the Halden Company in October.')).toContain('October 2024')
  })

  it('is over where something was not so until then', () => {
    expect(of('Elena Fisk of Ardmore did not learn of the 340 letters until October.')).not.toContain('October 2024')
    expect(
      of('Elena Fisk and the Halden Company have until October to pay 14,000 crowns to the council of Ardmore.'),
    ).toContain('October 2024')
  })

  it('"on Thursday", of what is to come, is the Thursday of publication', () => {
    expect(of('The council of Ardmore is expected to sell 340 boats on Thursday.')).toContain('15 August 2024')
  })

  it('"that March" is of a year told before', () => {
    expect(of('Tomas Brandt left the race that March with 14,000 votes from Ardmore.')).not.toContain('March 2024')
  })
})

describe('a time that goes', () => {
  const of = (...text: string[]): string => JSON.stringify(textsOf(NEWS, ...text))

  it('takes nothing with it that was counted over it', () => {
    const of340 = (over: string) => of(`At least 340 painters have been hired by the Halden Company of Ardmore${over}.`)
    expect(of340('')).toContain('{{c1::340')
    expect(of340(' in the last three decades')).not.toContain('{{')
  })

  it('leaves no other day beside it to be taken for its own', () => {
    const beside = (first: string) =>
      of(`${first} a fire in Ardmore killed 53 people, while at the weekend 68 were hurt in Calder.`)
    expect(beside('Last month')).not.toContain('weekend')
    expect(beside('On 3 March')).not.toContain('{{c1::68')
  })

  it('is not made a possessive', () => {
    expect(of("Tomas Brandt says 340 people of Ardmore had come to Friday's fair in Calder.")).not.toContain("2014's")
  })
})

describe('laws of a scene', () => {
  const texts = fc.array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 7 })
  const fronts = fc.constantFrom(NEWS, PLAIN)

  it('has one blank or a few in its last paragraph, numbered as they stand, and a quotation before it', () => {
    fc.assert(
      fc.property(fronts, texts, (front, parts) => {
        for (const text of textsOf(front, parts.join(' '))) {
          const blanks = text.match(/\{\{c\d+::/g) ?? []
          expect(blanks).toEqual(blanks.map((_, i) => `{{c${i + 1}::`))
          expect(blanks.length).toBeGreaterThan(0)
          expect(text.split('\n\n')[0]).not.toContain('{{')
          const paragraphs = text.split('\n\n')
          expect(paragraphs).toHaveLength(2)
          expect(paragraphs[0]?.split('\n').every((line) => line.startsWith('>'))).toBe(true)
          expect(paragraphs[1]).toMatch(/\{\{c1::.*[.?!]"?$/)
          expect(text.split(/\s+/).length).toBeLessThanOrEqual(120)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('its answers begin and end the evidence, dates in full, and stand nowhere else on the card', () => {
    fc.assert(
      fc.property(fronts, texts, (front, parts) => {
        const source = article(front, parts.join(' '))
        for (const { content, evidence } of generateFrom(source).notes) {
          if (content.kind !== 'cloze') continue
          const answers = [...content.text.matchAll(/\{\{c\d+::(.*?)::(.*?)\}\}/g)]
          const [piece] = evidence
          const words = source.text.slice(piece?.answer.start, piece?.answer.end)
          for (const [i, [blank, answer = '', hint]] of answers.entries()) {
            // "March" is asked as "March 1931".
            const own = hint === 'when?' && !words.includes(answer) ? answer.replace(/ \d{4}$/, '') : answer
            expect(words).toContain(own)
            if (i === 0 && hint !== 'when?') expect(words.startsWith(own)).toBe(true)
            if (i === answers.length - 1 && hint !== 'when?') expect(words.endsWith(own)).toBe(true)
            expect(content.text.replace(blank, '')).not.toMatch(
              new RegExp(`(?<![\\p{L}\\d])${answer}(?![\\p{L}\\d])`, 'u'),
            )
          }
        }
      }),
      { numRuns: 25 },
    )
  })

  it('no two of a text are the same, and the proof-reader finds nothing', () => {
    fc.assert(
      fc.property(texts, (parts) => {
        const source = article(PLAIN, [...new Set(parts)].join(' '))
        const { notes } = generateFrom(source)
        expect(new Set(notes.map(({ content }) => JSON.stringify(content))).size).toBe(notes.length)
        const deck = { sources: [source], notes } as unknown as Parameters<typeof lintDeck>[0]
        expect(lintDeck(deck).filter(({ rule }) => rule !== 'duplicate')).toEqual([])
      }),
      { numRuns: 15 },
    )
  })
})

describe('two pronouns that lead to each other', () => {
  it('have no reading, and no text with them keeps the cards from being made', () => {
    const text = 'While their guild surely had secret meetings, its open feasts often joined trade with song.'
    expect(Array.isArray(generateFrom(article('title: Guilds', text)).notes)).toBe(true)
    const told = `Farmers hoped to gain a dry summer. ${text} Karin Olsen founded the Calder Guild in 1871.`
    expect(textsOf('title: Guilds', told).join('\n')).toContain('{{c1::1871::year}}')
  })
})

describe('a sentence with a blank', () => {
  it('stands under its title, its outlet and the day of the news', () => {
    expect(textsOf(NEWS, 'The ferry carried 312 passengers from Ardmore to Calder and Quill Bay.')).toEqual([
      `${HEADING}\n\nThe ferry carried {{c1::312::number}} passengers from Ardmore to Calder and Quill Bay.`,
    ])
  })

  it('stands after the sentence that says what "it" is', () => {
    expect(
      textsOf(
        NEWS,
        'The ferry Halden burned off Quill Bay on Sunday. It carried 312 passengers from Ardmore to Calder.',
      ),
    ).toEqual([
      `${HEADING}\n>\n> The ferry Halden burned off Quill Bay on 11 May 2014.\n\nIt carried {{c1::312::number}} passengers from Ardmore to Calder.`,
    ])
  })

  it('stands as it is written: nothing of it is cut', () => {
    const sentence =
      'Although it said nothing of any plans, Kelso County built 140 houses at Quill Bay in 1998, and they cost less than houses in Ardmore do.'
    const shown = textsOf(PLAIN, sentence).map((text) => clozeText(text).split('\n\n').pop())
    expect(shown.length).toBeGreaterThan(0)
    for (const text of shown) expect(text).toBe(sentence)
  })

  it('is one note with a card for each figure of it, so that none gives another away on one day', () => {
    const sentence =
      'The Larch Line grew from 340 workers of Ardmore in the harbour of Quill Bay to 1,250 workers, including 87 pilots who had come from Calder.'
    const texts = textsOf(PLAIN, sentence)
    expect(texts.filter((text) => text.includes('::number'))).toHaveLength(1)
    expect(texts.join()).toContain(
      'from {{c1::340::number}} workers of Ardmore in the harbour of Quill Bay to 1,250 workers, including {{c2::87::number}} pilots who',
    )
    // Wrong options belong to one answer.
    expect(scenesOf(PLAIN, sentence).map(({ distractors }) => distractors.length)).toEqual([0])
  })

  it('keeps a limit that its sentence has', () => {
    const texts = textsOf(
      PLAIN,
      'Kelso County will pay 140,000 crowns for Quill Bay unless the ferries of Dorning come by 2016.',
    )
    expect(texts.length).toBeGreaterThan(0)
    for (const text of texts) expect(text).toMatch(/ unless /)
  })

  it('leaves no figure blank that the title tells', () => {
    const front = NEWS.replace('Ferry fire at Quill Bay', 'Ferry with 312 on board burns at Quill Bay')
    const texts = textsOf(front, 'The ferry carried 312 passengers from Ardmore to Calder and Quill Bay.')
    expect(texts.join()).not.toContain('312::')
  })

  it('has the day of the news where it has a weekday', () => {
    const sentence = 'Kelso County paid 140,000 crowns for the ferry at Quill Bay to a yard in Ardmore on Friday.'
    expect(textsOf(NEWS, sentence)[0]).toContain('on 9 May 2014')
    for (const text of textsOf(NEWS.replace('2014-05-12', '2014'), sentence)) expect(text).not.toContain('Friday')
  })

  it.each([
    ['what "we" bought', '"We bought 34 new ferries for the islands from a yard in Ardmore," said Mayor Peter Lund.'],
    ['what points at nothing on the card', 'Kelso County bought these 34 new ferries from a yard in Ardmore.'],
    ['a dateline', 'ARDMORE, Kelso County has bought 34 new ferries for the islands from a yard in Calder.'],
    ['a market day', 'The shares closed at 34 crowns on the Ardmore exchange after the ferry line had paid its debts.'],
    ['half a quotation', 'Kelso County bought "34 new ferries for the islands from a yard in Ardmore.'],
    ['half a bracket', 'Kelso County bought 34 new ferries (for the islands from a yard in Ardmore.'],
    ['what speaks of its page', 'Kelso County bought the 34 new ferries pictured above from a yard in Ardmore.'],
    ['a sentence without a verb', 'In all 34 new ferries for Kelso County from a yard in Ardmore.'],
    ['a question', 'Did Kelso County buy 34 new ferries from a yard in Ardmore?'],
    ['a remark cut out', 'Kelso County bought 34 new ferries [sic] from a yard in Ardmore.'],
  ])('is not made of %s', (_, sentence) => {
    expect(textsOf(NEWS, sentence).join('\n')).not.toContain('34::')
  })

  it('is sure of a figure, a year or a name, and doubtful of a phrase', () => {
    const notes = scenesOf(
      PLAIN,
      'Karin Olsen sold 340 boats to Dorning in 1871. The council of Ardmore rejected the sale of the harbour railway.',
    )
    const confidence = (hint: string) =>
      notes.flatMap(({ content, confidence }) =>
        content.kind === 'cloze' && content.text.includes(`::${hint}}}`) ? [confidence] : [],
      )
    for (const hint of ['number', 'year']) {
      expect(confidence(hint).length).toBeGreaterThan(0)
      for (const score of confidence(hint)) expect(score).toBeGreaterThanOrEqual(0.7)
    }
    expect(confidence('what?').length).toBeGreaterThan(0)
    for (const score of confidence('what?')) expect(score).toBeLessThan(0.7)
  })
})

describe('the heading of a scene', () => {
  it('stands over a question of the same text too', () => {
    const text = 'Governor Tomas Brandt gave the dockers of Ardmore until August to leave the yard of the Larch Line.'
    const questions = generateFrom(article(NEWS, text)).notes.flatMap(({ content }) =>
      content.kind === 'cloze' ? [] : [content.question],
    )
    expect(questions.length).toBeGreaterThan(0)
    for (const question of questions) expect(question.split('\n\n')[0]).toBe(HEADING)
  })

  const headingFor = (front: string): string => headingOf(readingOf(front, 'The ferry sank in 1998.'))

  it.each([
    ['the title alone of a text that is no news', PLAIN, 'From “The Halden bridge”:'],
    ['the outlet and the day of news', NEWS, HEADING.slice(2)],
    [
      'the writer of an opinion, whoever summed it up',
      'title: Patience\npublished: "2013-07-05"\nbasedOn:\n  author: Zora Lund\n  outlet: The Kelso Herald\n  kind: op-ed',
      'From “Patience” (Zora Lund, The Kelso Herald, 5 July 2013):',
    ],
    [
      'no title that is the caption of a picture',
      NEWS.replace('Ferry fire at Quill Bay', 'A turtle of Quill Bay, as seen in 2002'),
      'From The Kelso Herald, 12 May 2014:',
    ],
  ])('is %s', (_, front, heading) => {
    expect(headingFor(front)).toBe(heading)
  })

  it.each([
    ['asks', 'Who burned the ferry?'],
    ['shouts', 'FERRY FIRE AT QUILL BAY'],
    ['was cut off', 'Ferry fire kills more than'],
    ['was cut off after a verb', 'A new engine could improve'],
    ['has half a quotation', '"Nobody asked us, says the mayor'],
    ['is as long as a sentence', 'Ferry of the Larch Line burns at Quill Bay near Ardmore while its crew sleeps below'],
  ])('has no title that %s', (_, title) => {
    expect(titleOf(readingOf(`title: ${JSON.stringify(title)}`, 'The ferry sank in 1998.'))).toBeNull()
  })
})

describe('the wrong options of a blank', () => {
  const optionsOf = (sentence: string): readonly string[] =>
    scenesOf(NEWS, sentence)
      .filter(({ content }) => content.kind === 'cloze' && content.text.includes('::number}}'))
      .flatMap((note) => note.distractors.map((each) => each.text))

  it('are three figures of its size', () => {
    const options = optionsOf('The ferry carried 312 passengers from Ardmore to Calder and Quill Bay.')
    expect(options).toHaveLength(3)
    expect(options).not.toContain('312')
  })

  it('are as round as it', () => {
    for (const option of optionsOf('The ferry carried 475 passengers from Ardmore to Calder and Quill Bay.'))
      expect(Number(option) % 25).toBe(0)
  })

  it('lie on its side of the day of publication', () => {
    const options = scenesOf(NEWS, 'Tomas Brandt of Ardmore sold the ferry to the Halden Company in January.')
      .flatMap((note) => note.distractors.map(({ text }) => text))
      .filter((text) => / 20\d\d$/.test(text))
    expect(options).toHaveLength(3)
    for (const option of options) expect(option).toMatch(/^(?:(?:February|March|April) 2014|\p{Lu}\p{Ll}+ 2013)$/u)
  })

  it('are none where others would be true as well', () => {
    expect(optionsOf('The ferry carried more than 312 passengers from Ardmore to Calder and Quill Bay.')).toEqual([])
  })

  it('are never more than a hundred in a hundred', () => {
    const options = optionsOf('The ferry lost 62 percent of its fuel at Quill Bay off the coast of Calder.')
    expect(options.length).toBeGreaterThan(0)
    expect(options.every((option) => Number(option) <= 100)).toBe(true)
  })

  it('are none of what is not so', () => {
    expect(optionsOf('The ferry did not carry the 312 passengers of Calder from Ardmore to Quill Bay.')).toEqual([])
  })
})
