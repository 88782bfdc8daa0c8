import type { Features } from './judgeCards.ts'
import type { Verdict } from './judgeReport.ts'
import { verdictOf } from './judgeReport.ts'
import type { Filled, KeyRow } from './judgeSheet.ts'

/** A judged card for the ranker's trainer: what was measured of it and what readers said, never its words. */
export type Label = {
  /** Hash of the source's text, and the note's id: the same card is labelled once. */
  readonly source: string
  readonly note: string
  readonly round: string
  readonly rule: string
  readonly kind: string
  readonly confidence: number
  readonly features: Features
  /** The seven answers of the review sheet. */
  readonly marks: string
  readonly verdict: Verdict
  readonly fault: string
}

/** The labels of a filled sheet; controls give none. */
export function labelsOf(filled: readonly Filled[], key: readonly KeyRow[], round: string): Label[] {
  const byId = new Map(key.map((row) => [row.id, row]))
  return filled.flatMap((row) => {
    const hidden = byId.get(row.id)
    if (hidden?.what !== 'card' || row.marks === '') return []
    return [
      {
        source: hidden.source,
        note: hidden.noteId,
        round,
        rule: hidden.rule,
        kind: hidden.kind,
        confidence: hidden.confidence,
        features: hidden.features,
        marks: row.marks,
        verdict: verdictOf(row.marks),
        fault: row.fault,
      },
    ]
  })
}

/** Reads a labels file: one label a line, lines that begin with `#` are comments. */
export const readLabels = (text: string): Label[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => JSON.parse(line) as Label)

/** A labels file with more labels: a card judged again, in any round, has only its latest label. Comment lines stay. */
export function addLabels(text: string, labels: readonly Label[]): string {
  const nameOf = (label: Label): string => `${label.source} ${label.note}`
  const fresh = new Set(labels.map(nameOf))
  const comments = text.split('\n').filter((line) => line.startsWith('#'))
  const kept = readLabels(text).filter((label) => !fresh.has(nameOf(label)))
  return [...comments, ...[...kept, ...labels].map((label) => JSON.stringify(label))]
    .map((line) => `${line}\n`)
    .join('')
}
