/** A card's sentence within an article's text, as UTF-16 offsets; `card` is the card's position in the list. */
export type Mark = { readonly start: number; readonly end: number; readonly card: number }

/** A stretch of a block that the same cards come from; `first` names those whose sentence begins here. */
export type Piece = { readonly text: string; readonly cards: readonly number[]; readonly first: readonly number[] }

export type Block = { readonly kind: 'heading' | 'paragraph'; readonly pieces: readonly Piece[] }

const BLOCK = /[^\n]+(?:\n(?!\n)[^\n]+)*/g
const HEADING = /^#{1,6} +/

/** An article's text as blocks, cut where the sentences that cards come from begin and end. */
export function articleBlocks(text: string, marks: readonly Mark[]): readonly Block[] {
  return [...text.matchAll(BLOCK)].map((match): Block => {
    const head = HEADING.exec(match[0])?.[0] ?? ''
    const start = match.index + head.length
    const end = match.index + match[0].length
    return { kind: head ? 'heading' : 'paragraph', pieces: piecesOf(text, start, end, marks) }
  })
}

function piecesOf(text: string, start: number, end: number, marks: readonly Mark[]): readonly Piece[] {
  const inside = marks.filter((mark) => mark.start < end && mark.end > start)
  const cuts = new Set([start, end])
  for (const mark of inside) {
    cuts.add(Math.max(start, mark.start))
    cuts.add(Math.min(end, mark.end))
  }
  const at = [...cuts].sort((a, b) => a - b)
  return at.slice(0, -1).map((from, i): Piece => {
    const to = at[i + 1] ?? end
    const over = inside.filter((mark) => mark.start <= from && mark.end >= to)
    return {
      text: text.slice(from, to),
      cards: [...new Set(over.map((mark) => mark.card))],
      first: over.filter((mark) => mark.start === from).map((mark) => mark.card),
    }
  })
}
