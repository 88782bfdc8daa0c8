import { isOcclusion, occlusionMark } from './occlusionMark.ts'

/** A cloze field: words, and gaps that may hold gaps, each with the numbers of the cards that ask for it. */
type Part = string | Gap
type Gap = { readonly numbers: readonly number[]; readonly parts: Part[]; hint: string | null }

/** Deeper ones are words. */
const DEEPEST = 10
const TOKEN = /\{\{c([\d,]+)::|\}\}|::/g

/** Reads `{{c1::words::hint}}`, one in another and `c1,2` among them. What is not closed is words. One pass. */
function parse(html: string): readonly Part[] {
  const root: Part[] = []
  const open: (Gap & { readonly mark: string })[] = []
  const into = (): Part[] => open.at(-1)?.parts ?? root
  const say = (words: string): void => {
    const gap = open.at(-1)
    if (words === '') return
    if (gap && gap.hint !== null) gap.hint += words
    else into().push(words)
  }
  let at = 0
  for (const token of html.matchAll(TOKEN)) {
    say(html.slice(at, token.index))
    at = token.index + token[0].length
    const gap = open.at(-1)
    if (token[1] !== undefined) {
      const numbers = [
        ...new Set(
          token[1]
            .split(',')
            .map(Number)
            .filter((n) => n <= 65_535),
        ),
      ]
      if (open.length >= DEEPEST || numbers.length === 0) say(token[0])
      else open.push({ numbers, parts: [], hint: null, mark: token[0] })
    } else if (token[0] === '}}' && gap) {
      open.pop()
      into().push(gap)
    } else if (token[0] === '::' && gap && gap.hint === null) gap.hint = ''
    else say(token[0])
  }
  say(html.slice(at))
  for (let gap = open.pop(); gap; gap = open.pop()) {
    const outer = into()
    outer.push(gap.mark)
    for (const part of gap.parts) outer.push(part)
    if (gap.hint !== null) outer.push(`::${gap.hint}`)
  }
  return root
}

/** The numbers that have a gap, each once, in rising order. 0 asks for nothing. */
export function clozeNumbersOf(html: string): readonly number[] {
  const found = new Set<number>()
  const walk = (parts: readonly Part[]): void => {
    for (const part of parts) {
      if (typeof part === 'string') continue
      for (const number of part.numbers) if (number > 0) found.add(number)
      walk(part.parts)
    }
  }
  walk(parse(html))
  return [...found].sort((a, b) => a - b)
}

/** The field as one of its cards shows it; empty where no gap is of that number. */
export function clozeHtml(html: string, number: number, side: 'question' | 'answer'): string {
  const parts = parse(html)
  return has(parts, number) ? parts.map((part) => render(part, number, side)).join('') : ''
}

function has(parts: readonly Part[], number: number): boolean {
  return parts.some((part) => typeof part !== 'string' && (part.numbers.includes(number) || has(part.parts, number)))
}

function render(part: Part, number: number, side: 'question' | 'answer'): string {
  if (typeof part === 'string') return part
  const ordinals = part.numbers.join(',')
  const raw = plainOf(part)
  if (isOcclusion(raw)) return occlusionMark(raw, part.numbers, number, side)
  const inner = part.parts.map((each) => render(each, number, side)).join('')
  if (!part.numbers.includes(number)) return `<span class="cloze-inactive" data-ordinal="${ordinals}">${inner}</span>`
  const shown = side === 'answer' ? inner : `[${part.hint ?? '...'}]`
  return `<span class="cloze" data-ordinal="${ordinals}">${shown}</span>`
}

const plainOf = (part: Part): string => (typeof part === 'string' ? part : part.parts.map(plainOf).join(''))

/** What a card of the cloze asks for, without its markup's gaps: to be typed, or shown alone. */
export function clozeAnswers(html: string, number: number): readonly string[] {
  const answers: string[] = []
  const walk = (parts: readonly Part[]): void => {
    for (const part of parts) {
      if (typeof part === 'string') continue
      if (part.numbers.includes(number)) answers.push(plainOf(part))
      walk(part.parts)
    }
  }
  walk(parse(html))
  return answers
}

/** The field with every gap filled in. */
export const clozeFilled = (html: string): string => parse(html).map(plainOf).join('')
