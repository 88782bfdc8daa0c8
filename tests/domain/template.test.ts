import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { answersOf, noteText, questionText } from '../../src/domain/cards.ts'
import { clozeAnswers, clozeFilled, clozeHtml, clozeNumbersOf } from '../../src/domain/clozeHtml.ts'
import { facesOf } from '../../src/domain/faces.ts'
import { mediaNamesIn, mediaNamesInCss } from '../../src/domain/mediaNames.ts'
import type { Note, NoteId } from '../../src/domain/note.ts'
import { asContent, type NoteType, type TemplateContent } from '../../src/domain/noteType.ts'
import { plainText } from '../../src/domain/plainText.ts'
import { isEmptyField, parseTemplate } from '../../src/domain/template.ts'
import { cardHtml, ordinalsOf } from '../../src/domain/templateCard.ts'
import { typesApart, typesJoined } from '../../src/domain/typesApart.ts'

const basic: NoteType = {
  id: 'anki:1',
  name: 'Basic',
  kind: 'fields',
  fields: ['Front', 'Back'],
  templates: [
    { name: 'Card 1', front: '{{Front}}', back: '{{FrontSide}}<hr id=answer>{{Back}}' },
    { name: 'Card 2', front: '{{#Back}}{{Back}}?{{/Back}}', back: '{{Front}}' },
  ],
  css: '',
}

const content = (type: NoteType, fields: readonly string[]): TemplateContent => ({
  kind: 'template',
  type,
  fields,
  cards: ordinalsOf(type, fields),
  media: {},
  changed: 0,
})

const note = (type: NoteType, fields: readonly string[]): Note => ({
  id: 'n_1' as NoteId,
  content: asContent(content(type, fields)),
  tags: [],
  accepted: [],
  distractors: [],
  evidence: [],
  confidence: null,
})

/** One template with these fields, rendered. */
function shown(
  front: string,
  fields: Readonly<Record<string, string>>,
  kind: NoteType['kind'] = 'fields',
  ordinal = 0,
) {
  const type = { ...basic, kind, fields: Object.keys(fields), templates: [{ name: 'C', front, back: front }] }
  const html = cardHtml({ ...content(type, Object.values(fields)), cards: [ordinal] }, ordinal)
  return html.kind === 'html' ? html.question : html.fault.kind
}

