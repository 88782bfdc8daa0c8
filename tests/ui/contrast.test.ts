import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const TOKENS = readFileSync(new URL('../../src/ui/styles/tokens.css', import.meta.url), 'utf8')
const FOLDER = new URL('../../src/ui/styles/', import.meta.url)
const STYLES = readdirSync(FOLDER).filter((name) => !/^(?:tokens|fonts)\.css$/.test(name))

type Theme = 'light' | 'dark'
type Oklch = readonly [lightness: number, chroma: number, hueDegrees: number]

/** WCAG ratios: 7 for text, 4.5 for what may be a little weaker, 3 for controls and shapes that carry meaning. */
const PAIRS: readonly (readonly [front: string, back: string, ratio: number])[] = [
  ['ink', 'paper', 7],
  ['ink', 'card', 7],
  ['ink', 'raise', 7],
  ['ink', 'sunk', 7],
  ['ink', 'spruce-soft', 7],
  ['ink', 'amber-soft', 7],
  ['ink', 'red-soft', 7],
  ['ink', 'sky-soft', 7],
  ['ink-2', 'paper', 7],
  ['ink-2', 'card', 7],
  ['ink-2', 'raise', 7],
  ['ink-2', 'sunk', 7],
  ['ink-3', 'paper', 4.5],
  ['ink-3', 'card', 4.5],
  ['ink-3', 'sunk', 4.5],
  ['paper', 'ink', 7],
  ['paper', 'ink-2', 7],
  ['on-spruce', 'spruce', 7],
  ['on-spruce', 'spruce-hi', 7],
  ['spruce-ink', 'paper', 7],
  ['spruce-ink', 'card', 7],
  ['spruce-ink', 'raise', 7],
  ['spruce-ink', 'spruce-soft', 7],
  ['red-ink', 'paper', 7],
  ['red-ink', 'card', 7],
  ['red-ink', 'raise', 7],
  ['red-ink', 'red-soft', 7],
  ['amber-ink', 'card', 7],
  ['amber-ink', 'amber-soft', 7],
  ['sky-ink', 'sky-soft', 7],
  ['hl-ink', 'hl', 7],
  ['edge', 'paper', 3],
  ['edge', 'card', 3],
  ['edge', 'raise', 3],
  ['hl-edge', 'paper', 3],
  ['hl-edge', 'card', 3],
  ['spruce', 'paper', 3],
  ['spruce', 'card', 3],
  ['red', 'card', 3],
  ['amber', 'card', 3],
  ['m-young', 'card', 3],
  ['sky', 'paper', 3],
  ['sky', 'card', 3],
]

const colours = readColours(TOKENS)

describe('the tokens', () => {
  for (const theme of ['light', 'dark'] as const) {
    it(`keep their contrast in the ${theme} theme`, () => {
      const low = PAIRS.flatMap(([front, back, ratio]) => {
        const measured = contrast(colourOf(front, theme), colourOf(back, theme))
        return measured < ratio ? [`${front} on ${back}: ${measured.toFixed(2)} < ${ratio}`] : []
      })
      expect(low).toEqual([])
    })
  }

  it('are all within sRGB, so that every screen shows the colours meant', () => {
    const outside = [...colours].flatMap(([name, both]) =>
      both.flatMap((colour) => (linearRgb(colour).some((part) => part < -0.002 || part > 1.002) ? [name] : [])),
    )
    expect(outside).toEqual([])
  })

  it('measure black on white as 21', () => {
    expect(contrast([0, 0, 0], [1, 0, 0])).toBeCloseTo(21, 1)
  })
})

describe('the styles', () => {
  const sheets = STYLES.map((name) => {
    const text = readFileSync(new URL(name, FOLDER), 'utf8')
    return [name, text.replace(/\/\*[\s\S]*?\*\//g, '')] as const
  })

  it('take colours from the tokens alone, but for the ramp of the year and a code that a camera reads', () => {
    const others = sheets.filter(([name]) => name !== 'heat.css' && name !== 'codes.css')
    const own = others.flatMap(([name, text]) =>
      [...text.matchAll(/#(?!000\b)[0-9a-f]{3,8}\b(?=[;,) ])|\b(?:rgb|hsl|oklch)a?\((?!in )/gi)].map(
        ([hit]) => `${name}: ${hit}`,
      ),
    )
    expect(own).toEqual([])
  })

  it('use only tokens that exist', () => {
    const local = new Set(sheets.flatMap(([, text]) => [...text.matchAll(/(--[\w-]+)\s*:/g)].map((hit) => hit[1])))
    const known = new Set([...TOKENS.matchAll(/(--[\w-]+)\s*:/g)].map((hit) => hit[1]))
    const dynamic = new Set([
      '--n',
      '--a',
      '--b',
      '--c',
      '--x',
      '--y',
      '--w',
      '--h',
      '--depth',
      '--read-size',
      '--read-lead',
    ])
    const unknown = sheets.flatMap(([name, text]) =>
      [...text.matchAll(/var\((--[\w-]+)/g)].flatMap((hit) => {
        const used = hit[1] ?? ''
        return known.has(used) || local.has(used) || dynamic.has(used) ? [] : [`${name}: ${used}`]
      }),
    )
    expect(unknown).toEqual([])
  })

  it('name sides by the direction of the text, so that right-to-left mirrors', () => {
    const physical =
      /(?:margin|padding|border)-(?:left|right|top|bottom)\b|[{;\s](?:left|right|top|bottom|width|height|max-width|min-width|max-height|min-height)\s*:|text-align:\s*(?:left|right)|float\s*:/g
    // A picture's left is left in every language.
    const others = sheets.filter(([name]) => name !== 'occlusion.css')
    const found = others.flatMap(([name, text]) =>
      [...text.replace(/@(?:media|container)[^{]*/g, '').matchAll(physical)].map(([hit]) => `${name}: ${hit.trim()}`),
    )
    expect(found).toEqual([])
  })
})

/** Custom properties with a colour for each theme; one colour alone serves both. */
function readColours(css: string): ReadonlyMap<string, readonly [light: Oklch, dark: Oklch]> {
  const plain = css.split('@media (prefers-contrast')[0] ?? ''
  const found = new Map<string, readonly [Oklch, Oklch]>()
  for (const [, name = '', light = '', dark = ''] of plain.matchAll(
    /--([\w-]+):\s*light-dark\(\s*oklch\(([^)/]*)\),\s*oklch\(([^)/]*)\)\s*\)/g,
  ))
    found.set(name, [parse(light), parse(dark)])
  return found
}

function parse(text: string): Oklch {
  const [lightness = Number.NaN, chroma = Number.NaN, hue = Number.NaN] = text.trim().split(/\s+/).map(Number)
  return [lightness, chroma, hue]
}

function colourOf(name: string, theme: Theme): Oklch {
  const both = colours.get(name)
  if (!both) throw new Error(`no colour token --${name}`)
  return both[theme === 'light' ? 0 : 1]
}

/** Oklab to linear sRGB, with Björn Ottosson's matrices. */
function linearRgb([lightness, chroma, hueDegrees]: Oklch): readonly [number, number, number] {
  const hue = (hueDegrees * Math.PI) / 180
  const a = chroma * Math.cos(hue)
  const b = chroma * Math.sin(hue)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

function luminance(colour: Oklch): number {
  const [red, green, blue] = linearRgb(colour).map((part) => Math.min(1, Math.max(0, part)))
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

function contrast(one: Oklch, other: Oklch): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}
