import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { safeCss, safeDeclarations } from '../../src/domain/cssSafe.ts'
import { foreignSide } from '../../src/domain/foreignTree.ts'
import { type SafeNode, safeTree } from '../../src/domain/htmlSafe.ts'
import type { NoteType } from '../../src/domain/noteType.ts'
import { NO_CONTEXT } from '../../src/domain/templateCard.ts'
import { compareTyped } from '../../src/domain/typedForeign.ts'

const none = { mediumOf: () => null }

/** Every element of a tree, outermost first. */
function elements(nodes: readonly SafeNode[]): Exclude<SafeNode, string>[] {
  return nodes.flatMap((node) => (typeof node === 'string' ? [] : [node, ...elements(node.children)]))
}

const words = (nodes: readonly SafeNode[]): string =>
  nodes.map((node) => (typeof node === 'string' ? node : words(node.children))).join('')

const tree = (html: string) => safeTree(html, none)

const PIECES = [
  '<script>',
  '</script>',
  '<img src=x onerror=a()>',
  '<svg>',
  '</svg>',
  '<math>',
  '<style>',
  '</style>',
  '<!--',
  '-->',
  '<a href="javascript:a()">',
  '</a>',
  '<p title="</p>',
  '">',
  '<b',
  '/>',
  '<iframe srcdoc="',
  '<template>',
  "'",
  '&lt;',
  '<table><tr><td>',
  '</table>',
  '<noscript>',
  '<textarea>',
  '<x onx=y>',
  '<form>',
  '\u0000',
  '<BR STYLE=color:red>',
  'text',
]

