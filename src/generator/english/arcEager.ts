/** The dependency parser: spaCy's arc-eager system, greedy, with sentence breaks as one of its actions. */
import type { Model, TransitionsEntry } from './model.ts'
import { bestAllowed, makeScorer } from './transitions.ts'

export type Tree = {
  /** The token's own index at a root. */
  readonly heads: Int32Array
  /** A label `x||y` says that the true head is a `y` below the given one; see `projectivity.ts`. */
  readonly labels: string[]
}

type Move = { readonly kind: 'shift' | 'reduce' | 'left' | 'right' | 'break'; readonly label: string }

const KINDS = { S: 'shift', D: 'reduce', L: 'left', R: 'right', B: 'break' } as const

export function makeParser(model: Model, entry: TransitionsEntry): (vectors: Float64Array, count: number) => Tree {
  const moves = entry.moves.map(readMove)
  const scorerOf = makeScorer(model, entry)
  return (vectors, count) => {
    const score = scorerOf(vectors)
    const state = createState(count)
    while (!state.isFinal()) {
      const scores = score(state.context())
      const allowed = state.allowed()
      const action = bestAllowed(scores, (candidate) => allowed[moves[candidate]?.kind ?? 'shift'])
      const move = moves[action]
      if (!move) break
      state.apply(move)
    }
    return state.tree()
  }
}

function readMove(name: string): Move {
  const kind = KINDS[name.charAt(0) as keyof typeof KINDS]
  return { kind, label: name.slice(2) }
}

function createState(count: number) {
  const heads = new Int32Array(count).fill(-1)
  const labels = new Array<string>(count).fill('ROOT')
  const lefts: number[][] = Array.from({ length: count }, () => [])
  const rights: number[][] = Array.from({ length: count }, () => [])
  const stack: number[] = []
  /** Words put back before the rest of the text, the next one last. */
  const putBack: number[] = []
  const wasPutBack = new Uint8Array(count)
  const startsSentence = new Uint8Array(count)
  const context = new Int32Array(8)
  const allowed = { shift: false, reduce: false, left: false, right: false, break: false }
  let next = 0

  const onStack = (depth: number) => stack[stack.length - 1 - depth] ?? -1
  function ahead(distance: number): number {
    if (distance < putBack.length) return putBack[putBack.length - 1 - distance] ?? -1
    const word = next + distance - putBack.length
    return word < count ? word : -1
  }
  const buffered = () => count - next + putBack.length
  const lastOf = (children: readonly number[] | undefined) => children?.[children.length - 1] ?? -1
  const isStart = (word: number) => word >= 0 && startsSentence[word] === 1

  function push(): void {
    stack.push(putBack.pop() ?? next++)
  }

  function attach(child: number, head: number, label: string): void {
    const former = heads[child] as number
    if (former >= 0) {
      const siblings = (former > child ? lefts : rights)[former]
      if (lastOf(siblings) === child) siblings?.pop()
    }
    const children = head > child ? lefts : rights
    children[head]?.push(child)
    heads[child] = head
    labels[child] = label
  }

  return {
    isFinal: () => stack.length === 0 && buffered() === 0,

    /** The words that the network looks at. */
    context() {
      const b0 = ahead(0)
      const s0 = onStack(0)
      context[0] = b0
      context[1] = ahead(1)
      context[2] = s0
      context[3] = onStack(1)
      context[4] = onStack(2)
      context[5] = lastOf(lefts[b0])
      context[6] = lastOf(lefts[s0])
      context[7] = lastOf(rights[s0])
      return context
    },

    allowed() {
      const size = buffered()
      const b0 = ahead(0)
      const b1 = ahead(1)
      const empty = stack.length === 0
      allowed.shift = empty || (size >= 2 && !isStart(b0) && wasPutBack[b0] !== 1)
      allowed.reduce = !empty
      allowed.left = !empty && size > 0 && !isStart(b0)
      allowed.right = allowed.left
      allowed.break = size >= 2 && b1 === b0 + 1 && !isStart(b1)
      return allowed
    },

    apply(move: Move) {
      const b0 = ahead(0)
      const s0 = onStack(0)
      switch (move.kind) {
        case 'shift':
          push()
          break
        case 'reduce':
          stack.pop()
          if ((heads[s0] as number) < 0 && stack.length > 0) {
            wasPutBack[s0] = 1
            putBack.push(s0)
          }
          break
        case 'left':
          attach(s0, b0, move.label)
          wasPutBack[b0] = 0
          stack.pop()
          break
        case 'right':
          attach(b0, s0, move.label)
          push()
          break
        case 'break':
          startsSentence[ahead(1)] = 1
          break
        default:
          move.kind satisfies never
      }
    },

    tree(): Tree {
      return { heads: heads.map((head, word) => (head < 0 ? word : head)), labels }
    },
  }
}