describe('templates', () => {
  test('never throw, whatever they say, and what has no braces is itself', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{{', '}}', '#a', '/a', '^a', 'a', ':', '<!--', '-->', ' ')), (parts) => {
        const text = parts.join('')
        const parsed = parseTemplate(text)
        if (!text.includes('{{') && parsed.ok)
          expect(parsed.nodes.map((node) => (node.kind === 'text' ? node.text : '')).join('')).toBe(text)
      }),
    )
  })

  test('show a stretch when its field says something, and the other when not', () => {
    expect(shown('{{#A}}a{{^B}}b{{/B}}{{/A}}', { A: 'x', B: '' })).toBe('ab')
    expect(shown('{{#A}}a{{/A}}{{^A}}none{{/A}}', { A: '<div><br></div>' })).toBe('none')
    expect(isEmptyField(' <br/><div> </div>')).toBe(true)
    expect(isEmptyField('<img src=x>')).toBe(false)
  })

  test('what a field says is not read as a template again', () => {
    expect(shown('{{A}}', { A: '{{B}}', B: 'secret' })).toBe('{{B}}')
  })

  test('an unknown field, and sections that do not close, are told and not guessed', () => {
    expect(shown('{{Nothing}}', { A: 'x' })).toBe('unknown-field')
    expect(shown('{{#A}}x', { A: 'x' })).toBe('unclosed-section')
    expect(shown('{{#A}}{{/B}}', { A: 'x', B: 'y' })).toBe('stray-end')
    expect(shown('{{A', { A: 'x' })).toBe('unclosed-braces')
  })

  test('filters are applied from the right to the left', () => {
    expect(shown('{{text:A}}', { A: '<b>x</b> &amp;&nbsp;y' })).toBe('x & y')
    expect(shown('{{type:nc:A}}', { A: 'x' })).toBe('[[type:nc:A]]')
    expect(shown('{{unknown:A}}', { A: 'x' })).toBe('x')
    expect(shown('{{furigana:A}}', { A: '日本[にほん] 語[ご] [sound:x]' })).toBe(
      '<ruby><rb>日本</rb><rt>にほん</rt></ruby><ruby><rb>語</rb><rt>ご</rt></ruby> [sound:x]',
    )
    expect(shown('{{kana:A}}', { A: '日本[にほん]' })).toBe('にほん')
    expect(shown('{{kanji:A}}', { A: '日本[にほん]' })).toBe('日本')
  })

  test('a card exists for each template that shows something', () => {
    expect(ordinalsOf(basic, ['a', 'b'])).toEqual([0, 1])
    expect(ordinalsOf(basic, ['a', ''])).toEqual([0])
    expect(ordinalsOf(basic, ['', ''])).toEqual([])
  })

  test('a note repeated without end is told, not joined; once or a few times it has room however long it is', () => {
    const field = 'x'.repeat(2_000)
    expect(shown('{{F}}'.repeat(10), { F: field })).toBe(field.repeat(10))
    expect(shown('{{F}}'.repeat(100_000), { F: field })).toBe('too-long')
    expect(shown('{{hint:F}}'.repeat(100_000), { F: 'x' })).toBe('too-long')
    expect(shown('{{text:F}}'.repeat(100_000), { F: '<b></b>'.repeat(300) })).toBe('too-long')
    expect(shown(`{{${'text:'.repeat(100_000)}F}}`, { F: field })).toBe('too-long')
    const long = 'x'.repeat(2_000_000)
    expect(shown('{{text:F}}', { F: long })).toBe(long)
    const back = { ...basic, templates: [{ name: 'C', front: '{{Front}}', back: '{{FrontSide}}'.repeat(100_000) }] }
    expect(cardHtml(content(back, [field, '']), 0)).toEqual({ kind: 'fault', fault: { kind: 'too-long', name: '' } })
    const repeated = note({ ...basic, templates: [{ name: 'C', front: '{{Front}}'.repeat(100_000), back: '' }] }, [
      'What?'.repeat(400),
      '',
    ])
    expect(questionText(repeated, 't0')).toBe('What?'.repeat(400))
  })

  test.each(['{{F}}', '<!---->', '{{F}}<!---->'])(
    'a template of %s is looked through in proportion to its length',
    (mark) => {
      const real = String.prototype.indexOf
      const looked = (source: string): number => {
        let sum = 0
        const spy = vi.spyOn(String.prototype, 'indexOf').mockImplementation(function (this: string, words, from = 0) {
          const at = real.call(this, words, from)
          sum += (at < 0 ? this.length : at) - from
          return at
        })
        parseTemplate(source)
        spy.mockRestore()
        return sum
      }
      expect(looked(mark.repeat(2_000))).toBeLessThan(2.5 * looked(mark.repeat(1_000)))
    },
  )

  test('sections nest to a depth, and are text beyond it', () => {
    const nested = (depth: number) => `${'{{#A}}'.repeat(depth)}{{A}}${'{{/A}}'.repeat(depth)}`
    expect(shown(nested(100), { A: 'x' })).toBe('x')
    expect(shown(nested(101), { A: 'x' })).toBe('{{#A}}x{{/A}}')
    expect(shown(`${nested(103)}{{^A}}no{{/A}}`, { A: 'x' })).toBe('{{#A}}{{#A}}{{#A}}x{{/A}}{{/A}}{{/A}}')
    expect(shown(nested(8_000), { A: 'x' })).toContain('x')
    expect(shown('{{#A}}'.repeat(8_000), { A: 'x' })).toBe('unclosed-section')
  })

  test('a note that cannot be read is a line without words, and ends no list', () => {
    const type = { ...basic }
    Object.defineProperty(type, 'templates', {
      get: () => {
        throw new RangeError('Maximum call stack size exceeded')
      },
    })
    const broken = { ...note(basic, ['a', 'b']), content: asContent({ ...content(basic, ['a', 'b']), type }) }
    expect(questionText(broken, 't0')).toBe('')
    expect(answersOf(broken, 't0')).toEqual([''])
    expect(noteText(broken)).toBe('a b')
  })

  test('lists, search and quizzes get words', () => {
    const one = note(basic, ['<b>What</b> is [sound:a.mp3]1&nbsp;+ 1?', 'two'])
    expect(facesOf(one)).toEqual(['t0', 't1'])
    expect(questionText(one, 't0')).toBe('What is 1 + 1?')
    expect(answersOf(one, 't0')).toEqual(['two'])
    expect(noteText(one)).toBe('What is 1 + 1? two')
  })

  test('types lie apart in text and join again', () => {
    const deck = { notes: [note(basic, ['a', 'b']), note({ ...basic }, ['c', 'd'])] }
    const apart = typesApart(deck)
    expect(apart.noteTypes).toHaveLength(1)
    expect(typesJoined(JSON.parse(JSON.stringify(apart)))).toEqual(deck)
    expect(typesJoined({ ...apart, noteTypes: [] })).toBeNull()
  })
})

