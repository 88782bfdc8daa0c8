import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeText, readArticleFile } from '../../src/app/articleFile.ts'
import { isAddress } from '../../src/app/shared.ts'
import { decodeEntities } from '../../src/domain/htmlEntities.ts'
import { readArticle } from '../../src/formats/article.ts'
import { toSource } from '../../src/workers/articleSource.ts'
import type { ArticleText } from '../../src/workers/generatorApi.ts'
import { htmlToText, looksLikeHtml } from '../../src/workers/htmlText.ts'
import { generateFrom } from '../generator/helpers.ts'

const article = (text: string, more: Partial<ArticleText> = {}): ArticleText => ({
  text,
  title: '',
  outlet: null,
  published: null,
  url: null,
  licence: null,
  ...more,
})

const PROSE =
  'The council met on Monday in Geneva and agreed on a budget of 40 million francs for the harbour. It was the first meeting that the new chair, Anna Keller, had led since her election in March. She said that the work would begin before the end of the year.'

const sourceOf = (text: string, more: Partial<ArticleText> = {}) => {
  const read = toSource(article(text, more))
  if (!read.ok) throw new Error(read.error.kind)
  return read.value
}

/** The pieces that pages, messengers and scanners leave in text. */
const SOUP = [
  '<p>',
  '</p>',
  '<div class="a" data-x=\'>\'>',
  '<script>if (a < b) document.write("</p>")</script>',
  '<style>p{}',
  '<!--',
  '-->',
  '<![CDATA[',
  '<a href="x',
  '"',
  "'",
  '<',
  '>',
  '&amp;',
  '&#0;',
  '&#xd800;',
  '&nosuch;',
  '\u0000',
  '\ufeff',
  '\n',
  '\r\n',
  '\n\n\n\n',
  '\t',
  '   ',
  '\u2028',
  '```',
  '**',
  '__',
  '# ',
  '- ',
  '---\n',
  '😀👩‍👩‍👧',
  '\ud83d',
  'مرحبا بالعالم ',
  'שלום עולם ',
  '\u202e',
  'LONDON (AP) — ',
  'Either/or is not a choice, ',
  'John Smith/Reuters',
  'THE COUNCIL MET ON MONDAY IN GENEVA. ',
  'The council met in Geneva and agreed on 40 million francs. ',
  'word '.repeat(40),
  'a'.repeat(300),
]
const soup = fc.array(fc.oneof(fc.constantFrom(...SOUP), fc.string({ unit: 'binary', maxLength: 20 })), {
  maxLength: 60,
})

describe('reading a page', () => {
  test('leaves no tag of its own making, never throws, and takes time in proportion', () => {
    fc.assert(
      fc.property(soup, (pieces) => {
        const { text } = htmlToText(`<p>${pieces.join('').replaceAll('&lt', '')}`)
        expect(text).not.toMatch(/<\/?(p|div|script|style)\s*>/)
      }),
      { numRuns: 300 },
    )
    expect(htmlToText('<p>One <a href="x<p>two <a href="x').text).toBe('One two <a href="x')
    for (const piece of [
      '<a ',
      '<a x="',
      "<a x=\">'<a x='>",
      '<!--',
      '<p',
      '</p',
      '<title',
      '<script>',
      '&',
      "<a b='>",
      '< ',
    ])
      within(10_000, () => htmlToText(piece.repeat(60_000)))
  })

  test('keeps every word of plain paragraphs, in order', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/)
    fc.assert(
      fc.property(
        fc.array(fc.array(word, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 9 }),
        (blocks) => {
          const page = `<html><body>${blocks.map((words) => `<p>${words.join(' ')}</p>`).join('\n')}</body></html>`
          expect(htmlToText(page).text).toBe(blocks.map((words) => words.join(' ')).join('\n\n'))
        },
      ),
    )
  })

  test('takes the article and leaves the page around it, with what the page says of itself', () => {
    const page = `<!doctype html><html><head><title>Harbour | The Post</title>
      <meta property="og:site_name" content="The Post"><meta name="author" content="B. Meier">
      <meta property="article:published_time" content="2024-03-05T10:00:00Z"><link rel="canonical" href="https://example.org/harbour">
      <script>var x = "<p>not this</p>"</script><style>p { color: red }</style></head>
      <body><nav><ul><li>Home<li>World</ul></nav><article><h1>Harbour gets &pound;40m</h1><h2>A vote</h2>
      <p>It isn&rsquo;t <b>finished</b>&nbsp;yet &#8212; <a href="/x">they said</a>.<p>Second.<figure><img alt=x><figcaption>A boat</figcaption></figure>
      ${`<p>${PROSE}</p>`.repeat(2)}</article><aside>Read more</aside><footer>All rights</footer></body></html>`
    const read = htmlToText(page)
    expect(read).toMatchObject({
      title: 'Harbour gets £40m',
      author: 'B. Meier',
      outlet: 'The Post',
      published: '2024-03-05T10:00:00Z',
      url: 'https://example.org/harbour',
    })
    expect(read.text).toBe(`## A vote\n\nIt isn’t finished yet — they said.\n\nSecond.\n\n${PROSE}\n\n${PROSE}`)
  })

  test('still finds the text of a page whose menu never closes', () => {
    expect(htmlToText(`<body><nav><a>Home</a><p>${PROSE}`).text).toContain(PROSE)
  })

  test('reads character references as browsers do', () => {
    expect(decodeEntities('&eacute;&Uuml;&#233;&#xE9;&#146;&amp;lt;&nosuch;&#0;&copy')).toBe('éÜéé’&lt;&nosuch;\ufffd©')
  })

  test('tells a page’s source from prose with a stray tag', () => {
    expect(looksLikeHtml('<!DOCTYPE html><html><body><p>x')).toBe(true)
    expect(looksLikeHtml(`He wrote <b>this</b>. ${PROSE}`)).toBe(false)
  })
})

