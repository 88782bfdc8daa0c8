/**
 * Styles and markup of strangers from which a browser makes much more work than there is text: laid out, drawn or looked
 * through as they stand, each holds up a page for many seconds or ends it. To add one, add a line.
 */
export type Bomb = { readonly name: string; readonly css: string; readonly html: string }

const nested = (tag: string, times: number, inner = 'x') => `<${tag}>`.repeat(times) + inner + `</${tag}>`.repeat(times)
const MANY = '<b>x</b>'.repeat(5_000)
const SIBLINGS = '<b>x</b><i>y</i><u>z</u>'.repeat(1_600)
const many = (times: number, rule: (n: number) => string) => Array.from({ length: times }, (_, n) => rule(n)).join('')

const doubled = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm']
  .map((name, n, names) => `--${names[n + 1] ?? 'n'}:var(--${name}) var(--${name});`)
  .join('')

export const BOMBS: readonly Bomb[] = [
  {
    name: 'properties that double',
    css: `:root{--a:"${'x'.repeat(100)}";${doubled}} *::before{content:var(--n)}`,
    html: '<b>x</b>'.repeat(2_000),
  },
  {
    name: 'properties that double in each element',
    css: '.p{--a:var(--b) var(--b)}.q{--b:var(--a) var(--a)}:root{--a:"xxxxx"}*::before{content:var(--a)}',
    html: '<b class=p><b class=q>'.repeat(20),
  },
  {
    name: 'columns in columns',
    css: 'div{columns:50;height:10px}',
    html: `${'<div>'.repeat(40)}${'word '.repeat(4_000)}`,
  },
  { name: 'columns in an attribute', css: '', html: `${'<div style="columns:2">'.repeat(40)}${'word '.repeat(4_000)}` },
  { name: 'siblings of siblings', css: many(100, (n) => `.q${n} ~ * ~ * ~ * ~ *{color:red}`), html: SIBLINGS },
  {
    name: 'all that have others',
    css: many(200, (n) => `:is(b,i,u):has(~ .x${n} ~ .y ~ .z){color:red}`),
    html: SIBLINGS,
  },
  {
    name: 'counted of counted',
    css: many(1_000, (n) => `:nth-child(2n of :nth-last-child(3n+${n} of b)){color:red}`),
    html: MANY,
  },
  { name: 'rules in rules', css: `${'b,i,u,p{'.repeat(30)}color:red${'}'.repeat(30)}`, html: '<b>x</b>'.repeat(100) },
  { name: 'rules without end', css: '*{color:red}'.repeat(15_000), html: MANY },
  { name: 'scopes without end', css: '@scope (b) to (i){b{color:red}}'.repeat(3_000), html: nested('b', 195) },
  { name: 'words before each', css: `*::before{content:"${'word '.repeat(3_000)}"}`, html: MANY },
  {
    name: 'marks in marks',
    css: `*{quotes:"${'word '.repeat(17)}" "x"}*::before{content:${'open-quote '.repeat(9)}}`,
    html: MANY,
  },
  {
    name: 'masks',
    css: `b{mask:${'linear-gradient(red,blue),'.repeat(99)}none;display:block;height:1000px}`,
    html: '<b>x</b>'.repeat(200),
  },
  {
    name: 'gradients',
    css: `b{display:block;background:${'repeating-conic-gradient(red 0 .001deg,blue 0 .002deg),'.repeat(3_000)}none}`,
    html: '<b>x</b>'.repeat(500),
  },
  {
    name: 'places that are tried',
    css: 'b{position:absolute;position-anchor:--a;anchor-name:--a;position-area:top;position-try:flip-block,flip-inline,flip-start}',
    html: '<b>x</b>'.repeat(3_000),
  },
  {
    name: 'everything in motion',
    css: '@keyframes k{from{width:0;filter:blur(1px)}to{width:100%;filter:blur(90px)}}b{animation:k .001s infinite alternate !important;display:block}',
    html: MANY,
  },
  {
    name: 'motions without end',
    css: `@keyframes k{from{left:0}to{left:1px}}b{animation:${'k 1s infinite,'.repeat(999)}k 1s}`,
    html: MANY,
  },
  {
    name: 'cells over cells',
    css: 'table{border-collapse:collapse}',
    html: `<table>${'<tr><td rowspan=65534>x</td><td colspan=1000></tr>'.repeat(1_500)}`,
  },
  {
    name: 'elements without end',
    css: 'b{float:left;width:33%} i{float:right;height:100px}',
    html: '<b>x</b><i>y</i>'.repeat(9_000),
  },
  {
    name: 'boxes in boxes',
    css: 'div{display:flex;flex-wrap:wrap;align-items:baseline} div>div{flex:1 1 auto;display:grid;height:50%}',
    html: nested('div', 190),
  },
]