describe('cloze fields', () => {
  test('never throw; filled in, nothing is lost but the braces', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{{c1::', '{{c2,3::', '}}', '::', 'a', '<b>')), (parts) => {
        const text = parts.join('')
        for (const number of clozeNumbersOf(text)) {
          expect(clozeHtml(text, number, 'question')).not.toBe('')
          expect(clozeAnswers(text, number)).not.toHaveLength(0)
        }
        expect(clozeFilled(text).match(/a/g)?.length ?? 0).toBeLessThanOrEqual(text.match(/a/g)?.length ?? 0)
      }),
    )
  })

  test('ask for one number, with its hint, and show the others', () => {
    const html = '{{c1::one::a digit}} and {{c2::two}}'
    expect(clozeNumbersOf(html)).toEqual([1, 2])
    expect(clozeHtml(html, 1, 'question')).toBe(
      '<span class="cloze" data-ordinal="1">[a digit]</span> and <span class="cloze-inactive" data-ordinal="2">two</span>',
    )
    expect(clozeHtml(html, 2, 'answer')).toContain('<span class="cloze" data-ordinal="2">two</span>')
    expect(clozeHtml(html, 3, 'question')).toBe('')
  })

  test('nest, and may belong to several cards', () => {
    const html = '{{c1::a {{c2,3::b}} c}}'
    expect(clozeNumbersOf(html)).toEqual([1, 2, 3])
    expect(clozeHtml(html, 1, 'question')).toBe('<span class="cloze" data-ordinal="1">[...]</span>')
    expect(clozeHtml(html, 3, 'question')).toBe(
      '<span class="cloze-inactive" data-ordinal="1">a <span class="cloze" data-ordinal="2,3">[...]</span> c</span>',
    )
    expect(clozeAnswers(html, 1)).toEqual(['a b c'])
  })

  test('half a million that never close are words, and take no longer than their length says', () => {
    expect(clozeNumbersOf('{{c1::'.repeat(500_000))).toEqual([])
    expect(clozeFilled('{{c1::'.repeat(3))).toBe('{{c1::'.repeat(3))
  })

  test('covers of a picture say where they lie, and no more', () => {
    const html = '{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1:onclick=alert(1)}}'
    expect(clozeHtml(html, 1, 'question')).toBe(
      '<div class="cloze" data-ordinal="1" data-shape="rect" data-left=".1" data-top=".2" data-width=".3" data-height=".4" data-occludeInactive="1"></div>',
    )
  })
})

test('files are found where they are named, and addresses elsewhere are none', () => {
  expect(mediaNamesIn('<img src="a%20b.png"><img src=\'c.jpg\'>[sound:d.mp3]<img src="https://x.org/e.png">')).toEqual([
    'd.mp3',
    'a b.png',
    'c.jpg',
  ])
  expect(mediaNamesIn('<img src="data:image/png;base64,AA"><a href="x">y</a>')).toEqual([])
  expect(mediaNamesInCss("@font-face{src:url('_f.woff2')} a{background:url(https://x.org/y)}")).toEqual(['_f.woff2'])
})

test('plain text leaves out what is not said', () => {
  expect(plainText('<style>x</style>a<br>b<script>c</script><!-- d -->&lt;e&gt;')).toBe('a b<e>')
})