describe('cleaning pasted text', () => {
  test('never hangs or throws, and gives text that cards can point into', () => {
    fc.assert(
      fc.property(soup, fc.boolean(), (pieces, padded) => {
        const text = pieces.join('') + (padded ? `\n\n${PROSE}` : '')
        const read = toSource(article(text))
        if (!read.ok) return
        const { value } = read
        expect(value.text.normalize('NFC')).toBe(value.text)
        for (const mark of ['\r', '\0', '\n\n\n']) expect(value.text).not.toContain(mark)
        expect(value.text.isWellFormed()).toBe(true)
        expect(value.title.trim()).not.toBe('')
      }),
      { numRuns: 300 },
    )
  })

  test('ends in good time for the longest texts of every kind', { timeout: 90_000 }, () => {
    const fill = (piece: string) => piece.repeat(Math.floor(199_000 / piece.length))
    for (const piece of [
      'word ',
      'Either/or is a choice that many people make, ',
      'a/',
      '\n',
      `${PROSE} `,
      `${PROSE}\n`,
      '<p>x',
      '> ',
      `- ${'a line that ends without a stop '.repeat(2)}\n`,
      '**a ',
      'LONDON/PARIS ',
      '😀',
      'مرحبا ',
      '\u202e',
    ])
      within(20_000, () => toSource(article(fill(piece))))
  })

  test('is what Node reads, for text without marks that nobody sees', () => {
    const seed = readFileSync(new URL('../../seeds/2013-10-11-kerry-karzai-talks.md', import.meta.url), 'utf8')
    const node = readArticle(seed, { name: 'x' })
    expect(node.ok && node.value.text).toBe(sourceOf(seed).text)
  })

  test('keeps slashes between words and drops an agency’s credit', () => {
    const text = `John Smith/Reuters\n\nBlack/white thinking, and/or haste, was to blame, they said. ${PROSE}`
    expect(sourceOf(text).text).toBe(`Black/white thinking, and/or haste, was to blame, they said. ${PROSE}`)
  })

  test('says what is the matter, in one word for one sentence', () => {
    const why = (text: string) => {
      const read = toSource(article(text))
      return read.ok ? 'none' : read.error.kind
    }
    expect(why('  \n ')).toBe('empty')
    expect(why('Too short to ask anything.')).toBe('too-short')
    expect(why('a '.repeat(100_001))).toBe('too-long')
    expect(why('Der Rat traf sich am Montag in Genf und beschloss den Haushalt für den Hafen. '.repeat(6))).toBe(
      'not-english',
    )
    expect(why('مرحبا بالعالم كيف حالك اليوم '.repeat(20))).toBe('not-english')
    expect(why(`\u0000\u0001${PROSE}`)).toBe('not-text')
    expect(why(`${PROSE.toUpperCase()}`)).toBe('none')
  })

  test('takes a line of dashes on top for what it is, and front matter for what it is', () => {
    expect(sourceOf(`---\n${PROSE}`).text).toContain('The council met')
    const own = sourceOf(`---\ntitle: Harbour\npublished: 2024-03-05\n---\n\n${PROSE}`)
    expect(own).toMatchObject({ title: 'Harbour', published: '2024-03-05', text: PROSE })
  })

  test('puts what the learner wrote before what the text says', () => {
    const page = `<html><body><h1>Theirs</h1>${`<p>${PROSE}</p>`.repeat(2)}`
    expect(sourceOf(page).title).toBe('Theirs')
    expect(sourceOf(page, { title: 'Mine', licence: 'CC0-1.0' })).toMatchObject({ title: 'Mine', licence: 'CC0-1.0' })
  })

  test('names the same text the same, so that pasting it twice is one source', () => {
    expect(sourceOf(PROSE).id).toBe(sourceOf(`${PROSE}\r\n`.replace('\r\n', '')).id)
    expect(sourceOf(PROSE).id).not.toBe(sourceOf(`${PROSE} More.`).id)
  })
})

