/** A figure as texts write it, with its scale. */
export const AMOUNT = /\d[\d,]*(?:\.\d+)?(?: ?(?:thousand|million|billion|trillion|mln|bln|trln|bn|mn|tn|m|k)\b)?/g

const SCALES = new Map([
  ['thousand', 1e3],
  ['k', 1e3],
  ['million', 1e6],
  ['mln', 1e6],
  ['mn', 1e6],
  ['m', 1e6],
  ['billion', 1e9],
  ['bn', 1e9],
  ['bln', 1e9],
  ['trillion', 1e12],
  ['tn', 1e12],
  ['trln', 1e12],
])

/** The number that a figure comes to; NaN where it is spelled out. */
export function amountOf(text: string): number {
  const [, figure = '', scale = ''] = /^([\d.]+) ?(\p{L}*)$/u.exec(text.replace(/,/g, '')) ?? []
  return figure === '' ? Number.NaN : Number(figure) * (SCALES.get(scale) ?? 1)
}
