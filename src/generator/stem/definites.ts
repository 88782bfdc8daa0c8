import type { Document, Word } from '../document.ts'
import { UNIQUE_NOUNS } from '../lexicon.ts'
import { pairBefore } from '../pairs.ts'
import type { Reading } from '../reading.ts'
import { isSelfContained, readDefinite } from '../reference.ts'
import type { AddOptions } from '../stem.ts'
import { childOf, childrenOf, isNoun, lower, subtree, wordAt } from '../tree.ts'
import { contentStems } from '../words.ts'
import { possessive } from './possessive.ts'
import { substitute } from './referents.ts'
import type { Replacement, Told } from './told.ts'

/** "the deal", "both sides", "this": as what is meant, where something before it must be; null where it may stay. */
export function determinerAt(
  told: Told,
  word: Word,
  inside: ReadonlySet<number>,
  options: AddOptions,
): Replacement | null {
  const { reading } = told
  const { document } = reading
  const text = lower(word)
  const head = wordAt(document, word.head)
  if (/^(this|that|these|those)$/.test(text)) {
    const phraseHead = /^(det|predet)$/.test(word.dep) ? head.index : word.index
    const carried = childOf(document, phraseHead, 'relcl', 'prep', 'acl')
    if (!(text === 'those' && carried !== null && inside.has(carried.index)) && word.dep !== 'mark')
      told.fail(`demonstrative: ${text}`)
    return null
  }
  const paired = pairAt(told, word)
  if (paired !== null) return paired
  if (/^(both|neither|either)$/.test(text) && word.dep === 'det') {
    told.fail(`points elsewhere: ${text}`)
    return null
  }
  if (
    text === 'the' &&
    word.dep === 'det' &&
    /^(first|second|third|last|other|latter|former|two|three)$/.test(lower(head))
  ) {
    told.fail(`points elsewhere: the ${lower(head)}`)
    return null
  }
  if (text !== 'the' || word.dep !== 'det' || !isNoun(head)) return null
  const phrase = subtree(document, head.index).filter((at) => inside.has(at))
  const after = document.words[head.index + 1]
  if (
    after !== undefined &&
    inside.has(after.index) &&
    (after.coarse === 'PROPN' ||
      /^(that|which|who|where|of|for|between|against|on|across|about|over)$/.test(lower(after)))
  )
    return null
  if (isSelfContained(reading, head.index, phrase)) return null
  if (options.answer === true && phrase.length > 2 && childOf(document, head.index, 'nummod') === null) return null
  if (isEmbedded(document, head) || isTitleWord(reading, head.lemma)) return null
  if (UNIQUE_NOUNS.has(head.lemma)) return null
  if (options.topics?.has(contentStems(head.text)[0] ?? '') === true) return null
  if (head.lemma === 'table' && lower(document.words[word.index - 1] ?? word) === 'on') return null
  const referent = readDefinite(reading, head.index)
  if (referent === null) {
    told.fail(`dangling: the ${head.lemma}`)
    return null
  }
  let to = head.index + 1
  let owns = false
  const next = document.words[to]
  if (next?.tag === 'POS' && inside.has(to)) {
    to += 1
    owns = true
  }
  if (head.dep === 'compound' || (owns && !inside.has(head.index))) return null
  return substitute(
    told,
    referent,
    word,
    options.within === undefined ? {} : { within: options.within },
    owns,
    to,
    'definite',
  )
}

/** "both sides", "the two countries": read as the pair named before. */
function pairAt(told: Told, word: Word): Replacement | null {
  const { reading } = told
  const { document } = reading
  const text = lower(word)
  const head = wordAt(document, word.head)
  const count = childOf(document, head.index, 'nummod')
  if (!(text === 'both' || (text === 'the' && count !== null && lower(count) === 'two')) || word.dep !== 'det')
    return null
  if (head.index - word.index > 2) return null
  const pair = pairBefore(reading, head.index)
  if (pair === null) return null
  const owns = document.words[head.index + 1]?.tag === 'POS'
  told.resolutions.push({
    kind: 'definite',
    words: document.text.slice(word.start, head.end),
    readAs: pair,
  })
  return { text: owns ? possessive(pair) : pair, to: head.index + (owns ? 2 : 1) }
}

/** "a line from the central station": a noun inside another phrase tells enough with one word of its own. */
function isEmbedded(document: Document, head: Word): boolean {
  if (head.dep !== 'pobj') return false
  const modifiers = childrenOf(document, head.index, 'amod', 'compound')
  return modifiers.length > 0 && isNoun(wordAt(document, wordAt(document, head.head).head))
}

/** The tides, in an article on the tides. */
function isTitleWord(reading: Reading, lemma: string): boolean {
  return (
    reading.genre === 'plain' &&
    reading.document.source.title
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .some((each) => each === lemma || each === `${lemma}s`)
  )
}
