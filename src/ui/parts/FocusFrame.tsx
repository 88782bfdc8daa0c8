import '../styles/focus.css'
import type { JSX } from 'solid-js'

type FocusFrameProps = {
  /** Usually a `TopBar`. */
  bar: JSX.Element
  /** Floats over the content's end, above the dock: the place of a `Snackbar`. */
  snack?: JSX.Element
  dock?: JSX.Element
  children: JSX.Element
}

/** A screen for one thing at a time: no tabs, the content scrolls, bar and dock do not. */
export function FocusFrame(props: FocusFrameProps) {
  return (
    <div class="focus">
      <header>{props.bar}</header>
      <main id="main">{props.children}</main>
      <footer>
        <div class="snack-place">{props.snack}</div>
        {props.dock}
      </footer>
    </div>
  )
}
