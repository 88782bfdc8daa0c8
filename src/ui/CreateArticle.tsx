import './styles/sourcePane.css'
import { createEffect, createMemo, For, type JSX, on, Show } from 'solid-js'
import type { Evidence } from '../domain/note.ts'
import type { Source, Span } from '../domain/source.ts'
import { articleBlocks, type Piece } from './articleBlocks.ts'
import { create as words } from './messages/create.ts'
import type { EvidencePart } from './parts/Evidence.tsx'

export type SentenceMark = 'ok' | 'wait' | 'no'

type ArticlePaneProps = {
  source: Source
  sentences: readonly Span[]
  /** What became of a sentence's questions; null where it has none. */
  markOf: (sentence: number) => SentenceMark | null
  /** Sentences of the question in hand, highlighted. */
  current: ReadonlySet<number>
  /** The pieces that mark the answer's words in them. */
  evidence: readonly Evidence[]
  /** What pressing a sentence does; null where there is nothing to press. */
  press: ((sentence: number) => void) | null
  /** Every sentence can be pressed, not only those with questions. */
  picking: boolean
  /** Above the text. */
  head?: JSX.Element
}

/** The article: the sentence in question highlighted, the others underlined by what became of their questions. */
export function ArticlePane(props: ArticlePaneProps) {
  let pane: HTMLElement | undefined
  const elements = new Map<number, HTMLElement>()
  const blocks = createMemo(() =>
    articleBlocks(
      props.source.text,
      props.sentences.map(({ start, end }, card) => ({ start, end, card })),
    ),
  )
  createEffect(
    on(
      () => Math.min(...props.current),
      (first) => {
        const element = elements.get(first)
        if (!pane || !element || props.picking) return
        const top = element.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop
        pane.scrollTo({ top: Math.max(0, top - pane.clientHeight * 0.3) })
      },
    ),
  )
  const partsOf = (piece: Piece, sentence: number) => {
    const span = props.sentences[sentence]
    const evidence = props.evidence.filter((each) => each.sentence.start === span?.start && each.quote === piece.text)
    return evidence.length > 0 ? sentenceParts(evidence) : [{ text: piece.text, answer: false }]
  }
  const isPressable = (sentence: number) =>
    props.press !== null && (props.picking || (props.markOf(sentence) !== null && !props.current.has(sentence)))
  const onKey = (event: KeyboardEvent, sentence: number) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    props.press?.(sentence)
  }
  const sentenceText = (piece: Piece, sentence: number) => (
    <Show when={props.current.has(sentence) && !props.picking} fallback={piece.text}>
      <mark class="hl">
        <For each={partsOf(piece, sentence)}>{(part) => (part.answer ? <strong>{part.text}</strong> : part.text)}</For>
      </mark>
    </Show>
  )
  return (
    <section
      class="src-pane"
      classList={{ picking: props.picking }}
      aria-label={words.text}
      tabindex="0"
      dir="auto"
      ref={(element) => {
        pane = element
      }}
    >
      {props.head}
      <h2>{props.source.title}</h2>
      <For each={blocks()}>
        {(block) => (
          <p classList={{ heading: block.kind === 'heading' }} dir="auto">
            <For each={block.pieces}>
              {(piece) => {
                const sentence = piece.cards[0]
                if (sentence === undefined) return piece.text
                // A span and not a button, since only text runs over lines.
                return (
                  <Show
                    when={isPressable(sentence)}
                    fallback={
                      <span
                        classList={{ [props.markOf(sentence) ?? 'bare']: true }}
                        ref={(element) => elements.set(sentence, element)}
                      >
                        {sentenceText(piece, sentence)}
                      </span>
                    }
                  >
                    {/* biome-ignore lint/a11y/useSemanticElements: a button does not wrap with the text around it. */}
                    <span
                      role="button"
                      tabIndex={0}
                      classList={{ [props.markOf(sentence) ?? 'bare']: true }}
                      ref={(element) => elements.set(sentence, element)}
                      onClick={() => props.press?.(sentence)}
                      onKeyDown={(event) => onKey(event, sentence)}
                    >
                      {sentenceText(piece, sentence)}
                    </span>
                  </Show>
                )
              }}
            </For>
          </p>
        )}
      </For>
    </section>
  )
}

/** One sentence with the words marked that any of its pieces points to; those that point to all of it mark none. */
export function sentenceParts(pieces: readonly Evidence[]): readonly EvidencePart[] {
  const [first] = pieces
  if (!first) return []
  const parts: EvidencePart[] = []
  let at = 0
  const add = (end: number, answer: boolean) => {
    if (end > at) parts.push({ text: first.quote.slice(at, end), answer })
    at = Math.max(at, end)
  }
  const spans = pieces
    .map(({ answer, sentence }) => ({ start: answer.start - sentence.start, end: answer.end - sentence.start }))
    .filter((span) => span.end - span.start < first.quote.length)
    .sort((a, b) => a.start - b.start)
  for (const span of spans) {
    add(span.start, false)
    add(span.end, true)
  }
  add(first.quote.length, false)
  return parts
}
