import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { safeCss, safeDeclarations } from '../../src/domain/cssSafe.ts'
import { type SafeNode, safeTree } from '../../src/domain/htmlSafe.ts'

const names = 'abcdefghijklmnopqrstuvwxyz'.split('')

/** A sheet's text without its space. */
const tight = (css: string): string => css.replace(/\s+/g, '')
const kept = (css: string): string => tight(safeCss(css))

describe('of a stranger’s style sheet', () => {
  test('what honest templates say stays to the letter', () => {
    const sheets = [
      '.card { font-family: arial, "DejaVu Sans"; font-size: 20px; text-align: center; color: black; }\n.cloze { font-weight: bold; color: blue }',
      '#image-occlusion-canvas { --inactive-shape-color: #ffeba2; --active-shape-border: 1px #212121; }',
      ':root { --fg: #222; --pad: calc(var(--unit, 4px) * 2) } .nightMode { --fg: #eee } .card { color: var(--fg); padding: var(--pad) var(--pad) }',
      '@media (max-width: 600px) { .card { font-size: 16px } .mobile .hint:not(.shown) { display: none } }',
      '@keyframes fade { from { opacity: 0 } to { opacity: 1; transform: none } } .answer { animation: fade 0.3s ease-in }',
      'table tr:first-child th:first-child { -webkit-border-radius: 3px; background: -webkit-gradient(linear, left top, left bottom, from(#f8f8f8), to(#f6f6f6)) }',
      '.tags > span:nth-child(2n + 1), .tags a[href^="#"]:hover { box-shadow: 0 1px 2px rgba(0, 0, 0, .2), inset 0 0 1px red }',
      '.card { & .hint { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 4px } &.nightMode { filter: invert(1) } }',
      '.hint::before { content: "Hint: " attr(data-hint) counter(step) } .q ~ .a { margin: 0 auto !important }',
      '.card:has(img) > :not(:first-child):not(:nth-child(2)) { text-align: left } img { max-width: 100%; object-fit: contain; transition: opacity .2s, transform .2s }',
    ]
    for (const css of sheets) expect(safeCss(css)).toBe(css)
  })

  test('no value comes to more than a thousand letters once everything in it is put in', () => {
    const doubling = names.map(
      (name, i) => `--${name}:${i === 0 ? '"12345678"' : `var(--${names[i - 1]}) var(--${names[i - 1]})`};`,
    )
    const css = safeCss(
      `:root{${doubling.join('')}} b{font-family:var(--z)} i{font-family:var(--c)} u{font-family:var(--none)}`,
    )
    expect(css).not.toContain('--z')
    expect(css).toContain('font-family:var(--c)')
    expect(css).toContain('font-family:var(--none)')
  })

  test('however properties stand in each other, what is kept of them comes to an end', () => {
    const value = fc.array(fc.constantFrom('red', 'var(--a)', 'var(--b)', 'var(--c, var(--d))', 'var(--d)'), {
      maxLength: 4,
    })
    const sheet = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), value), { maxLength: 12 })
    fc.assert(
      fc.property(sheet, (list) => {
        const css = safeCss(list.map(([name, of]) => `b{--${name}:${of.join(' ')}}`).join(''))
        const uses = new Map<string, Set<string>>()
        for (const [, name = '', of = ''] of css.matchAll(/--(\w):([^}]*)/g))
          uses.set(
            name,
            new Set([...(uses.get(name) ?? []), ...[...of.matchAll(/--(\w)/g)].map(([, used = '']) => used)]),
          )
        const ends = (name: string, within: readonly string[]): boolean =>
          !within.includes(name) && [...(uses.get(name) ?? [])].every((used) => ends(used, [...within, name]))
        for (const name of uses.keys()) expect(ends(name, [])).toBe(true)
      }),
    )
  })

  test('a property that grows from the element around it is left out, and what uses it', () => {
    expect(kept('i{--a:var(--b) var(--b)} b{--b:var(--a) var(--a)} u{content:var(--a)}')).toBe('i{}b{}u{}')
    expect(kept('i{--a:1} b{--a:var(--a, x)}')).toBe('i{--a:1}b{}')
    expect(kept('i{--a:1} b{--a:var(--a, x)} u{color:var(--a)}')).toBe('i{--a:1}b{}u{}')
  })

  test('columns, masks and what else is laid out or drawn over and over are left out', () => {
    for (const one of [
      'columns:50',
      '-webkit-column-count:50',
      'column-width:1px',
      'mask:linear-gradient(red,blue)',
      'container-type:size',
      'position-anchor:--a',
      'content:counters(c,".")',
      'content:open-quote open-quote',
      'content:attr(title) attr(title)',
      `content:"${'x'.repeat(200)}"`,
      `list-style:"${'x'.repeat(200)}"`,
      `box-shadow:${'1px 1px 9px red,'.repeat(200)}0 0 red`,
      `animation:${'k 1s,'.repeat(20)}k 1s`,
      'width:attr(title type(*))',
      'color:inherit(--a)',
      'color:--f(1)',
    ])
      expect(kept(`b{${one};color:red}`), one).toBe('b{color:red}')
    for (const rule of [
      '@property --a',
      '@container (width > 1px)',
      '@counter-style x',
      '@scope (b)',
      '@function --f()',
    ])
      expect(kept(`${rule}{b{color:red}}i{top:0}`), rule).toBe('i{top:0}')
  })

  test('selectors that look at everything for everything are left out', () => {
    for (const one of [
      'b ~ i ~ u',
      'b:has(~ i)',
      ':nth-child(2n of .x)',
      'a b c d e f g',
      ':is(b i, u)',
      ':is(:is(:is(b)))',
    ])
      expect(kept(`${one}{color:red}i{top:0}`), one).toBe('i{top:0}')
  })

  test('a rule in rules that multiply is left out, and so is what comes after more than any sheet has', () => {
    expect(safeCss(`${'b,i,u,p{'.repeat(5)}color:red${'}'.repeat(5)}`)).not.toContain('red')
    expect(safeCss('*{color:red}'.repeat(15_000)).match(/red/g)?.length).toBeLessThan(2_000)
    expect(safeCss(`${Array.from({ length: 30_000 }, () => 'b').join()}{color:red}`)).toBe('')
    expect(safeCss(`*{${'color:red;'.repeat(15_000)}}`).match(/red/g)?.length).toBeLessThan(5_000)
    expect(safeCss('b~i{color:red}'.repeat(100)).match(/red/g)?.length).toBeLessThan(10)
    expect(safeCss(`${'b~i{color:red}'.repeat(100)}u{top:0}`)).toContain('u{top:0}')
  })

  test('only what is whole is kept, so that browsers part it the same way', () => {
    expect(kept('b{color:"x\n;top:0;left:0}')).toBe('b{top:0;left:0}')
    expect(kept('b{width:calc(1px;top:0} i{top:0}')).toBe('b{top:0}i{top:0}')
    expect(kept('b{color:/\\* }*/red}columns:2 /\\* */}')).toBe('b{color:red}')
    expect(kept('b{color:red')).toBe('b{color:red}')
  })

  test('any text at all is read in one pass, however it opens and never closes', () => {
    fc.assert(fc.property(fc.string(), (css) => void safeCss(css)))
    for (const piece of ['{', '(', '"', "'\n", 'b{', '--a:var(--a);', '@media{', '}', '[', ':is(', 'b,', '&'])
      safeCss(piece.repeat(200_000 / piece.length))
    for (const run of ['a', ' ', 'var(--a) ', '"x"', '(', 'a:'])
      for (const sheet of ['b{color:?;top:0}', ':root{--a:?}', '?{top:0}', ':is(?){top:0}', '@media ?{b{top:0}}'])
        safeCss(sheet.replace('?', run.repeat(190_000 / run.length)))
  })

  test('an element’s own style is held to the same, and hands nothing long on to the sheet', () => {
    expect(safeDeclarations('color:red;columns:50;--a:1px;--b:var(--a) var(--a)')).toBe('color:red;--a:1px;')
    expect(safeDeclarations(`--a:${'x'.repeat(100)};animation:k 1s !important;top:0`)).toBe('top:0')
  })
})

describe('of a stranger’s markup', () => {
  const elements = (nodes: readonly SafeNode[]): Exclude<SafeNode, string>[] =>
    nodes.flatMap((node) => (typeof node === 'string' ? [] : [node, ...elements(node.children)]))

  test('more elements than any card has are left out, and their words stay', () => {
    const nodes = safeTree(`${'<b>x</b>'.repeat(9_000)}end`, { mediumOf: () => null })
    expect(elements(nodes).length).toBeLessThanOrEqual(5_000)
    expect(nodes.at(-1)).toBe('end')
  })

  test('cells reach over as much as a table of sense needs', () => {
    const spans = (html: string) =>
      elements(safeTree(html, { mediumOf: () => null })).flatMap(({ attributes }) => attributes.rowspan ?? [])
    expect(spans('<table><tr><td rowspan=3>a<td rowspan=65534>b<td rowspan=x>c')).toEqual(['3', '50', '1'])
    expect(spans('<td rowspan=65534>'.repeat(3_000)).filter((span) => span !== '1').length).toBeLessThan(60)
  })
})
