import { expect, test, vi } from 'vitest'
import type { SafeNode } from '../../src/domain/htmlSafe.ts'
import { drawTex } from '../../src/ui/cardFrame/maths.ts'
import { isDrawable, makeTexRoom, sizeOf } from '../../src/ui/rich/tex.ts'
import { readTex } from '../../src/ui/rich/texTree.ts'

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

test('a letter counts with the accents that are drawn around it', () => {
  for (const letter of ['é', 'ñ', 'e\u0301']) {
    const most = Math.floor(2000 / 3)
    expect(isDrawable(letter.repeat(most))).toBe(true)
    expect(drawTex([tex(letter.repeat(most + 1))])).toEqual([code(letter.repeat(most + 1))])
  }
  expect(isDrawable('ǖ'.repeat(401))).toBe(false)
  expect(isDrawable('漢'.repeat(2000))).toBe(true)
})

test('a formula whose boxes lie too deep within each other without a brace is shown as it was typed', () => {
  for (const [deep, much] of [
    [`${'\\Huge '.repeat(60)}x`, `${'\\Huge '.repeat(300)}x`],
    [`${'\\displaystyle '.repeat(60)}x`, `${'\\displaystyle '.repeat(140)}x`],
    [`e${'\u0301'.repeat(60)}`, `e${'\u0301'.repeat(990)}`],
    [`${'\\cfrac{1}{1+'.repeat(24)}x${'}'.repeat(24)}`, `${'{\\Huge\\tiny\\Huge\\tiny '.repeat(24)}x${'}'.repeat(24)}`],
  ] as const) {
    for (const formula of [deep, much]) expect(isDrawable(formula)).toBe(true)
    const tree = readTex(deep, true)
    expect(tree && makeTexRoom().take(deep, sizeOf(tree))).toBe(true)
    expect(drawTex([tex(much)])).toEqual([code(much)])
  }
})

test('a formula of more boxes than letters is shown as it was typed', () => {
  const formula = `\\begin{matrix}${`${'&'.repeat(40)}\\\\`.repeat(46)}\\end{matrix}`
  expect(isDrawable(formula)).toBe(true)
  expect(drawTex([tex(formula)])).toEqual([code(formula)])
})

test('few formulas of many boxes within each other take the room of many flat ones', () => {
  const room = makeTexRoom()
  const formula = `${'\\Huge '.repeat(70)}x`
  const tree = readTex(formula, false)
  const taken = Array.from({ length: 20 }, () => tree && room.take(formula, sizeOf(tree)))
  expect(taken.filter(Boolean)).toHaveLength(3)
})

test('a formula that refers to another one, and would be a link without words, is shown as it was typed', () => {
  for (const formula of ['\\ref{/settings}', 'a\\eqref{x}']) expect(drawTex([tex(formula)])).toEqual([code(formula)])
  expect(isDrawable('\\reflectbox{a}')).toBe(true)
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
