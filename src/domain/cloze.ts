/** A piece of a cloze text: words as they stand, or a blank with its number. */
export type ClozePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'blank'; readonly number: number; readonly answer: string; readonly hint: string | null }

/** The largest number that a blank can have. */
export const MAX_CLOZE_NUMBER = 500

/**
 * Reads `{{c1::answer}}` and `{{c1::answer::hint}}` in one pass, from left to right; what is no whole blank is text. A
 * blank ends at the first `}}` that is not needed to close braces of its own (as of `\frac{1}{2}`); blanks do not nest.
 * Never throws, and takes time in proportion to the length of the text.
 */
export function parseCloze(text: string): readonly ClozePart[] {
  const parts: ClozePart[] = []
  let textStart = 0
  let from = 0
  for (;;) {
    const open = text.indexOf('{{c', from)
    if (open < 0) break
    const head = readHead(text, open)
    if (head === null) {
      from = open + 3
      continue
    }
    const end = findEnd(text, head.bodyStart)
    if (end === null) break
    if (open > textStart) parts.push({ kind: 'text', text: text.slice(textStart, open) })
    parts.push({ kind: 'blank', number: head.number, ...splitHint(text.slice(head.bodyStart, end)) })
    textStart = end + 2
    from = textStart
  }
  if (textStart < text.length) parts.push({ kind: 'text', text: text.slice(textStart) })
  return parts
}

/** The numbers that occur, each once, in rising order: one card for each. */
export function clozeNumbers(text: string): readonly number[] {
  const numbers = new Set<number>()
  for (const part of parseCloze(text)) if (part.kind === 'blank') numbers.add(part.number)
  return [...numbers].sort((a, b) => a - b)
}

type Head = { readonly number: number; readonly bodyStart: number }

/** The `{{c12::` at `open`, where it is one. */
function readHead(text: string, open: number): Head | null {
  let i = open + 3
  let number = 0
  while (i < text.length && number <= MAX_CLOZE_NUMBER) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) break
    number = number * 10 + digit
    i++
  }
  if (number < 1 || number > MAX_CLOZE_NUMBER || !text.startsWith('::', i)) return null
  return { number, bodyStart: i + 2 }
}

/** Where the closing `}}` begins, or null where there is none in the rest of the text. */
function findEnd(text: string, start: number): number | null {
  let depth = 0
  let i = start
  while (i < text.length) {
    const unit = text[i]
    if (unit === '{') depth++
    if (unit !== '}') {
      i++
      continue
    }
    const runEnd = endOfRun(text, i)
    const run = runEnd - i
    const inner = run < 2 ? 1 : Math.min(depth, run - 2)
    if (run >= 2) return i + inner
    depth = Math.max(0, depth - inner)
    i = runEnd
  }
  return null
}

function endOfRun(text: string, start: number): number {
  let end = start
  while (text[end] === '}') end++
  return end
}

function splitHint(body: string): { readonly answer: string; readonly hint: string | null } {
  const at = body.indexOf('::')
  if (at < 0) return { answer: body, hint: null }
  const hint = body.slice(at + 2)
  return { answer: body.slice(0, at), hint: hint === '' ? null : hint }
}
