import { acceptedFor, tidy } from '../answers.ts'
import { addContext } from '../attribution.ts'
import type { Clause } from '../clause.ts'
import type { AnswerType, Draft, Drop } from '../draft.ts'
import { answerText, capitalise } from '../draft.ts'
import { bodyOf, frontOf, futureOf, isTime } from '../question.ts'
import type { Reading } from '../reading.ts'
import { makeStem } from '../stem.ts'
import { childOf, childrenOf, mentionAt, subtree, trimEdges, wordAt } from '../tree.ts'

type Blank = { readonly words: readonly number[]; readonly type: AnswerType }

/** A statement with one figure, year, person or country left out. It keeps the text's own order. */
export function* askClozes(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const clause of reading.clauses) {
    if (clause.kind === 'relative' || clause.guarded) continue
    if (childrenOf(document, clause.verb, 'conj').some((word) => word.coarse === 'ADP')) continue
    for (const blank of blanksIn(reading, clause)) {
      const first = blank.words[0] ?? 0
      const last = blank.words[blank.words.length - 1] ?? 0
      const answer = answerText(reading, blank.words)
      const stem = makeStem(reading)
      addContext(reading, clause, stem, {
        dated: [...clause.front, ...clause.rest].some((piece) => isTime(reading, piece)),
      })
      const spoken: number[] = []
      for (const piece of frontOf(reading, clause)) spoken.push(...piece.words)
      const body = bodyOf(reading, clause, new Set())
      const order = [
        ...clause.subjectWords,
        ...clause.auxes,
        ...(clause.negation === null ? [] : [clause.negation]),
        ...body.words,
      ]
      const statement = [...new Set(order)].sort((a, b) => a - b)
      const future = { future: futureOf(reading, clause) }
      const parts = spoken.length > 0 ? [spoken, statement] : [statement]
      let blanked = false
      for (const [i, part] of parts.entries()) {
        if (part.includes(first)) {
          stem.add(
            part.filter((word) => word < first),
            future,
          )
          stem.say(`{{c1::${answer}}}`)
          stem.add(
            part.filter((word) => word > last),
            future,
          )
          blanked = true
        } else stem.add(part, future)
        if (i < parts.length - 1) stem.say(',')
      }
      const text = capitalise(tidy(`${stem.text()}.`))
      const failure = stem.failure()
      if (failure !== null || !blanked) {
        yield { drop: failure ?? 'blank left behind', text }
        continue
      }
      yield {
        rule: `cloze-${blank.type}`,
        content: { kind: 'cloze', text },
        sentence: clause.sentence,
        answers: [{ sentence: clause.sentence, words: blank.words }],
        accepted: acceptedFor(reading, blank.words, answer),
        resolutions: stem.resolutions(),
        answerType: blank.type,
        verb: clause.verb,
      }
    }
  }
}

/** Whole figures, years and names in the clause; not days of a month, ordinals, demonyms or parts of longer names. */
function* blanksIn(reading: Reading, clause: Clause): Generator<Blank> {
  const { document, names } = reading
  const words = [
    ...clause.subjectWords,
    ...clause.front.flatMap((piece) => piece.words),
    ...clause.rest.flatMap((piece) => piece.words),
  ]
  const seen = new Set<number>()
  for (const at of words) {
    if (seen.has(at)) continue
    const word = wordAt(document, at)
    const mention = mentionAt(document, at)
    if (
      word.tag === 'CD' &&
      /^\d{4}$/.test(word.text) &&
      Number(word.text) > 1000 &&
      Number(word.text) < 2100 &&
      mention?.type === 'DATE'
    ) {
      seen.add(at)
      if (document.words[at + 1]?.text !== '-' && document.words[at - 1]?.text !== '-')
        yield { words: [at], type: 'year' }
      continue
    }
    if (
      word.dep === 'nummod' &&
      word.tag === 'CD' &&
      /\d/.test(word.text) &&
      mention !== null &&
      /^(CARDINAL|QUANTITY|MONEY|PERCENT)$/.test(mention.type)
    ) {
      const figure = trimEdges(
        document,
        [...subtree(document, at)].filter(
          (index) => wordAt(document, index).tag === 'CD' || wordAt(document, index).text === '$',
        ),
      )
      for (const index of figure) seen.add(index)
      if (figure.length === 1 && !/^\d{4}$/.test(word.text)) yield { words: figure, type: 'number' }
      continue
    }
    const name = names.at(at)
    if (name === null || name.from !== at || seen.has(at)) continue
    for (let i = name.from; i < name.to; i++) seen.add(i)
    const last = wordAt(document, name.to - 1)
    if (/^(compound|amod|nmod|conj)$/.test(last.dep) || childrenOf(document, last.index, 'conj', 'case').length > 0)
      continue
    if (last.dep === 'poss' && childOf(document, last.index, 'case') !== null) continue
    const type = name.name.kind === 'person' ? 'person' : name.name.kind === 'country' ? 'country' : null
    if (type === null || name.name.count > 6 || clause.subjectWords.includes(at)) continue
    const range = Array.from({ length: name.to - name.titleTo }, (_, i) => name.titleTo + i)
    yield { words: range, type }
  }
}
