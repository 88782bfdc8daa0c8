import { PERSON_NOUNS, SAYING } from './lexicon.ts'
import type { Named } from './names.ts'
import type { Reading } from './reading.ts'
import { childrenOf, wordAt } from './tree.ts'

/**
 * Whether more than the reader's guess makes a name a person's: a pronoun, a title, a role beside it, a verb of saying.
 * A name of two words alone may be a place, a ship or a work.
 */
export function isSurelyPerson(reading: Reading, name: Named): boolean {
  if (name.gender !== null) return true
  const { document, names } = reading
  return names.mentions.some((mention) => {
    if (mention.name.id !== name.id) return false
    const before = document.words[mention.from - 1]
    const head = wordAt(document, mention.to - 1)
    return (
      mention.titleTo > mention.from ||
      (before !== undefined && PERSON_NOUNS.has(before.lemma)) ||
      childrenOf(document, head.index, 'appos').some((word) => PERSON_NOUNS.has(word.lemma)) ||
      (head.dep === 'appos' && PERSON_NOUNS.has(wordAt(document, head.head).lemma)) ||
      childrenOf(document, wordAt(document, head.head).index, 'attr').some((word) => PERSON_NOUNS.has(word.lemma)) ||
      (/^nsubj$/.test(head.dep) && SAYING.has(wordAt(document, head.head).lemma))
    )
  })
}
