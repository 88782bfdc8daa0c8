import type { ListItem } from '../domain/note.ts'
import { sameAnswer } from '../domain/typed.ts'
import { acceptedFor, tidy } from './answers.ts'
import type { Draft, Drop } from './draft.ts'
import { capitalise, lowerFirst } from './draft.ts'
import type { Reading } from './reading.ts'
import type { Stem } from './stem.ts'
import { makeStem } from './stem.ts'
import { isContiguous, verbatim } from './tree.ts'

export type ListDraft = {
  readonly rule: string
  readonly sentence: number
  readonly stem: Stem
  readonly items: readonly { readonly sentence: number; readonly words: readonly number[] }[]
}

/** Makes a question with several answers a draft, or says why it cannot be one: every item must stand on its own. */
export function toListDraft(reading: Reading, draft: ListDraft): Draft | Drop {
  const question = capitalise(tidy(draft.stem.text()))
  const failure = draft.stem.failure()
  const shown = draft.items.map((item) => verbatim(reading.document, item.words)).join(' / ')
  if (failure !== null) return { drop: failure, text: `${question} — ${shown}` }
  const items: { text: string; accepted: string[] }[] = []
  const resolutions = [...draft.stem.resolutions()]
  for (const item of draft.items) {
    const stem = makeStem(reading, draft.stem)
    stem.add(item.words, { answer: true })
    const itemFailure = stem.failure()
    if (itemFailure !== null && !itemFailure.startsWith('dangling'))
      return { drop: `item: ${itemFailure}`, text: `${question} — ${shown}` }
    if (!isContiguous(item.words) || item.words.length > 24)
      return { drop: 'item: long or torn', text: `${question} — ${shown}` }
    const text = lowerFirst(
      reading,
      item.words,
      itemFailure === null ? stem.text() : verbatim(reading.document, item.words),
    )
    items.push({ text, accepted: acceptedFor(reading, item.words, text) })
    resolutions.push(...stem.resolutions())
  }
  if (new Set(items.map((item) => item.text.toLowerCase())).size !== items.length)
    return { drop: 'items repeat', text: shown }
  return {
    rule: draft.rule,
    content: { kind: 'list', question, items: items.map((item) => ({ ...item, accepted: ownNames(item, items) })) },
    sentence: draft.sentence,
    answers: draft.items,
    accepted: [],
    resolutions,
    answerType: 'phrase',
    verb: null,
  }
}

/** What is accepted for an item and for no other: of two people of one family, their name names neither. */
function ownNames(item: ListItem, items: readonly ListItem[]): readonly string[] {
  const others = items.filter((other) => other !== item).flatMap(({ text, accepted }) => [text, ...accepted])
  return item.accepted.filter((name) => !others.some((other) => sameAnswer(name, other)))
}
