import { bareText, withoutQuoted } from '../domain/bareText.ts'
import { answersOf, cardView, questionText } from '../domain/cards.ts'
import { clip } from '../domain/clip.ts'
import { sentenceBefore } from '../domain/context.ts'
import type { SourceInfo } from '../domain/deck.ts'
import type { CardId, DeckId, Evidence, Face, Note } from '../domain/note.ts'
import { ordinalOfFace, templateOf } from '../domain/noteType.ts'
import type { Source } from '../domain/source.ts'
import { list } from './format.ts'
import { occlusion } from './messages/occlusion.ts'
import { study } from './messages/study.ts'
import type { CardFace } from './parts/CardSides.tsx'
import type { EvidenceModel, EvidencePart } from './parts/Evidence.tsx'
import { provenance, RETURNS, readHref } from './sourceWords.ts'

/** A card as the index card draws it, or null for kinds that this version does not know. */
export function toCardFace(
  note: Note,
  face: Face,
  reps: number,
  otherGaps: 'shown' | 'hidden' = 'shown',
): CardFace | null {
  const content = templateOf(note)
  if (content) {
    const line = { question: questionText(note, face), answer: answersOf(note, face).join('; ') }
    return { kind: 'foreign', ...line, content, ordinal: ordinalOfFace(face), tags: note.tags }
  }
  const view = cardView(note, face, reps, otherGaps)
  switch (view.kind) {
    case 'qa':
      return view
    case 'list':
      return { ...view, items: view.items.map((item) => item.text) }
    case 'choice':
      return { ...view, options: view.options.map((option) => option.text) }
    case 'cloze': {
      const parts = view.parts.map((part) =>
        part.kind === 'text' ? part : { kind: 'blank' as const, text: part.answer, hint: part.hint ?? undefined },
      )
      return { kind: 'cloze', parts, answer: list(answersOf(note, face)) }
    }
    case 'occlusion':
      return { kind: 'occlusion', question: view.question, view, answer: view.asked.label || occlusion.look }
    case 'unsupported':
      return null
  }
}

/** In characters: a list shows a line or two of it, and lays out all. */
const LONGEST_LINE = 1000

/** What lists show of a card: its question and its answer, each on a line. */
export function toLine(note: Note, face: Face): { readonly question: string; readonly answer: string } {
  const line = (text: string) => clip(bareText(clip(text, LONGEST_LINE)), LONGEST_LINE)
  return {
    question: line(withoutQuoted(questionText(note, face))) || study.unsupported,
    answer: line(answersOf(note, face).join('; ')),
  }
}

export type SourceLookup = {
  readonly info: (sourceId: string) => SourceInfo | undefined
  /** The stored text, where it is loaded: it gives a sentence its neighbour. */
  readonly text: (sourceId: string) => Source | undefined
}

/** Where a card came from. Its source opens at the card, and from there leads back to where it was opened. */
export const toEvidence = (
  note: Note,
  cardId: CardId,
  deckId: DeckId,
  sources: SourceLookup,
): readonly EvidenceModel[] => note.evidence.map((piece) => toEvidenceModel(piece, cardId, deckId, sources))

export function toEvidenceModel(
  piece: Evidence,
  cardId: CardId | undefined,
  deckId: DeckId,
  sources: SourceLookup,
): EvidenceModel {
  const info = sources.info(piece.sourceId)
  return {
    // Only the back of a card shows these two: finding them must not keep its front waiting.
    get before() {
      const text = sources.text(piece.sourceId)
      return text ? sentenceBefore(text, piece.sentence) : null
    },
    parts: evidenceParts(piece),
    after: null,
    readings: piece.resolutions.map((resolution) => study.readAs(resolution.words, resolution.readAs)),
    source: info
      ? {
          title: info.title,
          get provenance() {
            return provenance(info)
          },
          href: `${readHref(deckId, piece.sourceId, cardId)}${cardId ? '&' : '?'}${RETURNS}`,
        }
      : null,
  }
}

/** The sentence in up to three stretches, the answer's words marked. */
export function evidenceParts(piece: Evidence): readonly EvidencePart[] {
  const from = piece.answer.start - piece.sentence.start
  const to = piece.answer.end - piece.sentence.start
  const parts: EvidencePart[] = [
    { text: piece.quote.slice(0, from), answer: false },
    { text: piece.quote.slice(from, to), answer: true },
    { text: piece.quote.slice(to), answer: false },
  ]
  return parts.filter((part) => part.text !== '')
}
