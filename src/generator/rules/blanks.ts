import type { Clause } from '../clause.ts'
import type { Mention } from '../document.ts'
import type { AnswerType } from '../draft.ts'
import type { NameMention } from '../names.ts'
import type { Reading } from '../reading.ts'
import { childOf, childrenOf, mentionAt, wordAt } from '../tree.ts'

export type Blank = { readonly words: readonly number[]; readonly type: AnswerType }

/** Whole figures, years and names in a clause; not days of a month, ordinals, demonyms or parts of longer names. */
export function* blanksIn(reading: Reading, clause: Clause): Generator<Blank> {
  const { document, names } = reading
  const words = [
    ...clause.subjectWords,
    ...clause.front.flatMap((piece) => piece.words),
    ...clause.rest.flatMap((piece) => piece.words),
  ].sort((a, b) => a - b)
  const seen = new Set<number>()
  for (const at of words) {
    if (seen.has(at)) continue
    const word = wordAt(document, at)
    const mention = mentionAt(document, at)
    if (word.tag === 'CD' && isYear(word.text) && mention?.type === 'DATE') {
      seen.add(at)
      if (!/^(-|and|or|to)$/.test(document.words[at + 1]?.text ?? '') && document.words[at - 1]?.text !== '-')
        yield { words: [at], type: 'year' }
      continue
    }
    if (mention !== null && /^(CARDINAL|QUANTITY|MONEY|PERCENT)$/.test(mention.type)) {
      for (let i = mention.from; i < mention.to; i++) seen.add(i)
      const figure = figureIn(reading, mention)
      if (figure !== null) yield { words: figure, type: 'number' }
      continue
    }
    if (word.lemma === 'percent' && mention === null) {
      const figure = figureBefore(reading, at)
      for (const index of figure) seen.add(index)
      if (figure.length > 0) yield { words: figure, type: 'number' }
      continue
    }
    const name = names.at(at)
    if (name === null || name.from !== at) continue
    for (let i = name.from; i < name.to; i++) seen.add(i)
    const type = typeOf(reading, clause, name)
    if (type === null) continue
    yield { words: Array.from({ length: name.to - name.titleTo }, (_, i) => name.titleTo + i), type }
  }
}

const isYear = (text: string): boolean => /^(1[0-9]|20)\d\d$/.test(text)

/** `87,200` of "just over 87,200", `90 to 95` of "90 to 95 percent", `3.5 million` of "$3.5 million". */
function figureIn(reading: Reading, mention: Mention): number[] | null {
  const { document } = reading
  const out: number[] = []
  for (let i = mention.from; i < mention.to; i++) {
    const word = wordAt(document, i)
    if (word.tag === 'CD') out.push(i)
  }
  const first = out[0]
  const last = out[out.length - 1]
  if (first === undefined || last === undefined) return null
  const text = document.text.slice(wordAt(document, first).start, wordAt(document, last).end)
  const counted = /^(PERCENT|MONEY)$/.test(mention.type)
  if (!/\d/.test(text) && !(counted && / /.test(text))) return null
  if (/^\d$/.test(text) && !counted) return null
  if (isYear(text) || document.words[first - 1]?.coarse === 'PROPN') return null
  if (last - first > 4 || document.words[last + 1]?.text === '-' || document.words[first - 1]?.text === '-') return null
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

/** `five to ten` before "percent". */
function figureBefore(reading: Reading, at: number): number[] {
  const { document } = reading
  const out: number[] = []
  for (let i = at - 1; i > at - 5; i--) {
    const word = document.words[i]
    if (word === undefined || !(word.tag === 'CD' || (word.text === 'to' && document.words[i - 1]?.tag === 'CD'))) break
    out.unshift(i)
  }
  return out
}

function typeOf(reading: Reading, clause: Clause, name: NameMention): AnswerType | null {
  const { document } = reading
  const last = wordAt(document, name.to - 1)
  if (/^(compound|amod|nmod|conj)$/.test(last.dep) || childrenOf(document, last.index, 'conj', 'case').length > 0)
    return null
  if (last.dep === 'poss' && childOf(document, last.index, 'case') !== null) return null
  if (clause.subjectWords.includes(name.from) && !/^pobj$/.test(last.dep)) return null
  const { kind, count, full } = name.name
  if (count > 6) return null
  switch (kind) {
    case 'person':
      return 'person'
    case 'country':
      return 'country'
    case 'place':
    case 'capital':
      return last.dep === 'pobj' && /^(GPE|LOC|FAC)$/.test(mentionAt(document, last.index)?.type ?? '') ? 'place' : null
    case 'body':
      return / /.test(full) && mentionAt(document, last.index)?.type === 'ORG' ? 'body' : null
    case 'people':
    case 'newspaper':
    case 'unknown':
      return null
  }
}
