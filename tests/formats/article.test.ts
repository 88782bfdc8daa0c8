import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readArticle } from '../../src/formats/article.ts'
import { cleanBlocks } from '../../src/formats/articleText.ts'

const PROSE =
  'The people who live in the valley went about their work as they had done in the years before it, and most of them were glad that the winter had been mild and that the river had not come over its banks in the spring.'

const read = (text: string) => readArticle(text, { name: 'test' })

describe('laws', () => {
  it('reading never throws, and gives an article or a reason with its line', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 400 }),
          fc.string({ unit: 'grapheme', maxLength: 200 }),
          fc
            .array(fc.constantFrom('---', 'title: a', '\n', ': ', '"', '[', PROSE, '\r\n', '<b>', '&nbsp;'))
            .map((parts) => parts.join('')),
        ),
        (text) => {
          const result = read(text)
          if (result.ok) expect(result.value.text.length).toBeGreaterThan(0)
          else expect(result.error.line).toBeGreaterThanOrEqual(1)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('what is stored is NFC with line feeds only, and reading it again changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(PROSE, 'Cafe\u0301 life.', 'A **bold** [link](http://x.y).', '## Two things', '> Quoted.'),
          { minLength: 1 },
        ),
        fc.constantFrom('\n\n', '\r\n\r\n'),
        (parts, glue) => {
          const first = read([PROSE, ...parts].join(glue))
          if (!first.ok) throw new Error(first.error.message)
          expect(first.value.text).toBe(first.value.text.normalize('NFC'))
          expect(first.value.text).not.toMatch(/\r/)
          const again = read(first.value.text)
          expect(again.ok && again.value.text).toBe(first.value.text)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('front matter', () => {
  it('gives the source its metadata', () => {
    const result = read(
      `---\ntitle: "A \\"plan\\": part one"\npublished: "2013-07"\nbasedOn:\n  author: unknown\n  outlet: The Gazette\n  kind: op-ed\ntopics: [Rivers, "Floods, spring"]\nlicence: CC0-1.0\n---\n${PROSE}`,
    )
    expect(result.ok && result.value).toMatchObject({
      title: 'A "plan": part one',
      published: '2013-07',
      basedOn: { author: null, outlet: 'The Gazette', kind: 'op-ed' },
      topics: ['Rivers', 'Floods, spring'],
      licence: 'CC0-1.0',
    })
  })

  it.each([
    ['no closing fence', '---\ntitle: a\n', 1, /no closing/],
    ['a line without a colon', '---\ntitle: a\noops\n---\n', 3, /oops/],
    ['an open quote', '---\ntitle: "a\n---\n', 2, /unclosed/],
    ['a date that is none', '---\npublished: "2013-13"\n---\n', 2, /published/],
    ['an unknown key', '---\ntitle: a\n\nauthors: b\n---\n', 4, /authors/],
    ['a key that stands twice', '---\ntitle: a\ntitle: b\n---\n', 3, /twice/],
    ['a source without an outlet', '---\nbasedOn:\n  kind: news\n---\n', 2, /outlet/],
  ])('%s is refused with its line', (_, front, line, message) => {
    const result = read(front + PROSE)
    expect(result.ok).toBe(false)
    if (!result.ok) {
      expect(result.error.line).toBe(line)
      expect(result.error.message).toMatch(message)
    }
  })
})

describe('what cannot be an article', () => {
  it.each([
    ['an empty file', ' \n\n', 'empty'],
    ['bytes', `PK\u0000\u0001${PROSE}`, 'binary'],
    ['a few words', 'The mayor paid the town.', 'too-short'],
    [
      'German',
      'Die Regierung hat der Stadt bis Oktober Zeit gegeben, einen Vertrag zu schließen, sonst wird sie selbst handeln. '.repeat(
        5,
      ),
      'not-english',
    ],
    ['a book', `${PROSE} `.repeat(1200), 'too-long'],
  ])('%s', (_, text, kind) => {
    const result = read(text)
    expect(result.ok ? 'article' : result.error.kind).toBe(kind)
  })
})

describe('cleaning', () => {
  it('takes the title from the first line and drops what belongs to the page', () => {
    const result = read(
      `A partnership of Post and the\n\nThe valley after the winter\n\n${PROSE}\n\nJane Doe/Reuters/Pool\n\nClick for more on the valley\n\n${PROSE}\n\nSubscribe to our letter.`,
    )
    expect(result.ok && result.value.title).toBe('The valley after the winter')
    expect(result.ok && result.value.text).toBe(`${PROSE}\n\n${PROSE}`)
  })

  it('joins wrapped lines and keeps headings', () => {
    const wrapped = PROSE.replace(/(.{60}\S*) /g, '$1\n')
    const result = read(`# The valley\n\n${wrapped}\n\n## Two floods\n\n${PROSE}`)
    expect(result.ok && result.value.title).toBe('The valley')
    expect(result.ok && result.value.text).toBe(`${PROSE}\n\n## Two floods\n\n${PROSE}`)
  })

  it('keeps the words of Markdown and HTML and not their marks', () => {
    const result = read(`${PROSE}\n\n<p>The <b>mayor</b> &amp; the [town](http://a.b/c) were **very** _glad_.</p>`)
    expect(result.ok && result.value.text).toContain('The mayor & the town were very glad.')
  })
})

it('a long line with a slash is read in linear time', () => {
  const line = `Either/or ${'is a choice that people make every day '.repeat(400)}.`
  const article = readArticle(`${line}\n\n${line}`, { name: 'slash' })
  expect(article.ok).toBe(true)
})

const LINES = ['a::b\n', '?\n', ').\n', 'a\n', '> \n', '# a\n', '- a :: b\n']
it.each(['\r', '\r ', '\r\n', '\u2028', '\n \n', '“', 'I “', ...LINES])(
  'much of %j is cleaned in linear time',
  (unit) => {
    cleanBlocks(`I ${unit.repeat(200_000)}`)
  },
)

it('lines that end in a carriage return alone are lines', () => {
  expect(cleanBlocks('One thing is said here.\r\rAnother is said there.\r\n\r\nA third.').text).toBe(
    'One thing is said here.\n\nAnother is said there.\n\nA third.',
  )
})
