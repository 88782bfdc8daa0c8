import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leanOf, settingOf } from '../../../src/generator/scene/setting.ts'
import { readingOf, sentenceOf } from '../helpers.ts'

const BRIDGE = 'title: The Halden bridge'
const FERRY = 'title: Ferry fire at Quill Bay\npublished: "2014-05-12"\noutlet: The Kelso Herald'

/** What stands before the sentence that begins so; undefined where nothing near says enough. */
function settingFor(front: string, start: string, ...paragraphs: string[]): string | undefined {
  const reading = readingOf(front, ...paragraphs)
  return settingOf(reading, sentenceOf(reading, start))?.text
}

function leanFor(sentence: string, ...before: string[]): string {
  const reading = readingOf(BRIDGE, ...before, sentence)
  return leanOf(reading, sentenceOf(reading, sentence.slice(0, 12)))
}

const SENTENCES = [
  'Elena Fisk designed the Halden bridge over the river Lune.',
  'She won the Calder Prize for it in 1998.',
  'The bridge carries 14,000 cars on a working day.',
  'These cars come from Ardmore and Quill Bay.',
  'The weather was fine in Ardmore all summer.',
  'It replaced a ferry that had served Ardmore for eighty years.',
  'However, the painters of Quill Bay were on strike.',
  'Tomas Brandt opened the Calder terminal in 1998.',
  'He gave the governor of Calder 340 crowns.',
]

it('a "that" which opens no clause points back', () => {
  expect(leanFor('In 1967 that reality began to change with Elena Fisk, who built the first ferry in Calder.')).toBe(
    'much',
  )
  expect(leanFor('In 1967 Elena Fisk said that Tomas Brandt had left Calder.')).not.toBe('much')
})

