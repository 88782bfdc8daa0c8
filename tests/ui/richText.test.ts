import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { bareText } from '../../src/domain/bareText.ts'
import { gapMark } from '../../src/ui/rich/gaps.ts'
import { isRich } from '../../src/ui/rich/isRich.ts'
import { plainText, type RichNode, richTree } from '../../src/ui/rich/tree.ts'

// A part of micromark that decodes entities, which are off, makes an element when it is loaded.
vi.hoisted(() => vi.stubGlobal('document', { createElement: () => ({}) }))

const HASH = '0123456789abcdef0123456789abcdef'

/** The children of a text that is one paragraph. */
function inline(text: string): readonly RichNode[] {
  const [first, ...rest] = richTree(text)
  if (first?.kind !== 'paragraph' || rest.length > 0) throw new Error(`not one paragraph: ${text}`)
  return first.children
}
const kinds = (text: string) => richTree(text).map((node) => node.kind)

describe('a rich text', () => {
  test('never throws, whatever it is given, and takes nothing for markup', () => {
    const piece = fc.constantFrom(
      '\\(',
      '\\)',
      '\\[',
      '$$',
      '`',
      '```',
      '*',
      '_',
      '[',
      '](',
      ')',
      '![',
      '<',
      '>',
      '\n',
      '- ',
    )
    const text = fc
      .array(fc.oneof(piece, fc.string({ unit: 'grapheme' })), { maxLength: 30 })
      .map((all) => all.join(''))
    fc.assert(fc.property(text, (given) => void richTree(given)))
  })

  test('that is plain is itself, and is known to be plain', () => {
    const word = fc.stringMatching(/^[\p{L}\d.,;:?!()'"“”€%-]{1,12}$/u)
    const text = fc.array(word, { minLength: 1, maxLength: 12 }).map((all) => all.join(' '))
    fc.assert(
      fc.property(text, (given) => {
        expect(isRich(given)).toBe(false)
        expect(plainText(richTree(given))).toBe(given)
      }),
    )
  })

  test.each(['<', '<!--', '<p', '</', '<a', '_', '](', '\\', '$'])(
    'is told from a plain one in proportion to its length: %s',
    (unit) => {
      isRich(unit.repeat(500_000))
    },
  )

  test('that has an address of mail in it is rich', () => {
    expect(isRich('write to <<a@b.example>')).toBe(true)
    expect(isRich('a < b @ c')).toBe(false)
  })

  test('that is taken for plain has nothing to draw', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (given) => {
        fc.pre(!isRich(given) && given.trim() === given && given !== '')
        expect(inline(given)).toEqual([{ kind: 'text', text: given.replace(/[\uE000\uE001]/g, '\uFFFD') }])
      }),
    )
  })

  test('has emphasis, code, lines and lists', () => {
    expect(inline('a *b* **c** `d*e*`')).toMatchObject([
      { kind: 'text', text: 'a ' },
      { kind: 'em', children: [{ text: 'b' }] },
      { text: ' ' },
      { kind: 'strong', children: [{ text: 'c' }] },
      { text: ' ' },
      { kind: 'code', text: 'd*e*', block: false },
    ])
    expect(inline('one\ntwo').map((node) => node.kind)).toEqual(['text', 'break', 'text'])
    expect(richTree('Two:\n\n3. a\n4. b\n\n```\nx *y*\n z\n```')).toMatchObject([
      { kind: 'paragraph' },
      { kind: 'list', ordered: true, start: 3, items: [[{ kind: 'paragraph' }], [{ kind: 'paragraph' }]] },
      { kind: 'code', text: 'x *y*\n z', block: true },
    ])
    expect(richTree('- a\n  - b\n- c')).toMatchObject([
      { kind: 'list', ordered: false, items: [[{ kind: 'paragraph' }, { kind: 'list' }], [{ kind: 'paragraph' }]] },
    ])
  })

  test('of one line is never a list, a heading or a quotation', () => {
    for (const text of ['12. Infantry Division', '- 40 °C', '# 1', '> 5', '---', '    indented'])
      expect(kinds(text)).toEqual(['paragraph'])
    expect(plainText(richTree('12. Infantry Division'))).toBe('12. Infantry Division')
  })

  test('has maths as it was typed, its backslashes, stars and lines included', () => {
    expect(inline('If \\(a_1 * b_2 * c\\), then')).toMatchObject([
      { text: 'If ' },
      { kind: 'maths', tex: 'a_1 * b_2 * c', source: '\\(a_1 * b_2 * c\\)', block: false },
      { text: ', then' },
    ])
    expect(inline('\\[\\frac{1}{2}\\]')).toMatchObject([{ kind: 'maths', tex: '\\frac{1}{2}', block: true }])
    expect(inline('$$a\\\\\n\nb$$')).toMatchObject([{ kind: 'maths', tex: 'a\\\\\n\nb', block: true }])
    expect(inline('costs $5 or $6')).toEqual([{ kind: 'text', text: 'costs $5 or $6' }])
    expect(inline('`\\(a\\)`')).toMatchObject([{ kind: 'code', text: '\\(a\\)' }])
    expect(plainText(richTree('an open \\( only'))).toBe('an open ( only')
    expect(kinds('\\\\(no maths)')).toEqual(['paragraph'])
  })

  test('leads to the web and to mailboxes, and nowhere else', () => {
    expect(inline('[a](https://b.example/c_d_)')).toMatchObject([{ kind: 'link', href: 'https://b.example/c_d_' }])
    expect(inline('<mailto:a@b.example> <https://b.example>')).toMatchObject([
      { kind: 'link', href: 'mailto:a@b.example' },
      { text: ' ' },
      { kind: 'link', href: 'https://b.example' },
    ])
    for (const target of [
      'javascript:alert(1)',
      'data:text/html,x',
      '//b.example',
      '#/settings',
      'file:///etc',
      'JAVASCRIPT:x',
    ])
      expect(inline(`[a](${target})`)).toEqual([{ kind: 'text', text: 'a' }])
  })

  test('shows media that are kept here by name, and loads nothing else', () => {
    expect(inline(`![a *map*](media:${HASH})`)).toEqual([{ kind: 'medium', hash: HASH, alt: 'a map' }])
    for (const target of ['https://b.example/x.png', 'x.png', 'media:short', `media:${HASH}0`])
      expect(inline(`![map](${target})`)).toEqual([{ kind: 'medium', hash: null, alt: 'map' }])
  })

  test('takes HTML for words', () => {
    expect(plainText(richTree('<img src=x onerror=alert(1)> <b>bold</b> &amp;'))).toBe(
      '<img src=x onerror=alert(1)> <b>bold</b> &amp;',
    )
  })

  test('keeps the gaps of a cloze where they stand, in emphasis and in formulas', () => {
    const text = `**The ${gapMark(0)}** and \\(x = ${gapMark(1)}\\)`
    const [paragraph] = richTree(text, (index) => `\\square_${index}`)
    expect(paragraph).toMatchObject({
      children: [
        { kind: 'strong', children: [{ text: 'The ' }, { kind: 'gap', index: 0 }] },
        { text: ' and ' },
        { kind: 'maths', tex: 'x = \\square_1' },
      ],
    })
  })

  test('takes a time in proportion to its length', () => {
    const long = '\\( $$ ['.repeat(3000)
    expect(plainText(richTree(long)).length).toBeGreaterThan(long.length / 2)
  })

  const depthOf = (nodes: readonly RichNode[]): number =>
    Math.max(
      0,
      ...nodes.map((node) => {
        if ('items' in node) return 1 + Math.max(0, ...node.items.map(depthOf))
        return 'children' in node ? 1 + depthOf(node.children) : 0
      }),
    )

  test.each([
    ['quotes', '>'.repeat(2_000)],
    ['quotes and items', '> - '.repeat(500)],
    ['items', '- '.repeat(500)],
    ['numbers', '1. '.repeat(500)],
    ['items further in on each line', Array.from({ length: 60 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n')],
    ['items further in by tabs', Array.from({ length: 60 }, (_, i) => `${'\t'.repeat(i / 2)}- a`).join('\n')],
  ])('shows %s too deep as letters', (_what, text) => {
    const tree = richTree(`${text}\nx`)
    expect(tree.map((node) => node.kind)).toEqual(['paragraph'])
    expect(plainText(tree).match(/[->.]/g)).toHaveLength(text.match(/[->.]/g)?.length ?? 0)
  })

  test('shows quotes and lists as deep, and lists as long, as any card has', () => {
    expect(depthOf(richTree(`${'>'.repeat(32)}\nx`))).toBe(32)
    expect(kinds('- a\n'.repeat(1_000))).toEqual(['list'])
    expect(kinds(`${'- a\n'.repeat(1_001)}`)).toEqual(['paragraph'])
    expect(kinds(`- a\n${' '.repeat(200)}- b`)).toEqual(['list'])
  })

  test('nests emphasis to a depth and loses no words', () => {
    const tree = richTree(`${'*a _b '.repeat(200)}${'c_ d* '.repeat(200)}`)
    expect(depthOf(tree)).toBeLessThan(40)
    expect(plainText(tree).match(/[abcd]/g)).toHaveLength(800)
  })
})

describe('the words of a text on one line', () => {
  test('leave out the marks and keep what they mark', () => {
    expect(bareText(`See **this** \`one\`:\n![a map](media:${HASH}) [there](https://b.example)`)).toBe(
      'See this one: a map there',
    )
    expect(bareText('snake_case * star')).toBe('snake_case * star')
  })
})
