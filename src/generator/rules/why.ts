import { toQuestion } from '../answers.ts'
import type { Clause } from '../clause.ts'
import type { Draft, Drop } from '../draft.ts'
import { askInverted } from '../question.ts'
import type { Reading } from '../reading.ts'
import { childOf, childrenOf, isContiguous, lower, subtree, trimEdges, verbatim, wordAt } from '../tree.ts'

/** `Why …?`: because, since (not of time), so that, in order to, because of. */
export function* askWhy(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const clause of reading.clauses) {
    yield* purposes(reading, clause)
    for (const piece of [...clause.front, ...clause.rest]) {
      const reason = reasonIn(reading, piece.head, piece.dep)
      if (reason === null) continue
      const words = trimEdges(
        document,
        subtree(
          document,
          piece.head,
          (word) => word.dep === 'conj' && document.words[(subtree(document, word.index)[0] ?? 1) - 1]?.text === ',',
        ),
      )
      const text = verbatim(document, words)
      if (!isContiguous(words) || words.length > 26 || words.length < 3) {
        yield { drop: 'answer: reason too long or torn', text }
        continue
      }
      const stem = askInverted(reading, clause, 'why', { without: new Set(subtree(document, piece.head)) })
      yield toQuestion(reading, {
        rule: `why-${reason}`,
        sentence: clause.sentence,
        stem,
        answer: words,
        answerType: 'clause',
        verb: clause.verb,
      })
    }
  }
}

function reasonIn(reading: Reading, head: number, dep: string): string | null {
  const { document } = reading
  const word = wordAt(document, head)
  if (dep === 'advcl') {
    const marks = word.children.map((child) => wordAt(document, child)).filter((child) => child.dep === 'mark')
    const text = marks.map(lower).join(' ')
    if (text === 'because') return 'because'
    if (text === 'so that')
      return lower(document.words[head - 1] ?? word) === 'so' || isDegree(reading, head) ? null : 'purpose'
    return null
  }
  if (dep === 'prep' && lower(word) === 'because') return 'because'
  if (dep === 'prep' && lower(word) === 'in' && childOf(document, head, 'pobj')?.lemma === 'order') return 'purpose'
  if (dep === 'prep' && /^(thanks|due|owing)$/.test(lower(word)) && document.words[head + 1]?.text === 'to')
    return 'cause'
  return null
}

/** "so much so that", "so hard that": how far something goes, not what it is for. */
function isDegree(reading: Reading, head: number): boolean {
  const { document } = reading
  const start = subtree(document, head)[0] ?? head
  return document.words.slice(Math.max(0, start - 2), start + 4).some((word) => /^(much|far|many)$/.test(lower(word)))
}

/** `use the issue to unite X`: an infinitive after an object says what the deed is for. */
function* purposes(reading: Reading, clause: Clause): Generator<Draft | Drop> {
  const { document } = reading
  if (clause.negation !== null || clause.passive || clause.kind === 'relative') return
  for (const verb of [clause.verb, ...childrenOf(document, clause.verb, 'xcomp').map((word) => word.index)]) {
    if (!PURSUED.test(wordAt(document, verb).lemma)) continue
    const object = childOf(document, verb, 'dobj')
    const purpose = childrenOf(document, verb, 'advcl').find(
      (word) =>
        word.tag === 'VB' && childOf(document, word.index, 'aux')?.tag === 'TO' && word.index > (object?.index ?? 1e9),
    )
    if (purpose === undefined) continue
    const words = trimEdges(document, subtree(document, purpose.index))
    const text = verbatim(document, words)
    if (!isContiguous(words) || words.length > 20 || words.length < 4 || wordAt(document, words[0] ?? 0).tag !== 'TO') {
      yield { drop: 'answer: purpose too long or torn', text }
      continue
    }
    yield toQuestion(reading, {
      rule: 'why-purpose',
      sentence: clause.sentence,
      stem: askInverted(reading, clause, 'why', { without: new Set(words) }),
      answer: words,
      answerType: 'clause',
      verb: clause.verb,
    })
  }
}

/** Deeds that are done for something: not those of which the infinitive is a part ("take steps to …", "need time to …"). */
const PURSUED =
  /^(sign|use|build|send|write|found|open|hire|buy|sell|launch|set|form|create|introduce|establish|deploy|plant|move|raise|cut|close|change|design|develop|invent|invite|leave|organize|organise|join|hold|start|lay|dig|install|travel|sail|borrow|collect|publish|pass|adopt|exploit|press|employ)$/
