import '../styles/card.css'
import type { JSX } from 'solid-js'
import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from 'solid-js'
import { afterPaint } from '../../app/afterPaint.ts'
import type { Rating } from '../../domain/rating.ts'
import { CardAnswer, CardExtras, type CardFace, type CardSide, CardWords } from './CardSides.tsx'
import type { EvidenceModel } from './Evidence.tsx'
import { Evidence } from './Evidence.tsx'
import { HistoryMarks } from './HistoryMarks.tsx'

type IndexCardProps = {
  /** Names this showing of the card: when it changes, focus goes to the question. */
  showing: string
  face: CardFace
  side: CardSide
  /** Shows the evidence with the answer covered. */
  hint: boolean
  /** Beside the marks, e.g. the deck's title. */
  meta: string
  marks: readonly Rating[]
  evidence: readonly EvidenceModel[]
  /** Of the card's text. */
  lang: string
  /** Where the answer is typed: below the rule, or in the sentence's gaps; and how it compared, in the answer's place. */
  fields?: (() => JSX.Element) | null
  gaps?: (() => JSX.Element) | null
  result?: (() => JSX.Element) | null
}

/** What an answer is typed in. */
const FIELD = '.typing input, input.typed-field'

/** Longer questions step down in size. */
const LONG_QUESTION_CHARS = 140

/**
 * A card with its question above the red rule and its answer below. Both are always laid out, so that nothing moves
 * when the answer is shown.
 */
export function IndexCard(props: IndexCardProps) {
  let question: HTMLHeadingElement | undefined
  let reveal: HTMLDivElement | undefined
  // The back is laid out once the question is painted, unless it is wanted sooner: it would only keep that waiting.
  const front = createMemo((): Back => ({ face: props.face, evidence: props.evidence, lang: props.lang }))
  const [behind, setBehind] = createSignal<Back | null>(null)
  createEffect(() => {
    const next = front()
    onCleanup(afterPaint(() => setBehind(next)))
  })
  const back = createMemo(() => (props.side === 'answer' || props.hint ? front() : behind()))
  createEffect(
    on(
      () => props.showing,
      () => focusAndScrollUp(question, FIELD),
    ),
  )
  createEffect(
    on(
      () => props.side,
      (side) => side === 'answer' && focusAndScrollUp(reveal),
      { defer: true },
    ),
  )
  return (
    <article
      class="index"
      data-state={props.side}
      data-hint={props.hint ? '' : undefined}
      // Out of the field, where single keys work again.
      on:keydown={(event) => {
        if (event.key !== 'Escape' || !(event.target instanceof HTMLInputElement)) return
        event.preventDefault()
        question?.focus({ preventScroll: true })
      }}
    >
      <div class="front">
        <div class="meta">
          <span dir="auto">{props.meta}</span>
          <HistoryMarks ratings={props.marks} />
        </div>
        <div>
          <Question
            ref={(element) => {
              question = element
            }}
            face={props.face}
            side={props.side}
            lang={props.lang}
            isEvidence={asksInSource(props.face, props.evidence)}
            gaps={props.gaps}
          />
        </div>
      </div>
      <div class="back">
        <div class="ruled" aria-hidden="true" />
        <Show when={props.fields}>{(fields) => <div inert={props.side === 'answer'}>{fields()()}</div>}</Show>
        <div class="reveal" ref={reveal} tabindex="-1" inert={props.side === 'question' && !props.hint}>
          <Show when={back()}>
            {(shown) => <Backside back={shown()} covered={props.side === 'question'} result={props.result} />}
          </Show>
        </div>
      </div>
    </article>
  )
}

type Back = { readonly face: CardFace; readonly evidence: readonly EvidenceModel[]; readonly lang: string }

function Backside(props: { back: Back; covered: boolean; result: IndexCardProps['result'] }) {
  return (
    <>
      <Show when={props.result} fallback={<CardAnswer face={props.back.face} lang={props.back.lang} />}>
        {(result) => result()()}
      </Show>
      <For each={props.back.evidence}>
        {(piece, index) => (
          <Evidence
            evidence={piece}
            lang={props.back.lang}
            covered={props.covered}
            sweep
            neighboursOnly={asksInSource(props.back.face, [piece])}
            bare={isSameSource(piece, props.back.evidence[index() + 1])}
          />
        )}
      </For>
    </>
  )
}

type QuestionProps = {
  ref: (element: HTMLHeadingElement) => void
  face: CardFace
  side: CardSide
  lang: string
  isEvidence: boolean
  gaps: IndexCardProps['gaps']
}

function Question(props: QuestionProps) {
  const text = () => (props.face.kind === 'cloze' ? '' : props.face.question)
  return (
    <>
      <h1
        class="q"
        classList={{ cloze: props.face.kind === 'cloze', long: text().length > LONG_QUESTION_CHARS }}
        ref={props.ref}
        tabindex="-1"
        lang={props.lang}
        dir="auto"
      >
        <Show
          when={props.side === 'question' && props.gaps}
          fallback={<CardWords face={props.face} side={props.side} isEvidence={props.isEvidence} />}
        >
          {(gaps) => <span classList={{ hl: props.isEvidence }}>{gaps()()}</span>}
        </Show>
      </h1>
      <CardExtras face={props.face} side={props.side} lang={props.lang} />
    </>
  )
}

/** Whether a cloze is its source's sentence word for word: it is then highlighted in the question, and not said twice. */
function asksInSource(face: CardFace, evidence: readonly EvidenceModel[]): boolean {
  if (face.kind !== 'cloze') return false
  const text = face.parts.map((part) => part.text).join('')
  return evidence.some((piece) => piece.source !== null && piece.parts.map((part) => part.text).join('') === text)
}

const isSameSource = (piece: EvidenceModel, next: EvidenceModel | undefined): boolean =>
  next !== undefined && piece.source?.title === next.source?.title && piece.source?.href === next.source?.href

/** With the frame that shows it, which lays the page out anyway: taking the focus at once would do so within the tap. */
function focusAndScrollUp(element: HTMLElement | undefined, inside?: string): void {
  requestAnimationFrame(() => {
    const field = inside === undefined ? null : element?.closest('.index')?.querySelector<HTMLElement>(inside)
    ;(field ?? element)?.focus({ preventScroll: true })
    element?.closest('main')?.scrollTo(0, 0)
  })
}
