import { type JSX, lazy, Show, Suspense } from 'solid-js'
import type { GapTex } from '../rich/gaps.ts'
import { isRich } from '../rich/isRich.ts'

const RichTree = lazy(() => import('../rich/RichTree.tsx'))

type RichTextProps = {
  text: string
  /** Draws the n-th gap, where the text marks it. */
  gap?: (index: number) => JSX.Element
  gapTex?: GapTex
  /** What stands meanwhile, where the text itself would not do. */
  meanwhile?: JSX.Element
}

/** A text of a card: plain ones as they are, at once; what has Markdown, maths or media in it by what can draw them. */
export function RichText(props: RichTextProps) {
  return (
    <Show when={isRich(props.text)} fallback={props.meanwhile ?? props.text}>
      <Suspense fallback={props.meanwhile ?? props.text}>
        <RichTree {...props} />
      </Suspense>
    </Show>
  )
}
