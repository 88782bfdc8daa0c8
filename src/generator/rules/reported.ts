import { toQuestion } from '../answers.ts'
import type { Draft, Drop } from '../draft.ts'
import { askInverted } from '../question.ts'
import type { Reading } from '../reading.ts'
import { nameSpeaker } from '../speaker.ts'
import { childOf, childrenOf, isContiguous, isSetOff, lower, subtree, trimEdges, verbatim, wordAt } from '../tree.ts'

/** Attitudes whose content is worth asking for as a whole; plain saying is asked through its content instead. */
const ATTITUDE =
  /^(fear|doubt|warn|predict|accuse|worry|hope|expect|complain|convince|demand|insist|propose|recommend|suspect|mean|imply|suggest|convince)$/

/** Verbs that a question follows: "decide what remains". */
const DECIDING = /^(decide|determine|settle|specify|regulate|define|govern)$/

/** `What does X fear?`: the content of a fear, a doubt, a warning. */
export function* askReported(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const clause of reading.clauses) {
    const verb = wordAt(document, clause.verb)
    if (ATTITUDE.test(verb.lemma)) {
      for (const content of childrenOf(document, clause.verb, 'ccomp')) {
        const mark = childOf(document, content.index, 'mark')
        if (content.index < clause.verb || mark === null || lower(mark) !== 'that') continue
        const words = trimEdges(
          document,
          subtree(
            document,
            content.index,
            (word) => /^(advcl|conj)$/.test(word.dep) && isSetOff(document, word),
          ).filter((word) => word !== mark.index),
        )
        yield* ask(words, 'what', content.index)
      }
    }
    if (DECIDING.test(verb.lemma)) {
      for (const content of childrenOf(document, clause.verb, 'ccomp')) {
        const words = trimEdges(document, subtree(document, content.index))
        // "… decide what remains once they have left": what follows was read as belonging to the deciding.
        if (!/^[.,;]$/.test(document.words[(words.at(-1) ?? 0) + 1]?.text ?? '')) continue
        if (content.index > clause.verb && /^W/.test(wordAt(document, words[0] ?? clause.verb).tag))
          yield* ask(words, 'what', content.index)
      }
    }
    for (const inner of childrenOf(document, clause.verb, 'xcomp')) {
      if (
        !/^(refuse|decline|agree|hesitate|fail)$/.test(verb.lemma) ||
        !/^(say|admit|declare|acknowledge)$/.test(inner.lemma)
      )
        continue
      for (const content of childrenOf(document, inner.index, 'ccomp')) {
        const mark = childOf(document, content.index, 'mark')
        if (content.index < inner.index || (mark !== null && lower(mark) !== 'that')) continue
        const words = trimEdges(
          document,
          subtree(
            document,
            content.index,
            (word) => word.index === mark?.index || (word.dep === 'advcl' && word.index > content.index),
          ),
        )
        yield* ask(words, 'what', content.index)
      }
    }
    if (verb.lemma === 'accuse') {
      const of = childrenOf(document, clause.verb, 'prep').find((word) => lower(word) === 'of')
      const deed = of === undefined ? null : childOf(document, of.index, 'pcomp')
      if (of === undefined || deed === null) continue
      const words = trimEdges(
        document,
        subtree(document, of.index, (word) => word.dep === 'advcl').filter((word) => word > of.index),
      )
      yield* ask(words, 'what', of.index)
    }

    function* ask(words: readonly number[], wh: string, branch: number): Generator<Draft | Drop> {
      if (!isContiguous(words) || words.length > 22 || words.length < 3) {
        yield { drop: 'answer: content too long or torn', text: verbatim(document, words) }
        return
      }
      if (
        clause.speaker !== null &&
        nameSpeaker(reading, { speaker: clause.speaker, remark: [], governor: null }, clause.sentence) === null
      )
        return
      const end = verb.lemma === 'accuse' ? 'of' : ''
      const stem = askInverted(reading, clause, wh, { without: new Set(subtree(document, branch)), end })
      yield toQuestion(reading, {
        rule: 'reported',
        sentence: clause.sentence,
        stem,
        answer: words,
        answerType: 'clause',
        verb: clause.verb,
      })
    }
  }
}
