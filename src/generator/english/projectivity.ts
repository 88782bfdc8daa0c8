/** From the parser's projective tree to the real one (Nivre and Nilsson 2005, scheme "head"), and to sentences. */
import type { Tree } from './arcEager.ts'

/** Moves each arc labelled `x||y` below the first `y` found breadth-first under its head, and labels it `x`. */
export function deprojectivise(tree: Tree, isSpace: (token: number) => boolean): Tree {
  const heads = tree.heads.slice()
  const labels = [...tree.labels]
  const { lefts, rights } = edgesOf(tree.heads)
  tree.labels.forEach((label, token) => {
    const mark = label.indexOf('||')
    if (mark < 0) return
    const found = findBelow(heads[token] as number, label.slice(mark + 2), token)
    heads[token] = found
    labels[token] = label.slice(0, mark)
  })
  return { heads, labels }

  function findBelow(head: number, wanted: string, token: number): number {
    const queue = [head]
    for (let at = 0; at < queue.length; at++) {
      const parent = queue[at] as number
      for (let child = lefts[parent] as number; child <= (rights[parent] as number); child++) {
        if (child === parent || heads[child] !== parent || child === token || isSpace(child)) continue
        if (labels[child] === wanted) return child
        queue.push(child)
      }
    }
    return head
  }
}

/** First tokens of the sentences: the left edges of the roots. */
export function sentenceStarts(heads: Int32Array): Uint8Array {
  const { lefts } = edgesOf(heads)
  const starts = new Uint8Array(heads.length)
  heads.forEach((head, token) => {
    if (head === token) starts[lefts[token] as number] = 1
  })
  return starts
}

/** Leftmost and rightmost token below each; several passes, since an arc may cross others. */
function edgesOf(heads: Int32Array): { lefts: Int32Array; rights: Int32Array } {
  const lefts = heads.map((_, token) => token)
  const rights = lefts.slice()
  const widen = (token: number) => {
    const head = heads[token] as number
    if ((lefts[token] as number) < (lefts[head] as number)) lefts[head] = lefts[token] as number
    if ((rights[token] as number) > (rights[head] as number)) rights[head] = rights[token] as number
  }
  for (let pass = 0; pass < 12; pass++) {
    for (let token = 0; token < heads.length; token++) widen(token)
    for (let token = heads.length - 1; token >= 0; token--) widen(token)
    if (headsAreInSentences(heads, lefts)) break
  }
  return { lefts, rights }
}

function headsAreInSentences(heads: Int32Array, lefts: Int32Array): boolean {
  const starts = new Set<number>()
  heads.forEach((head, token) => {
    if (head === token) starts.add(lefts[token] as number)
  })
  let start = 0
  for (let token = 0; token < heads.length; token++) {
    if (!(token > 0 && starts.has(token)) && token !== heads.length - 1) continue
    for (let inside = start; inside < token; inside++) {
      const head = heads[inside] as number
      if (head < start || head > token) return false
    }
    start = token
  }
  return true
}