describe('asking of what was cleaned', () => {
  test('never throws, and quotes the text word for word', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(soup, (pieces) => {
        const read = toSource(article(`${pieces.join('')}\n\n${PROSE}`))
        if (!read.ok) return
        for (const note of generateFrom(read.value).notes)
          for (const piece of note.evidence)
            expect(read.value.text.slice(piece.sentence.start, piece.sentence.end)).toBe(piece.quote)
      }),
      { numRuns: 25 },
    )
  })
})

describe('a file’s bytes', () => {
  const bytesOf = (text: string) => new TextEncoder().encode(text)
  const file = (name: string, parts: BlobPart[], type = '') => new File(parts, name, { type })
  const noPage = () => Promise.reject(new Error('not a page'))

  test('come back as the text that was written, in UTF-8 and UTF-16', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('\0') && !text.includes('\ufeff'))
        expect(decodeText(bytesOf(text))).toBe(text)
        const wide = new Uint8Array([
          0xff,
          0xfe,
          ...new Uint8Array(
            new Uint16Array(
              [...text]
                .join('')
                .split('')
                .map((unit) => unit.charCodeAt(0)),
            ).buffer,
          ),
        ])
        expect(decodeText(wide)).toBe(text)
      }),
    )
  })

  test('are read as older files were written, and by the charset that a page names', () => {
    expect(decodeText(new Uint8Array([0x43, 0x61, 0x66, 0xe9]))).toBe('Café')
    const greek = [...bytesOf('<meta charset="iso-8859-7">'), 0xe1]
    expect(decodeText(new Uint8Array(greek))).toContain('α')
    expect(decodeText(new Uint8Array([1, 0, 2]))).toBeNull()
  })

  test('that are text or Markdown stay as they are; a page goes through its reader', async () => {
    expect(await readArticleFile(file('a.md', ['# T\n\nText']), noPage)).toMatchObject({ text: '# T\n\nText' })
    const page = `<h1>T</h1><time datetime="2024-03-05T01:00">x</time><p>${PROSE}`
    const read = await readArticleFile(file('a.html', [page]), async (html) => htmlToText(html))
    expect(read).toMatchObject({ title: 'T', date: '2024-03-05', url: '' })
  })

  test('that are no text, nothing, or far too many are refused', async () => {
    expect(await readArticleFile(file('a.txt', [new Uint8Array([1, 0])]), noPage)).toBe('not-text')
    expect(await readArticleFile(file('a.txt', ['  \n']), noPage)).toBe('empty')
    expect(await readArticleFile(file('a.txt', [new Uint8Array(10_000_001)]), noPage)).toBe('too-big')
  })

  test('an address alone is no article', () => {
    expect(isAddress(' https://example.org/a?b=c\n')).toBe(true)
    expect(isAddress('https://example.org and words')).toBe(false)
  })
})

function within(ms: number, work: () => void): void {
  const start = performance.now()
  work()
  expect(performance.now() - start).toBeLessThan(ms)
}
