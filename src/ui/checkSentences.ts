import { createMemo } from 'solid-js'
import type { ArticleDraft, Proposal } from '../domain/articleDraft.ts'
import { sentenceSpans } from '../domain/sentences.ts'
import type { Span } from '../domain/source.ts'
import type { SentenceMark } from './CreateArticle.tsx'

export type CheckSentences = {
  readonly all: () => readonly Span[]
  /** Those that the question in hand stands on. */
  readonly current: () => ReadonlySet<number>
  readonly markOf: (sentence: number) => SentenceMark | null
  /** The first question that stands on a sentence, or null. */
  readonly proposalAt: (sentence: number) => number | null
}

/** A draft's article as sentences, and which of its questions stand on which. */
export function createCheckSentences(draft: () => ArticleDraft): CheckSentences {
  const proposals = () => draft().proposals
  const knownSpans = createMemo(
    () => proposals().flatMap(({ note }) => note.evidence.map((piece) => piece.sentence)),
    undefined,
    { equals: isSameSpans },
  )
  const all = createMemo(() => sentenceSpans(draft().source.text, knownSpans()))
  const sentencesOf = (proposal: Proposal | undefined): ReadonlySet<number> =>
    new Set(
      (proposal?.note.evidence ?? []).flatMap(({ sentence }) =>
        all().flatMap((span, i) => (span.start < sentence.end && span.end > sentence.start ? [i] : [])),
      ),
    )
  const bySentence = createMemo(() => {
    const lists = new Map<number, number[]>()
    for (const [index, proposal] of proposals().entries())
      for (const sentence of sentencesOf(proposal)) lists.set(sentence, [...(lists.get(sentence) ?? []), index])
    return lists
  })
  const current = createMemo(() => sentencesOf(proposals()[draft().current]))

  return {
    all,
    current,
    markOf: (sentence) => {
      const verdicts = bySentence()
        .get(sentence)
        ?.map((index) => proposals()[index]?.verdict)
      if (!verdicts) return null
      return verdicts.includes('accepted') ? 'ok' : verdicts.includes('open') ? 'wait' : 'no'
    },
    proposalAt: (sentence) => bySentence().get(sentence)?.[0] ?? null,
  }
}

const isSameSpans = (a: readonly Span[] | undefined, b: readonly Span[]): boolean =>
  a !== undefined && a.length === b.length && a.every((span, i) => span.start === b[i]?.start && span.end === b[i]?.end)