describe('a stranger’s markup', () => {
  test('whatever it is, gives elements of the list alone, without anything that runs or asks', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }), (pieces) => {
        for (const { tag, attributes } of elements(tree(pieces.join('')))) {
          expect(tag).not.toMatch(
            /^(script|style|svg|math|iframe|object|embed|form|input|textarea|template|link|meta|base|video|audio)$/,
          )
          for (const name of Object.keys(attributes))
            expect(name).not.toMatch(/^(on|href|src|action|form|poster|ping|xlink)/)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('any text at all is read without a throw', () => {
    fc.assert(fc.property(fc.string(), (html) => void tree(html)))
  })

  test('keeps what it says and how it is laid out', () => {
    expect(tree('<p class="x" lang=fr>Un <b>mot</b> &amp; <i style="color:red">deux</i><br>fin</p>')).toEqual([
      {
        tag: 'p',
        attributes: { class: 'x', lang: 'fr' },
        children: [
          'Un ',
          { tag: 'b', attributes: {}, children: ['mot'] },
          ' & ',
          { tag: 'i', attributes: { style: 'color:red' }, children: ['deux'] },
          { tag: 'br', attributes: {}, children: [] },
          'fin',
        ],
      },
    ])
  })

  test('loses scripts and styles with all in them, and unknown elements but not their words', () => {
    expect(
      words(tree('a<script>b</script><style>c</style><svg><g>d</g></svg><blink>e</blink><button>f</button>')),
    ).toBe('aef')
  })

  test('a hundred thousand open elements, or attributes, are no deeper and no slower', () => {
    const deep = tree(`${'<div>'.repeat(100_000)}end`)
    expect(words(deep)).toBe('')
    expect(words(tree(`${'<b>'.repeat(5_000)}end`))).toBe('end')
    tree(`<b ${'a="b" '.repeat(100_000)}>x`)
  })

  test('pictures are those of the deck, by what they hash to', () => {
    const mediumOf = (name: string) => (name === 'a b.png' ? 'h' : null)
    const [here, gone, far] = elements(
      safeTree('<img src="a%20b.png"><img src="c.png"><img src="https://x.org/a b.png">', { mediumOf }),
    )
    expect(here?.medium).toBe('h')
    expect([gone?.medium, far?.medium]).toEqual([undefined, undefined])
  })
})

describe('a stranger’s style sheet', () => {
  test('asks for nothing, in whatever way it is written', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'url(',
            'u\\72l(',
            '@import ',
            'URL (',
            '/*',
            '*/',
            'image-set(',
            '"https://x.org"',
            ')',
            ';',
            '{',
            '}',
            '\\',
          ),
        ),
        (pieces) => {
          for (const css of [safeCss(pieces.join('')), safeDeclarations(pieces.join(''))]) {
            expect(css).not.toMatch(/url\s*\(|image-set\s*\(|@import|\\/i)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('is otherwise what it was', () => {
    // What is taken out must not leave its neighbours as the same again.
    expect(safeCss('@im@import;port "//a.b/c.css";')).not.toMatch(/@import/i)
    expect(safeCss('.card { color: red } /* x */ .nightMode.card { color: pink }')).toBe(
      '.card { color: red }   .nightMode.card { color: pink }',
    )
  })
})

const type: NoteType = {
  id: 'anki:1',
  name: 'T',
  kind: 'fields',
  fields: ['A', 'B'],
  templates: [{ name: 'C', front: '{{A}} {{type:B}} {{tts en_US:A}}', back: '{{type:B}}' }],
  css: '',
}
const content = {
  kind: 'template' as const,
  type,
  fields: ['x [sound:a.mp3]', 'Paris'],
  cards: [0],
  media: { 'a.mp3': 'h' },
  changed: 0,
}

function side(which: 'question' | 'answer', typed = '') {
  const found = foreignSide(content, 0, { side: which, typed, context: NO_CONTEXT })
  if (found.kind === 'fault') throw new Error('a fault')
  return found
}

describe('a card with templates', () => {
  test('plays its sounds, speaks and asks for text', () => {
    const { nodes, asksForText } = side('question')
    expect(asksForText).toBe(true)
    const found = elements(nodes).map(({ tag, medium, attributes }) => [tag, medium ?? attributes.lang ?? ''])
    expect(found).toEqual([
      ['audio', 'h'],
      ['typed', ''],
      ['speak', 'en-US'],
    ])
  })

  test('marks its formulas, for whoever draws them', () => {
    const fields = ['sum \\(a + b\\) and \\[c^2\\]', 'x']
    const found = foreignSide({ ...content, fields }, 0, { side: 'question', typed: '', context: NO_CONTEXT })
    const tex = found.kind === 'nodes' ? elements(found.nodes).filter(({ tag }) => tag === 'tex') : []
    expect(tex.map(({ attributes, children }) => [attributes.display, ...children])).toEqual([
      ['', 'a + b'],
      ['block', 'c^2'],
    ])
  })

  test('tells right letters from wrong and missing ones', () => {
    expect(words(side('answer').nodes)).toBe('Paris')
    const classes = (typed: string) =>
      elements(side('answer', typed).nodes).flatMap(({ attributes }) => attributes.class ?? [])
    expect(classes('Paris')).toEqual(['typeGood'])
    expect(classes('Pbris')).toEqual(['typeGood', 'typeBad', 'typeGood', 'typeGood', 'typeMissed', 'typeGood'])
  })

  test('a comparison never loses what was expected', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.string({ minLength: 1, maxLength: 20 }), (expected, typed) => {
        const plain = expected.normalize('NFC').trim()
        if (typed.trim() !== '') expect(words(compareTyped(expected, typed, false)).endsWith(plain)).toBe(true)
      }),
    )
  })

  test('covers are drawn over the picture, and only those that are to be', () => {
    const io: NoteType = {
      ...type,
      kind: 'cloze',
      fields: ['O', 'I'],
      templates: [
        {
          name: 'C',
          front:
            '<div>{{cloze:O}}</div><div id="image-occlusion-container">{{I}}<canvas></canvas></div><script>x</script>',
          back: '',
        },
      ],
    }
    const fields = [
      '{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.2}} {{c2::image-occlusion:ellipse:left=.5:top=.5:rx=.1:ry=.1}}',
      '<img src="a.png">',
    ]
    const card = { ...content, type: io, fields, cards: [0, 1], media: { 'a.png': 'h' } }
    const found = foreignSide(card, 0, { side: 'question', typed: '', context: NO_CONTEXT })
    const drawn = found.kind === 'nodes' ? elements(found.nodes) : []
    expect(
      drawn.filter(({ tag }) => tag === 'rect' || tag === 'ellipse').map(({ attributes }) => attributes.class),
    ).toEqual(['cover cloze'])
    expect(drawn.find(({ tag }) => tag === 'img')?.medium).toBe('h')
  })
})
