import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import type { Size } from './plot.ts'

type FigureProps = {
  /** What the chart shows, in one sentence. */
  label: string
  /** In pixels at the usual text size; a function where it follows the width. */
  height: number | ((size: Size) => number)
  /** What lies over the drawing, for instance to move about in it. */
  over?: (size: Size) => JSX.Element
  children: (size: Size, height: number) => JSX.Element
}

/** A drawing as wide as its place, in pixels, so that its text stays as large as text is; drawn anew when that changes. */
export function Figure(props: FigureProps) {
  const [size, setSize] = createSignal<Size>()
  let frame: HTMLDivElement | undefined
  const measure = () => {
    if (!frame || frame.clientWidth === 0) return
    const scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16
    const next = { width: frame.clientWidth, scale, flip: getComputedStyle(frame).direction === 'rtl' }
    const known = size()
    if (known?.width !== next.width || known.scale !== next.scale || known.flip !== next.flip) setSize(next)
  }
  onMount(() => {
    measure()
    const observer = new ResizeObserver(measure)
    if (frame) observer.observe(frame)
    onCleanup(() => observer.disconnect())
  })
  const height = (known: Size) =>
    typeof props.height === 'function' ? props.height(known) : Math.round(props.height * known.scale)
  return (
    <div class="chart-frame" ref={frame}>
      <Show when={size()} keyed>
        {(known) => (
          <>
            <svg
              class="chart"
              role="img"
              aria-label={props.label}
              width={known.width}
              height={height(known)}
              viewBox={`0 0 ${known.width} ${height(known)}`}
            >
              {props.children(known, height(known))}
            </svg>
            {props.over?.(known)}
          </>
        )}
      </Show>
    </div>
  )
}
