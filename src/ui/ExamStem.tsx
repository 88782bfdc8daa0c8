import { Show } from 'solid-js'
import type { GapPart, Question } from '../domain/exam.ts'
import { stemWords } from './examWords.ts'
import { number } from './format.ts'
import { type ClozePart, ClozeText } from './parts/ClozeText.tsx'
import { RichText } from './parts/RichText.tsx'

/** What a question of a paper asks: in words, or as a sentence with its gaps. */
export function ExamStem(props: { question: Question | undefined }) {
  const cloze = () => (props.question?.kind === 'cloze' ? props.question : undefined)
  return (
    <Show when={cloze()} fallback={<RichText text={props.question ? stemWords(props.question) : ''} />}>
      {(asked) => (
        <ClozeText parts={asked().parts.map((part) => toBlank(part, asked().blanks.length > 1))} filled={false} />
      )}
    </Show>
  )
}

/** A gap with its number where several are to be filled; what goes in stays unknown. */
function toBlank(part: GapPart, isNumbered: boolean): ClozePart {
  if (part.kind === 'text') return part
  const hint = [isNumbered ? number(part.blank + 1) : '', part.hint ?? ''].filter(Boolean).join(' ')
  return { kind: 'blank', text: '', hint: hint || undefined }
}
