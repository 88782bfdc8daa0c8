import '../styles/card.css'
import { createMemo, For, Show } from 'solid-js'
import { quotedBefore } from '../../domain/bareText.ts'
import { drawable } from '../../domain/drawable.ts'
import { study } from '../messages/study.ts'
import { gapMark } from '../rich/gaps.ts'
import { isRich } from '../rich/isRich.ts'
import { Passage, RichText } from './RichText.tsx'

/** A stretch of a cloze: text, or a blank with its answer and perhaps a hint. */
export type ClozePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'blank'; readonly text: string; readonly hint?: string | undefined }

/** What fits into the gap's fixed width. Longer answers stand below the rule alone, so that the question stays put. */
const GAP_CHARS = 11

type ClozeTextProps = { parts: readonly ClozePart[]; filled: boolean }

/** A sentence with its gaps, Markdown and maths across them; what is quoted before it stands apart. */
export function ClozeText(props: ClozeTextProps) {
  const quoted = createMemo(() => {
    const [first] = props.parts
    return first?.kind === 'text' ? quotedBefore(first.text) : null
  })
  return (
    <Show when={quoted()} fallback={<Unquoted {...props} />}>
      {(text) => (
        <>
          <Passage paragraphs={text().passage} />
          <Unquoted filled={props.filled} parts={[{ kind: 'text', text: text().rest }, ...props.parts.slice(1)]} />
        </>
      )}
    </Show>
  )
}

function Unquoted(props: ClozeTextProps) {
  const blanks = createMemo(() => props.parts.filter((part) => part.kind === 'blank'))
  const marked = createMemo(() => {
    let gaps = 0
    return props.parts.map((part) => (part.kind === 'text' ? part.text : gapMark(gaps++))).join('')
  })
  const draw = (index: number) => (
    <Show when={blanks()[index]}>{(blank) => <Gap blank={blank()} filled={props.filled} />}</Show>
  )
  /** Within a formula a gap is a box, then its answer. */
  const tex = (index: number) => (props.filled ? (blanks()[index]?.text ?? '') : '\\square')
  return (
    <Show
      when={props.parts.some((part) => part.kind === 'text' && isRich(part.text))}
      fallback={<PlainCloze {...props} />}
    >
      <RichText text={marked()} gap={draw} gapTex={tex} meanwhile={<PlainCloze {...props} />} />
    </Show>
  )
}

function PlainCloze(props: ClozeTextProps) {
  return (
    <For each={props.parts}>
      {(part) => (
        <Show when={part.kind === 'blank' && part} fallback={drawable(part.text)}>
          {(blank) => <Gap blank={blank()} filled={props.filled} />}
        </Show>
      )}
    </For>
  )
}

function Gap(props: { blank: Extract<ClozePart, { kind: 'blank' }>; filled: boolean }) {
  const isShown = () => props.filled && props.blank.text.length <= GAP_CHARS
  return (
    <span class="gap" classList={{ filled: isShown() }}>
      <Show
        when={isShown()}
        fallback={
          <>
            <bdi class="sr">{study.blank}</bdi>
            <small>{props.blank.hint ?? '\u200b'}</small>
          </>
        }
      >
        <RichText text={props.blank.text} />
      </Show>
    </span>
  )
}
