import type { Word } from '../document.ts'
import { GUARDS } from '../lexicon.ts'
import type { Reading } from '../reading.ts'
import { childOf, childrenOf, isSetOff, isVerbal, lower, subtree, wordAt } from '../tree.ts'
import type { Statement } from './statement.ts'
import { rootOf, stands, unlinked } from './statement.ts'

/**
 * Shorter statements that are true where the whole is: without the clauses that a comma sets off and that only add
 * ("…, which …", "although …"), and each of the sentences that "and" or "but" joins. Fewest cuts first.
 */
export function reductionsOf(reading: Reading, whole: Statement): readonly Statement[] {
  const { root } = whole
  if (root === null) return []
  const dashed = withoutDashes(reading, whole)
  if (dashed !== null) return stands(reading, dashed) ? [dashed, ...reductionsOf(reading, dashed)] : []
  const bare = without(reading, whole, extras(reading, whole))
  const joined = joinedTo(reading, whole)
  const parts = joined.map((verb) => partOf(reading, whole, verb))
  const first = joined.length === 0 ? null : without(reading, whole, joined)
  const bareParts = parts.map((part) => (part === null ? null : without(reading, part, extras(reading, part))))
  const bareFirst = first === null ? null : without(reading, first, extras(reading, first))
  return [bare, first, ...parts, bareFirst, ...bareParts].filter(
    (each, i, all): each is Statement =>
      each !== null &&
      each.words.length < whole.words.length &&
      stands(reading, each) &&
      all.findIndex((other) => other?.words.join() === each.words.join()) === i,
  )
}

/** "The collapse – caused in part by … – led to …": without what stands between its two dashes. */
function withoutDashes(reading: Reading, whole: Statement): Statement | null {
  const dashes = whole.words.filter((at) => /^(–|—|--)$/.test(wordAt(reading.document, at).text))
  const [from, to] = dashes
  if (dashes.length !== 2 || from === undefined || to === undefined) return null
  const words = whole.words.filter((at) => at < from || at > to)
  return { ...whole, words, root: rootOf(reading, words) }
}

/** Heads of the branches that only add to what a statement says. */
function extras(reading: Reading, { words, root }: Statement): number[] {
  const { document } = reading
  const inside = new Set(words)
  return words.filter((at) => {
    const word = wordAt(document, at)
    if (at === root || !inside.has(word.head) || guards(reading, at)) return false
    if (word.dep === 'advcl') {
      const mark = childOf(document, at, 'mark')
      return (
        mark !== null &&
        /^(although|though|whereas|while)$/.test(lower(mark)) &&
        (isSetOff(document, word) || subtree(document, at)[0] === words[0])
      )
    }
    return word.dep === 'relcl' && isSetOff(document, word) && word.head !== at
  })
}

/** A limit inside a branch may limit the rest as well. */
const guards = (reading: Reading, head: number): boolean =>
  subtree(reading.document, head).some((at) => {
    const word = wordAt(reading.document, at)
    return GUARDS.has(lower(word)) && word.dep === 'mark'
  })

/** Verbs that stand beside the main verb with a subject of their own. */
function joinedTo(reading: Reading, { words, root }: Statement): number[] {
  const { document } = reading
  const out: number[] = []
  let host: Word | null = root === null ? null : wordAt(document, root)
  while (host !== null) {
    const next: Word | undefined = childrenOf(document, host.index, 'conj').find(
      (word) =>
        words.includes(word.index) && isVerbal(word) && childOf(document, word.index, 'nsubj', 'nsubjpass') !== null,
    )
    if (next === undefined) break
    const cc = childOf(document, host.index, 'cc')
    if (cc !== null && !/^(and|but|yet)$/.test(lower(cc))) return []
    out.push(next.index)
    host = next
  }
  return out
}

/** The sentence of one of the joined verbs, without those that are joined to it in turn. */
function partOf(reading: Reading, { sentence, words, speech }: Statement, verb: number): Statement | null {
  const { document } = reading
  const inside = new Set(words)
  const own = subtree(document, verb, (word) => isJoined(reading, word)).filter((at) => inside.has(at))
  const first = own[0]
  if (first === undefined) return null
  const kept = unlinked(reading, trimmed(reading, own))
  return { sentence, words: kept, root: rootOf(reading, kept), speech }
}

const isJoined = (reading: Reading, word: Word): boolean =>
  word.dep === 'conj' && isVerbal(word) && childOf(reading.document, word.index, 'nsubj', 'nsubjpass') !== null

/** The statement without the branches, their commas and the conjunctions that joined them. */
function without(reading: Reading, statement: Statement, heads: readonly number[]): Statement | null {
  const { document } = reading
  if (heads.length === 0) return null
  const cut = new Set(heads.flatMap((head) => subtree(document, head)))
  for (const head of heads) {
    const branch = subtree(document, head)
    const before = (branch[0] ?? 0) - 1
    const after = (branch[branch.length - 1] ?? 0) + 1
    let at = before
    while (/^(,|and|but|yet|--|–|—)$/.test(document.words[at]?.text ?? '') && at > before - 2) cut.add(at--)
    const left = at === before || !/^,$/.test(document.words[before]?.text ?? '') ? null : at
    if (document.words[after]?.text === ',' && (left !== null || before < statement.sentence.from)) cut.add(after)
  }
  const words = trimmed(
    reading,
    statement.words.filter((at) => !cut.has(at)),
  )
  return { ...statement, words, root: rootOf(reading, words) }
}

function trimmed(reading: Reading, words: readonly number[]): number[] {
  const out = [...words]
  const edge = (at: number | undefined): boolean =>
    /^(,|and|but|yet|\.|;|:)$/.test(reading.document.words[at ?? -1]?.text ?? '')
  while (out.length > 0 && edge(out[out.length - 1])) out.pop()
  while (out.length > 0 && edge(out[0])) out.shift()
  return out
}
