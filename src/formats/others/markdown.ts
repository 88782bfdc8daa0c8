import type { MediaHash } from '../../domain/media.ts'
import type { Tally } from '../anki/leftOut.ts'

/** Markdown as other programs write it, and as it is written here: maths between dollars, pictures by their paths. */

/** Where a gap or a picture stood while the text around it is changed: characters that no text needs. */
export const placeMark = (index: number): string => `\uE000${index}\uE001`
const PLACE = /\uE000(\d{1,9})\uE001/g

export const withoutPlaces = (text: string): string => text.replace(/[\uE000\uE001]/g, '\uFFFD')

export const fillPlaces = (text: string, fill: (index: number) => string): string =>
  text.replace(PLACE, (_, index: string) => fill(Number(index)))

type Piece = { readonly isCode: boolean; readonly text: string }

/** Changes what is no code: neither between fences nor between backticks. In proportion to the text's length. */
export const outsideCode = (text: string, change: (text: string) => string): string =>
  text.includes('`') || text.includes('~~~')
    ? piecesOf(text)
        .map((piece) => (piece.isCode ? piece.text : change(piece.text)))
        .join('')
    : change(text)

const FENCE = /^(`{3,}|~{3,})/

export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let fence: string | null = null
  let block = ''
  const close = (isCode: boolean): void => {
    if (block !== '') pieces.push(...(isCode ? [{ isCode, text: block }] : spansOf(block)))
    block = ''
  }
  for (const line of text.split(/(?<=\n)/)) {
    const mark = FENCE.exec(line)?.[1]
    if (fence === null && mark !== undefined) {
      close(false)
      fence = mark
      block = line
    } else if (fence !== null && mark?.startsWith(fence)) {
      block += line
      close(true)
      fence = null
    } else block += line
  }
  close(fence !== null)
  return pieces
}

/** A run of backticks opens code where one of the same length follows. */
function spansOf(text: string): readonly Piece[] {
  const runs = [...text.matchAll(/\\[\s\S]|`+/g)].filter(([run]) => run.startsWith('`'))
  const partner: (number | undefined)[] = []
  const later = new Map<number, number>()
  for (let i = runs.length - 1; i >= 0; i--) {
    const length = runs[i]?.[0].length ?? 0
    partner[i] = later.get(length)
    later.set(length, i)
  }
  const pieces: Piece[] = []
  let at = 0
  for (let i = 0; i < runs.length; i++) {
    const open = runs[i]
    const mate = partner[i]
    const end = mate === undefined ? undefined : runs[mate]
    if (!open || !end || mate === undefined) continue
    const stop = end.index + end[0].length
    pieces.push({ isCode: false, text: text.slice(at, open.index) })
    pieces.push({ isCode: true, text: text.slice(open.index, stop) })
    at = stop
    i = mate
  }
  pieces.push({ isCode: false, text: text.slice(at) })
  return pieces
}

/** `$x$` becomes `\(x\)`; `$$x$$` is the same here. Escaped dollars and brackets become plain ones. */
export const mathsFromDollars = (text: string): string => outsideCode(text, fromDollars)

function fromDollars(text: string): string {
  if (!/[$\\]/.test(text)) return text
  let out = ''
  // To ask `out` itself would copy it together each time.
  let last = ''
  let at = 0
  let isUnclosed = false
  while (at < text.length) {
    const unit = text[at]
    if (unit === '\\') {
      const next = text[at + 1] ?? ''
      const isPlain = next === '$' ? last !== '$' && !/^\\?\$/.test(text.slice(at + 2, at + 4)) : /[()[\]]/.test(next)
      out += isPlain ? next : unit + next
      last = next
      at += 2
    } else if (unit !== '$') {
      const next = nextOf(text, at + 1)
      out += text.slice(at, next)
      last = ''
      at = next
    } else if (text[at + 1] === '$') {
      const end: number = isUnclosed ? -1 : text.indexOf('$$', at + 2)
      isUnclosed = end < 0
      const stop = end < 0 ? at + 2 : end + 2
      out += text.slice(at, stop)
      last = '$'
      at = stop
    } else {
      const end = closingDollar(text, at + 1)
      out += end < 0 ? '$' : `\\(${text.slice(at + 1, end)}\\)`
      last = end < 0 ? '$' : ''
      at = end < 0 ? at + 1 : end + 1
    }
  }
  return out
}

