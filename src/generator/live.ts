import type { Evidence, Note } from '../domain/note.ts'
import type { Source, Span } from '../domain/source.ts'
import type { Parse } from './english/parse.ts'
import { type Generated, type GenerateOptions, generate, type Progress } from './generate.ts'
import { DEFAULT_LIMITS } from './rank.ts'

/** The best cards of what has been read so far, in the text's order. They are provisional: the end decides. */
export type Found = { readonly phase: 'found'; readonly notes: readonly Note[] }

/** Shortest stretch that is asked by itself, in UTF-16 units: less holds too little to understand it by. */
const STRETCH = 700

/**
 * As `generate`, and on the way the cards of each stretch of whole paragraphs, as soon as it is read. A stretch is asked
 * without the rest of the article, so a card may be worded otherwise in the end, or missing: the whole article's names
 * are known then, and its best cards chosen. One that stays keeps its id. What comes back is exactly what `generate`
 * gives; nothing is read twice for it.
 */
export function* generateLive(article: Source, options: GenerateOptions): Generator<Progress | Found, Generated> {
  const parses = new Map<string, Parse>()
  const read = (text: string): Parse => {
    const parse = options.read(text)
    parses.set(text, parse)
    return parse
  }
  const remember = (text: string): Parse => parses.get(text) ?? options.read(text)
  const run = generate(article, { ...options, read })
  const most = options.limits?.total ?? DEFAULT_LIMITS.total
  let best: readonly Note[] = []
  let from = 0
  let step = run.next()
  while (step.done !== true) {
    yield step.value
    if (step.value.phase === 'reading') {
      const to = Math.round(step.value.share * article.text.length)
      if (to - from >= STRETCH && to < article.text.length) {
        const notes = askStretch(article, { start: from, end: to }, { ...options, read: remember, existing: null })
        if (notes.length > 0) {
          best = bestOf([...best, ...notes], most)
          yield { phase: 'found', notes: best }
        }
        parses.clear()
        from = to
      }
    }
    step = run.next()
  }
  return step.value
}

/** No more than the end would keep: the surest, in their order. */
function bestOf(notes: readonly Note[], most: number): readonly Note[] {
  if (notes.length <= most) return notes
  const least = notes.map((note) => note.confidence ?? 0).sort((a, b) => b - a)[most - 1] ?? 0
  const sure = notes.filter((note) => (note.confidence ?? 0) > least).length
  let even = most - sure
  return notes.filter((note) => (note.confidence ?? 0) > least || ((note.confidence ?? 0) === least && even-- > 0))
}

function askStretch(article: Source, { start, end }: Span, options: GenerateOptions): readonly Note[] {
  const run = generate({ ...article, text: article.text.slice(start, end) }, options)
  let step = run.next()
  while (step.done !== true) step = run.next()
  const shift = (span: Span): Span => ({ start: span.start + start, end: span.end + start })
  const move = (piece: Evidence): Evidence => ({
    ...piece,
    sentence: shift(piece.sentence),
    answer: shift(piece.answer),
  })
  return step.value.notes.map((note) => ({
    ...note,
    evidence: note.evidence.map(move),
    distractors: note.distractors.map((each) => ({ ...each, evidence: each.evidence && move(each.evidence) })),
  }))
}
