import { createMemo, For, type JSX, lazy, Show, Suspense } from 'solid-js'
import { quotedBefore } from '../../domain/bareText.ts'
import { drawable } from '../../domain/drawable.ts'
import type { GapTex } from '../rich/gaps.ts'
import { isRich } from '../rich/isRich.ts'
import '../styles/passage.css'

const RichTree = lazy(() => import('../rich/RichTree.tsx'))

type RichTextProps = {
  text: string
  /** Draws the n-th gap, where the text marks it. */
  gap?: (index: number) => JSX.Element
  gapTex?: GapTex
  /** What stands meanwhile, where the text itself would not do. */
  meanwhile?: JSX.Element
}

/**
 * A text of a card: plain ones as they are, at once; what has Markdown, maths or media in it by what can draw them. What is
 * quoted before the rest is set off at once, too.
 */
export function RichText(props: RichTextProps) {
  const quoted = createMemo(() => quotedBefore(props.text))
  return (
    <Show when={quoted()} fallback={<Unquoted {...props} />}>
      {(text) => (
        <>
          <Passage paragraphs={text().passage} />
          <Unquoted {...props} text={text().rest} />
        </>
      )}
    </Show>
  )
}

/** The sentences before the asked one, as a quotation. */
export function Passage(props: { paragraphs: readonly string[] }) {
  return (
    <blockquote>
      <For each={props.paragraphs}>
        {(paragraph) => (
          <p>
            <Unquoted text={paragraph} />
          </p>
        )}
      </For>
    </blockquote>
  )
}

function Unquoted(props: RichTextProps) {
  const plain = createMemo(() => props.meanwhile ?? drawable(props.text))
  return (
    <Show when={isRich(props.text)} fallback={plain()}>
      <Suspense fallback={plain()}>
        <RichTree {...props} />
      </Suspense>
    </Show>
  )
}
