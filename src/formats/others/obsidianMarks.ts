import { outsideCode } from './markdown.ts'

/**
 * What the plugin would read as the end, the middle or a gap of a card stands behind a backslash within its texts, which
 * Markdown draws as the same words. Each pair of functions is inverse to the other.
 */

const PAIRS = [':', '=', '{', ';'] as const

/** Doubled marks are parted: `::` becomes `:\:`, and what already looks so has one backslash more. */
export const parted = (text: string): string =>
  outsideCode(text, (plain) => {
    let out = plain.replace(/<(?=\\*!--)/g, '<\\')
    for (const mark of PAIRS) out = out.replace(PART[mark], `${mark}\\`)
    return out
  })

export const joined = (text: string): string =>
  outsideCode(text, (plain) => {
    if (!plain.includes('\\')) return plain
    let out = plain.replace(/<\\(?=\\*!--)/g, '<')
    for (const mark of PAIRS) out = out.replace(JOIN[mark], mark)
    return out
  })

const PART: Readonly<Record<(typeof PAIRS)[number], RegExp>> = {
  ':': /:(?=\\*:)/g,
  '=': /=(?=\\*=)/g,
  '{': /\{(?=\\*\{)/g,
  ';': /;(?=\\*;)/g,
}
const JOIN: Readonly<Record<(typeof PAIRS)[number], RegExp>> = {
  ':': /:\\(?=\\*:)/g,
  '=': /=\\(?=\\*=)/g,
  '{': /\{\\(?=\\*\{)/g,
  ';': /;\\(?=\\*;)/g,
}

/** Lines that would part question and answer, and empty ones, which would end the card. */
export const keptLines = (text: string): string =>
  outsideBlocks(text, (line) => {
    if (line.trim() === '') return '<br>'
    return /^\s*\\*(?:\?\??|<br>)$/.test(line) ? line.replace(/^\s*/, '$&\\') : line
  })

export const givenLines = (text: string): string =>
  outsideBlocks(text, (line) => {
    if (line === '<br>') return ''
    return /^\s*\\+(?:\?\??|<br>)$/.test(line) ? line.replace('\\', '') : line
  })

/** Between fences nothing ends a card. One that is not closed is closed here. */
function outsideBlocks(text: string, change: (line: string) => string): string {
  const lines: string[] = []
  let fence: string | null = null
  for (const line of text.split('\n')) {
    const mark = fenceOf(line)
    if (fence === null) {
      fence = mark
      lines.push(mark === null ? change(line.trimEnd()) : line)
    } else {
      if (mark?.startsWith(fence)) fence = null
      lines.push(line)
    }
  }
  return fence === null ? lines.join('\n') : [...lines, fence].join('\n')
}

export const fenceOf = (line: string): string | null => /^(?:`{3,}|~{3,})/.exec(line)?.[0] ?? null

/** What begins a card may not look like a tag, what ends it not like a name of a block. */
export const keptEnds = (text: string): string =>
  text.replace(/^(?=\\*#)/, '\\').replace(/ (?=\\*\^[a-zA-Z0-9-]+$)/, ' \\')

export const givenEnds = (text: string): string =>
  text.replace(/^\\(?=\\*#)/, '').replace(/ \\(?=\\*\^[a-zA-Z0-9-]+$)/, ' ')

/**
 * Whether the plugin finds a mark in a line: the first one, unless an odd number of backticks stands both before and
 * after it. -1 for none.
 */
export function markerIn(line: string, marker: string): number {
  const at = line.indexOf(marker)
  if (at < 0) return -1
  const ticks = (part: string): number => part.split('`').length - 1
  return ticks(line.slice(0, at)) % 2 === 1 && ticks(line.slice(at + marker.length)) % 2 === 1 ? -1 : at
}