function nextOf(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== '$' && text[at] !== '\\') at++
  return at
}

/** Maths begins and ends with something that is no space, and no digit follows: `$5 and $6` are prices. */
function closingDollar(text: string, from: number): number {
  if (/[\s$]/.test(text[from] ?? ' ')) return -1
  let at = from
  while (at < text.length && text[at] !== '$') {
    if (text.startsWith('\n\n', at)) return -1
    at += text[at] === '\\' ? 2 : 1
  }
  return at < text.length && !/\s/.test(text[at - 1] ?? ' ') && !/[\d$]/.test(text[at + 1] ?? '') ? at : -1
}

/** The way back: `\(x\)` becomes `$x$`, `\[x\]` becomes `$$x$$`, and dollars that are none of maths are escaped. */
export const mathsToDollars = (text: string): string => outsideCode(text, toDollars)

function toDollars(text: string): string {
  if (!/[$\\]/.test(text)) return text
  let out = ''
  let at = 0
  const unclosed = new Set<string>()
  while (at < text.length) {
    const unit = text[at]
    const two = text.slice(at, at + 2)
    const close = CLOSES[two]
    if (close !== undefined) {
      const end = unclosed.has(close) ? -1 : text.indexOf(close, at + 2)
      if (end < 0) unclosed.add(close)
      const tex = end < 0 ? '' : text.slice(at + 2, end).trim()
      const isMaths = tex !== '' && (close === '$$' || !tex.includes('$'))
      if (isMaths && close === '\\)') {
        out += `$${tex}$${/\d/.test(text[end + 2] ?? '') ? ' ' : ''}`
        at = end + 2
      } else if (isMaths) {
        out += `$$${close === '$$' ? text.slice(at + 2, end) : tex}$$`
        at = end + 2
      } else {
        out += close === '$$' ? '\\$\\$' : two
        at += 2
      }
    } else if (unit === '\\') {
      out += two
      at += 2
    } else if (unit === '$') {
      out += '\\$'
      at++
    } else {
      const next = nextOf(text, at + 1)
      out += text.slice(at, next)
      at = next
    }
  }
  return out
}

const CLOSES: Readonly<Record<string, string>> = { '\\(': '\\)', '\\[': '\\]', $$: '$$' }

const PICTURE =
  /!\[([^[\]\n]{0,1000})\]\(\s{0,9}(?:<([^<>[\n]{1,1000})>|([^)<[\s]{1,1000}))(?:\s{1,9}"[^"[\n]{0,1000}")?\s{0,9}\)/g

/**
 * Pictures that came along are named by their content; those that did not keep their address, which is never loaded,
 * and are counted.
 */
export function withMedia(
  text: string,
  mediumOf: (path: string) => MediaHash | null,
  tally: Pick<Tally, 'add'>,
): string {
  if (!text.includes('![')) return text
  return outsideCode(text, (plain) =>
    plain.replace(PICTURE, (whole, alt: string, inAngles: string | undefined, bare: string | undefined) => {
      const target = inAngles ?? bare ?? ''
      if (/^(?:https?|data|media):/i.test(target)) {
        if (!/^media:/i.test(target)) tally.add('media-elsewhere')
        return whole
      }
      const hash = mediumOf(unescaped(target)) ?? mediumOf(target)
      if (hash === null) tally.add('media-missing')
      return hash === null ? whole : `![${alt}](media:${hash})`
    }),
  )
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const KEPT = /(?<=!\[[^[\]\n]{0,1000}\]\()media:([0-9a-f]{32})(?=\))/g

/** The way back: pictures by the path that they have in the file that is written. */
export const withPaths = (text: string, pathOf: (hash: string) => string | null): string =>
  text.includes('media:') ? text.replace(KEPT, (whole, hash: string) => pathOf(hash) ?? whole) : text
