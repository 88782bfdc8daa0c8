import { expect, test, vi } from 'vitest'
import type { SafeNode } from '../../src/domain/htmlSafe.ts'
import { drawTex } from '../../src/ui/frame/maths.ts'
import { isDrawable, makeTexRoom } from '../../src/ui/rich/tex.ts'

const tex = (formula: string): SafeNode => ({ tag: 'tex', attributes: {}, children: [formula] })
const code = (formula: string): SafeNode => ({ tag: 'code', attributes: {}, children: [formula] })

test('a formula that no card needs is shown as it was typed, and nothing tries to draw it', () => {
  for (const unit of ['x', "'", '{', '\\ce{', 'a&', '\\frac{1}{', '\\left(']) {
    const formula = unit.repeat(99_000 / unit.length)
    expect(isDrawable(formula)).toBe(false)
    expect(drawTex([tex(formula)])).toEqual([code(formula)])
  }
})

test('a formula with macros of its own, which copy what they are given, is shown as it was typed', () => {
  for (const formula of [
    '\\def\\a#1{#1#1}\\a{x}',
    '\\gdef\\a{x}',
    '\\edef\\a{x}',
    '\\xdef\\a{x}',
    '\\newcommand{\\a}[1]{#1}',
  ])
    expect(drawTex([tex(formula)])).toEqual([code(formula)])
  for (const formula of ['\\definition', '\\frac{1}{2}', 'x^2']) expect(isDrawable(formula)).toBe(true)
})

test('a formula nested deeper than any card has is shown as it was typed', () => {
  for (const [open, close] of [
    ['{', '}'],
    ['\\smash{', '}'],
    ['\\left(', '\\right)'],
  ] as const) {
    expect(isDrawable(`${open.repeat(24)}x${close.repeat(24)}`)).toBe(true)
    const formula = `${open.repeat(25)}x${close.repeat(25)}`
    expect(drawTex([tex(formula)])).toEqual([code(formula)])
  }
  expect(isDrawable('\\{'.repeat(100) + '{x}'.repeat(100))).toBe(true)
})

test('of a whole card only so much is drawn, however it is spread over formulas', () => {
  let made = 0
  // To draw begins with making what holds it.
  vi.stubGlobal('document', { createElement: () => ({ childNodes: [], tagName: `${made++}` }) })
  const nodes = drawTex([{ tag: 'div', attributes: {}, children: Array(500).fill(tex('x'.repeat(1000))) }])
  vi.unstubAllGlobals()
  expect(nodes).toHaveLength(1)
  expect(made).toBe(20)
})

test('what is not shown any more leaves its room to others', () => {
  const room = makeTexRoom()
  const formula = 'x'.repeat(2000)
  for (let i = 0; i < 10; i++) expect(room.take(formula)).toBe(true)
  expect(room.take('x')).toBe(false)
  room.giveBack(formula)
  expect(room.take(formula)).toBe(true)
})
