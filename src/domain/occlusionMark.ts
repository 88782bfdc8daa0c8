/**
 * A covered area of a picture, as image-occlusion notes write it: `image-occlusion:rect:left=.2:top=.3:width=.1:height=.1`.
 * Numbers are shares of the picture's width and height.
 */
export const isOcclusion = (text: string): boolean => text.startsWith('image-occlusion:')

const SHAPES = new Set(['rect', 'ellipse', 'polygon', 'text'])
const KEYS = new Set([
  'left',
  'top',
  'width',
  'height',
  'rx',
  'ry',
  'angle',
  'points',
  'text',
  'scale',
  'fs',
  'oi',
  'fill',
])

/** What the short keys are called in the element. */
const NAMES: Readonly<Record<string, string>> = { oi: 'occludeInactive', fs: 'font-size' }

/** An element without content that says where the cover lies and whether it hides the answer, for whoever draws it. */
export function occlusionMark(
  text: string,
  numbers: readonly number[],
  number: number,
  side: 'question' | 'answer',
): string {
  const [, shape = '', ...pairs] = text.split(/(?<!\\):/)
  if (!SHAPES.has(shape)) return ''
  // Number 0 belongs to every card: a label on the picture.
  const isAsked = numbers.includes(number)
  const asked = side === 'question' || numbers.includes(0) ? 'cloze' : 'cloze-highlight'
  const kind = isAsked || numbers.includes(0) ? asked : 'cloze-inactive'
  const data = pairs.flatMap((pair) => {
    const [key = '', ...rest] = pair.split('=')
    const value = rest.join('=').replaceAll('\\:', ':')
    return KEYS.has(key) && value !== '' ? [` data-${NAMES[key] ?? key}="${escapeAttribute(value)}"`] : []
  })
  return `<div class="${kind}" data-ordinal="${numbers.join(',')}" data-shape="${shape}"${data.join('')}></div>`
}

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
