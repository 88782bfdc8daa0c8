import '../styles/browse.css'
import { createEffect, createSignal, For, type JSX, on, onCleanup, onMount } from 'solid-js'

export type VirtualListControl = {
  /** Brings the row into view, if it is not. */
  readonly show: (position: number) => void
}

type VirtualListProps = {
  label: string
  count: number
  /** Rows laid out, first included, last not: those in view and a few around them. */
  onRange: (from: number, to: number) => void
  control: (control: VirtualListControl) => void
  /** The content of a row; it stands in an `<li>` of fixed height. */
  children: (position: number) => JSX.Element
}

/** Rows laid out above and below the view, so that a flick of the finger meets no gap. */
const OVERSCAN = 8

/**
 * A list of any length in the page's own scroll, of which only what is in view is laid out. Rows are of one height,
 * `--row-rem` in the style sheet, so that any place in the list is known without measuring.
 */
export function VirtualList(props: VirtualListProps) {
  let list: HTMLUListElement | undefined
  const [rowPx, setRowPx] = createSignal(72)
  const [range, setRange] = createSignal<readonly [from: number, to: number]>([0, 0])

  const measure = () => {
    if (!list) return
    const rem = Number.parseFloat(getComputedStyle(list).getPropertyValue('--row-rem'))
    const fontPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    if (rem > 0 && fontPx > 0) setRowPx(rem * fontPx)
    look()
  }
  const look = () => {
    if (!list) return
    const top = -list.getBoundingClientRect().top
    const from = Math.max(0, Math.floor(top / rowPx()) - OVERSCAN)
    const to = Math.min(props.count, Math.ceil((top + innerHeight) / rowPx()) + OVERSCAN)
    const next = [Math.min(from, props.count), Math.max(0, to)] as const
    const known = range()
    if (known[0] !== next[0] || known[1] !== next[1]) setRange(next)
  }

  onMount(() => {
    measure()
    addEventListener('scroll', look, { passive: true })
    const observer = new ResizeObserver(measure)
    observer.observe(document.documentElement)
    if (list) observer.observe(list)
    onCleanup(() => observer.disconnect())
    props.control({
      show: (position) => {
        if (!list) return
        const top = list.getBoundingClientRect().top + position * rowPx()
        const head = MARGIN_ROWS * rowPx()
        if (top < head) scrollBy(0, top - head)
        else if (top + rowPx() > innerHeight - head) scrollBy(0, top + rowPx() - innerHeight + head)
        look()
      },
    })
  })
  onCleanup(() => removeEventListener('scroll', look))
  createEffect(on(() => props.count, look))
  createEffect(() => props.onRange(...range()))

  const positions = () => {
    const [from, to] = range()
    return Array.from({ length: Math.max(0, Math.min(to, props.count) - from) }, (_, i) => from + i)
  }
  return (
    <ul ref={list} class="vlist paper" aria-label={props.label} style={{ '--h': `${props.count * rowPx()}px` }}>
      <For each={positions()}>
        {(position) => (
          <li
            style={{ '--y': `${position * rowPx()}px` }}
            aria-setsize={props.count}
            aria-posinset={position + 1}
            data-position={position}
          >
            {props.children(position)}
          </li>
        )}
      </For>
    </ul>
  )
}

/** A row that is brought into view keeps this many rows between it and the edge, where bars may lie over the page. */
const MARGIN_ROWS = 1.5
