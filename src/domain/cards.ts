import { type ClozeViewPart, clozeText, clozeView } from './clozeView.ts'
import { contentAnswers } from './contentAnswers.ts'
import { hashToSeed } from './hash.ts'
import type { Distractor, Face, ListItem, Note } from './note.ts'
import { ordinalOfFace, templateOf } from './noteType.ts'
import { occlusionOf } from './occlusion.ts'
import { type OcclusionView, occlusionView } from './occlusionView.ts'
import { makeRandom, shuffle } from './random.ts'
import { foreignAnswer, foreignQuestion, foreignText } from './templateText.ts'

/** What a card shows, before and after the answer. */
export type CardView =
  | { readonly kind: 'qa'; readonly question: string; readonly answer: string }
  | { readonly kind: 'list'; readonly question: string; readonly items: readonly ListItem[] }
  | { readonly kind: 'cloze'; readonly parts: readonly ClozeViewPart[] }
  | { readonly kind: 'choice'; readonly question: string; readonly answer: string; readonly options: readonly Option[] }
  | ({ readonly kind: 'occlusion' } & OcclusionView)
  /** A kind, or a face, that this version does not know. */
  | { readonly kind: 'unsupported' }

/** An option in view; `distractor` is null for the key. */
export type Option = { readonly text: string; readonly distractor: Distractor | null }

/** `reps` moves a choice's options about from one review to the next, and only then. */
export function cardView(note: Note, face: Face, reps: number, otherGaps: 'shown' | 'hidden' = 'shown'): CardView {
  const occlusion = occlusionOf(note)
  if (occlusion) {
    const view = occlusionView(occlusion, face)
    return view ? { ...view, kind: 'occlusion' } : { kind: 'unsupported' }
  }
  const { content } = note
  switch (content.kind) {
    case 'qa':
      return { kind: 'qa', question: content.question, answer: content.answer }
    case 'list':
      return { kind: 'list', question: content.question, items: content.items }
    case 'cloze': {
      const parts = clozeView(content.text, numberOf(face), otherGaps)
      return parts.some((part) => part.kind === 'asked') ? { kind: 'cloze', parts } : { kind: 'unsupported' }
    }
    case 'choice': {
      const options: Option[] = [
        { text: content.answer, distractor: null },
        ...note.distractors.map((distractor) => ({ text: distractor.text, distractor })),
      ]
      const random = makeRandom(hashToSeed(`${note.id}#${reps}`))
      return { kind: 'choice', question: content.question, answer: content.answer, options: shuffle(options, random) }
    }
    default:
      content satisfies never
      return { kind: 'unsupported' }
  }
}

/** The question as one line of plain text, gaps as `[…]` or `[hint]`: for lists, search and screen readers. */
export function questionText(note: Note, face: Face): string {
  const occlusion = occlusionOf(note)
  if (occlusion) return occlusion.question
  const template = templateOf(note)
  if (template) return foreignQuestion(template, ordinalOfFace(face))
  const { content } = note
  switch (content.kind) {
    case 'qa':
    case 'list':
    case 'choice':
      return content.question
    case 'cloze':
      return clozeView(content.text, numberOf(face))
        .map((part) => (part.kind === 'text' ? part.text : `[${part.hint ?? '…'}]`))
        .join('')
    default:
      content satisfies never
      return ''
  }
}

/** What has to be said, piece by piece: the answer, a list's items, the different words of a face's gaps. */
export function answersOf(note: Note, face: Face): readonly string[] {
  const occlusion = occlusionOf(note)
  if (occlusion) {
    const label = occlusionView(occlusion, face)?.asked.label ?? ''
    return label === '' ? [] : [label]
  }
  const template = templateOf(note)
  if (template) return [foreignAnswer(template, ordinalOfFace(face))]
  const { content } = note
  if (content.kind !== 'cloze') return contentAnswers(content)
  const asked = clozeView(content.text, numberOf(face)).filter((part) => part.kind === 'asked')
  return [...new Set(asked.map((part) => part.answer))]
}

/** The note as a statement, nothing left out: what browsing lists show and search reads. */
export function noteText(note: Note): string {
  const occlusion = occlusionOf(note)
  if (occlusion) return [occlusion.question, ...occlusion.shapes.map((shape) => shape.label)].join(' ')
  const template = templateOf(note)
  if (template) return foreignText(template)
  const { content } = note
  switch (content.kind) {
    case 'qa':
    case 'choice':
      return `${content.question} ${content.answer}`
    case 'list':
      return [content.question, ...content.items.map((item) => item.text)].join(' ')
    case 'cloze':
      return clozeText(content.text)
    default:
      content satisfies never
      return ''
  }
}

const numberOf = (face: Face): number => (face === 'front' ? 0 : Number(face.slice(1)))