describe('laws of a setting', () => {
  const texts = fc.array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 7 })
  const glue = fc.constantFrom(' ', '\n\n')

  it('shows sentences of the article in their order, and never the asked one', () => {
    fc.assert(
      fc.property(texts, glue, (parts, between) => {
        const reading = readingOf(BRIDGE, parts.join(between))
        const { document } = reading
        for (const sentence of document.sentences) {
          const setting = settingOf(reading, sentence)
          if (setting === null) continue
          expect(setting.text === '').toBe(setting.stem === null)
          expect(setting.text.split(' ').length).toBeLessThanOrEqual(75)
          expect(settingOf(reading, sentence)).toBe(setting)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('no sentence before another heading than its own is shown', () => {
    fc.assert(
      fc.property(texts, (parts) => {
        const reading = readingOf(
          BRIDGE,
          parts.join(' '),
          '## Later work',
          'Karin Olsen sold 68 boats to Dorning in 1902.',
        )
        const setting = settingOf(reading, sentenceOf(reading, 'Karin Olsen sold'))
        const lead = reading.document.sentences[0]
        const first = lead === undefined ? '' : reading.document.text.slice(lead.span.start, lead.span.end)
        for (const part of parts) if (part !== first) expect(setting?.text ?? '').not.toContain(part.slice(0, -1))
      }),
      { numRuns: 10 },
    )
  })
})

describe('what stands before a sentence', () => {
  it('is nothing before the first of an article', () => {
    expect(settingFor(BRIDGE, 'Elena Fisk', 'Elena Fisk designed the Halden bridge over the river Lune.')).toBe('')
  })

  it('is the sentence that says who "she" is', () => {
    expect(
      settingFor(
        BRIDGE,
        'She won',
        'Elena Fisk designed the Halden bridge over the river Lune. She won the Calder Prize for it in 1998.',
      ),
    ).toBe('Elena Fisk designed the Halden bridge over the river Lune.')
  })

  it('is the sentence that says who "she" is, where other words stand before the pronoun', () => {
    expect(
      settingFor(
        BRIDGE,
        'After being',
        'Elena Fisk lived in Bergen. After being captured near Ardmore, she was moved to Kenya in 1912.',
      ),
    ).toBe('Elena Fisk lived in Bergen.')
  })

  it('goes back as far as the name that is meant', () => {
    expect(
      settingFor(
        BRIDGE,
        'It replaced',
        'The Halden bridge crosses the river Lune. It carries 14,000 cars on a working day. It replaced a ferry of Ardmore in 1931.',
      ),
    ).toMatch(/^The Halden bridge crosses/)
  })

  it('does not reach over a heading', () => {
    expect(
      settingFor(
        BRIDGE,
        'She won',
        'Elena Fisk designed the Halden bridge over the river Lune.',
        '## Later work',
        'She won the Calder Prize for a tower in 1998.',
      ),
    ).toBeUndefined()
  })

  describe('is the first sentence of the article, cut off by […], where the near ones do not name what is meant', () => {
    const farFrom = (asked: string) =>
      settingFor(
        'title: A life in the north',
        'In 1998 ',
        'Elena Fisk drew a lighthouse in Ardmore.',
        `The council of Calder wanted a tower. The painters of Quill Bay were on strike. Nobody in Dorning worked on Sundays. The farmers of Kelso sold 340 boats. ${asked}`,
      )

    it('for a thing with its noun', () => {
      expect(farFrom('In 1998 the lighthouse won the Calder Prize for bold ideas.')).toMatch(
        /^Elena Fisk drew a lighthouse in Ardmore\. \[…\]/,
      )
    })

    it('and not for a pronoun, which nobody carries over a gap', () => {
      expect(farFrom('In 1998 she won the Calder Prize for a tower of steel.')).toBeUndefined()
    })
  })

  it('has more of the paragraph than it must, as a bare sentence is hard to place', () => {
    const told = settingFor(
      BRIDGE,
      'Tomas Brandt',
      'Elena Fisk designed the Halden bridge over the river Lune for the council of Calder and for the farmers of Ardmore. Karin Olsen painted it in the colours of Quill Bay with 68 painters. Tomas Brandt opened the Calder terminal beside the Halden bridge in 1998.',
    )
    expect(told).toContain('Karin Olsen painted')
  })

  it('says on which day the news happened', () => {
    expect(
      settingFor(
        FERRY,
        'It carried',
        'The ferry Halden burned off Quill Bay on Sunday. It carried 312 passengers from Ardmore to Calder.',
      ),
    ).toBe('The ferry Halden burned off Quill Bay on 11 May 2014.')
  })

  it('leaves out the word that links its own first sentence to one that is not shown', () => {
    const told = settingFor(
      BRIDGE,
      'She won',
      'The council of Calder met in Ardmore.',
      'However, Elena Fisk designed the Halden bridge over the river Lune. She won the Calder Prize for it in 1998.',
    )
    expect(told).toMatch(/Elena Fisk designed/)
    expect(told).not.toMatch(/However/)
  })

  it('is none where the sentence that says enough cannot be shown', () => {
    expect(
      settingFor(
        'title: A life in the north',
        'She won',
        'Elena Fisk [an engineer] designed a tower in Ardmore. She won the Calder Prize for it in 1998.',
      ),
    ).toBeUndefined()
  })
})

describe('how far a sentence leans on what stood before', () => {
  it('the first of an article on nothing', () => {
    const reading = readingOf(BRIDGE, 'The plan of the council was the work of Elena Fisk.')
    expect(leanOf(reading, sentenceOf(reading, 'The plan'))).toBe('nothing')
  })

  it.each([
    ['a sentence of names', 'Tomas Brandt opened the Calder terminal in 1998.', 'nothing'],
    ['"this"', 'This plan of Elena Fisk won the Calder Prize in 1998.', 'much'],
    ['"one of"', 'One of the towers fell in 1998.', 'much'],
    ['"for example"', 'In Ardmore, for example, 340 boats were sold in 1998.', 'much'],
    ['"that" beside its noun', 'Ever since that fire Tomas Brandt sold 340 boats a year.', 'much'],
    ['"the other"', 'Tomas Brandt sold the other terminal in 1998.', 'much'],
    ['"it"', 'It fell into the river Lune in 1998.', 'much'],
    ['"they" inside', 'In 1998 they sold 340 boats to Dorning.', 'much'],
    ['the end of a torn sentence', 'And in 1998.', 'much'],
  ])('%s', (_, sentence, lean) => {
    expect(leanFor(sentence, 'Elena Fisk designed the Halden bridge over the river Lune.')).toBe(lean)
  })

  it('"he" at the start on no more than a name', () => {
    expect(leanFor('He sold 340 boats to Dorning in 1998.', 'Tomas Brandt opened the Calder terminal.')).toBe('little')
  })

  it('a definite that the title holds on nothing', () => {
    expect(leanFor('The bridge of Ardmore fell in 1998.', 'Elena Fisk was an engineer.')).not.toBe('much')
  })
})
