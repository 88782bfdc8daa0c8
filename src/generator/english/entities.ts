/** The entity recogniser: spaCy's BILUO push-down system, greedy; an entity never crosses a sentence's start. */
import type { Model, TransitionsEntry } from './model.ts'
import type { EntityType } from './parse.ts'
import { bestAllowed, makeScorer } from './transitions.ts'

export type Span = { readonly type: EntityType; readonly from: number; readonly to: number }

/** Begin, inside, last, unit, out. */
type Move = { readonly kind: 'B' | 'I' | 'L' | 'U' | 'O'; readonly type: EntityType | '' }

export type EntityText = {
  readonly count: number
  readonly isSpace: (token: number) => boolean
  readonly startsSentence: Uint8Array
}

export function makeRecogniser(
  model: Model,
  entry: TransitionsEntry,
): (vectors: Float64Array, text: EntityText) => Span[] {
  const moves = entry.moves.map((name) => ({ kind: name.charAt(0), type: name.slice(2) }) as Move)
  const scorerOf = makeScorer(model, entry)
  return (vectors, { count, isSpace, startsSentence }) => {
    const score = scorerOf(vectors)
    const context = new Int32Array(3)
    const spans: Span[] = []
    let open: { type: EntityType | ''; from: number } | null = null
    for (let token = 0; token < count; token++) {
      context[0] = token
      context[1] = open ? open.from : -1
      context[2] = open ? token - 1 : -1
      const goesOn = token + 1 < count && startsSentence[token + 1] !== 1
      const space = isSpace(token)
      const inside = open
      const isAllowed = (action: number): boolean => {
        const move = moves[action]
        switch (move?.kind) {
          case 'B':
            return !inside && goesOn && !space
          case 'I':
            return inside !== null && goesOn && inside.type === move.type
          case 'L':
            return inside !== null && inside.type === move.type
          case 'U':
            return !inside && move.type !== '' && !space
          case 'O':
            return !inside
          case undefined:
            return false
        }
      }
      const move = moves[bestAllowed(score(context), isAllowed)]
      if (move?.kind === 'B') open = { type: move.type, from: token }
      if (move?.kind === 'U' && move.type !== '') spans.push({ type: move.type, from: token, to: token + 1 })
      if (move?.kind === 'L' && open && move.type !== '') {
        spans.push({ type: move.type, from: open.from, to: token + 1 })
        open = null
      }
    }
    return spans
  }
}
