import { toQuestion } from '../answers.ts'
import type { Clause } from '../clause.ts'
import type { Draft, Drop } from '../draft.ts'
import { holderOf } from '../holder.ts'
import { GUARDS, SAYING } from '../lexicon.ts'
import { askInverted, frontOf } from '../question.ts'
import type { Reading } from '../reading.ts'
import { isSalient } from '../salience.ts'
import { childOf, childrenOf, isContiguous, lower, subtree, trimEdges, verbatim, wordAt } from '../tree.ts'

/**
 * `If no deal is signed, what will X do?`, `What should X do?`: the whole of what somebody will, could or must do, with
 * the condition kept in the question.
 */
export function* askDeeds(reading: Reading): Generator<Draft | Drop> {
  for (const draft of deedsIn(reading)) if ('drop' in draft || draft.rule !== 'advice') yield draft
}

/** `According to X, what should Y do?`: the advice of a text that one person argues in. */
export function* askAdvice(reading: Reading): Generator<Draft | Drop> {
  for (const draft of deedsIn(reading)) if (!('drop' in draft) && draft.rule === 'advice') yield draft
}

function* deedsIn(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const clause of reading.clauses) {
    const modal = wordAt(document, clause.finite)
    const verb = wordAt(document, clause.verb)
    if (modal.tag !== 'MD' || clause.auxes.length !== 1 || clause.negation !== null || clause.passive) continue
    if (
      verb.tag !== 'VB' ||
      /^(be|have|seem|become|remain|need|like|prefer|want|mean|face|stay|show|know|involve|include|require|cost)$/.test(
        verb.lemma,
      )
    )
      continue
    if (clause.kind === 'relative' || clause.kind === 'participle' || SAYING.has(verb.lemma)) continue
    if (/^(it|there|this|that)$/.test(lower(wordAt(document, clause.subject)))) continue
    if (childrenOf(document, clause.verb, 'advmod').some((word) => GUARDS.has(lower(word)))) continue
    const answer = deedOf(reading, clause)
    if (verb.lemma === 'take' && (answer.length < 8 || childOf(document, verb.index, 'dobj')?.coarse !== 'NOUN'))
      continue
    const text = verbatim(document, answer)
    if (!isContiguous(answer) || answer.length < 4 || answer.length > 18) {
      yield { drop: 'answer: deed too long, short or torn', text }
      continue
    }
    if (!tells(reading, answer)) {
      yield { drop: 'answer: thin', text }
      continue
    }
    const stem = askInverted(reading, { ...clause, rest: [] }, 'what', { without: new Set(answer), end: 'do' })
    yield toQuestion(reading, {
      rule: frontOf(reading, clause).some((piece) => piece.dep === 'advcl')
        ? 'deed-if'
        : isAdvice(reading, clause)
          ? 'advice'
          : 'deed',
      sentence: clause.sentence,
      stem,
      answer,
      answerType: 'clause',
      verb: clause.verb,
    })
  }
}

/** What an author says that somebody named should or must do, once in the text: nothing else needs to place it. */
function isAdvice(reading: Reading, clause: Clause): boolean {
  const { document, names } = reading
  const { source } = document
  const author = source.basedOn === null ? source.author : source.basedOn.author
  if (author === null || holderOf(reading) !== author) return false
  const modal = lower(wordAt(document, clause.finite))
  const name = names.at(clause.subject)?.name
  if (!/^(should|must)$/.test(modal) || name === undefined || !isSalient(reading, name)) return false
  if (wordAt(document, clause.finite).head !== clause.verb) return false
  const given = reading.clauses.filter(
    (each) =>
      each.negation === null &&
      lower(wordAt(document, each.finite)) === modal &&
      names.at(each.subject)?.name.id === name.id,
  )
  return new Set(given.map((each) => each.finite)).size === 1
}

/** The verb with all that belongs to it, what is joined to it by `and` or `or` included. */
function deedOf(reading: Reading, clause: Clause): number[] {
  const { document } = reading
  const skipped = new Set([...clause.subjectWords, ...clause.auxes, ...clause.front.flatMap((piece) => piece.words)])
  const own = subtree(document, clause.verb, (word) => {
    if (word.index < clause.verb) return true
    if (/^(parataxis|punct)$/.test(word.dep) && word.head === clause.verb) return true
    if (word.dep === 'conj' && word.head === clause.verb)
      return word.tag !== 'VB' || childOf(document, word.index, 'nsubj', 'aux') !== null
    if (word.dep === 'cc' && word.head === clause.verb) return lower(word) === 'but'
    if (word.dep === 'advcl' && word.head === clause.verb) return isLoose(reading, word.index)
    return false
  }).filter((word) => word >= clause.verb && !skipped.has(word))
  const words = trimEdges(document, own)
  return fillCommas(reading, words)
}

/** Commas inside a coordination belong to the phrase around them. */
function fillCommas(reading: Reading, words: readonly number[]): number[] {
  const out: number[] = []
  for (const word of words) {
    const before = out[out.length - 1]
    if (before !== undefined && word === before + 2 && reading.document.words[before + 1]?.text === ',')
      out.push(before + 1)
    out.push(word)
  }
  return out
}

/** An adverbial clause after a comma can go unless it guards the statement: then the deed is torn, and not asked. */
function isLoose(reading: Reading, head: number): boolean {
  const { document } = reading
  const words = subtree(document, head)
  const setOff = document.words[(words[0] ?? 1) - 1]?.text === ','
  return setOff && !words.some((word) => GUARDS.has(lower(wordAt(document, word))))
}

/** Two words of meaning besides the verb. */
function tells(reading: Reading, words: readonly number[]): boolean {
  const { document } = reading
  const carrying = words.slice(1).filter((word) => /^(NOUN|PROPN|ADJ|NUM|VERB)$/.test(wordAt(document, word).coarse))
  return carrying.length >= 2 && childrenOf(document, words[0] ?? 0, 'dobj', 'prep', 'xcomp', 'ccomp').length > 0
}
