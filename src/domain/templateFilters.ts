import { clozeAnswers, clozeHtml } from './clozeHtml.ts'
import { plainText, withoutTags } from './plainText.ts'

export type FilterContext = {
  readonly field: string
  /** Of the card, from 1. */
  readonly number: number
  readonly side: 'question' | 'answer'
}

/** What `{{a:b:Field}}` makes of the field: b first, then a. Filters that nobody knows leave it as it is. */
export function applyFilters(html: string, filters: readonly string[], context: FilterContext): string {
  if (filters.at(-1) === 'type')
    return `[[type:${[...filters.slice(0, -1)].reverse().concat(context.field).join(':')}]]`
  return filters.reduce((text, filter) => applyFilter(text, filter, context), html)
}

function applyFilter(html: string, filter: string, { field, number, side }: FilterContext): string {
  const [name = '', ...options] = filter.split(/\s+/)
  switch (name) {
    case 'text':
      return withoutTags(html)
    case 'furigana':
    case 'kana':
    case 'kanji':
      return withReadings(html.replaceAll('&nbsp;', ' '), name)
    case 'hint':
      return html.trim() === '' ? '' : `<details class="hint"><summary>${field}</summary><div>${html}</div></details>`
    case 'cloze':
      return clozeHtml(html, number, side)
    case 'cloze-only':
      return clozeAnswers(html, number).join(', ')
    case 'tts':
      return `[anki:tts lang=${(options[0] ?? '').replace(/[^\w-]/g, '')}]${escapeText(plainText(html))}[/anki:tts]`
    default:
      return html
  }
}

/** Characters and how they are read, as ` 漢字[かんじ]`: both, or one of the two. In one pass, however long the text. */
function withReadings(html: string, show: 'furigana' | 'kana' | 'kanji'): string {
  let out = ''
  let done = 0
  for (let open = html.indexOf('[', 1); open >= 0; open = html.indexOf('[', open + 1)) {
    const close = html.indexOf(']', open + 2)
    if (close < 0) break
    const before = html.slice(done, open)
    const start = Math.max(before.lastIndexOf(' '), before.lastIndexOf('>')) + 1
    const base = before.slice(start)
    const reading = html.slice(open + 1, close)
    if (base === '' || reading.startsWith('sound:') || reading.includes('\n')) continue
    const kept = before.slice(0, start)
    out += kept.endsWith(' ') ? kept.slice(0, -1) : kept
    out += show === 'kana' ? reading : show === 'kanji' ? base : `<ruby><rb>${base}</rb><rt>${reading}</rt></ruby>`
    done = close + 1
    open = close
  }
  return out + html.slice(done)
}

/** Brackets would end the mark that the words stand in. */
const escapeText = (words: string): string =>
  words.replace(/[[\]]/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;')
