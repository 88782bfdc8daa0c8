import '../styles/card.css'
import type { JSX } from 'solid-js'
import { Show } from 'solid-js'

/** How much is left to learn: the stroke drains from full through half to a line; dashes where nothing was studied. */
export type Strength = 'due' | 'settling' | 'known' | 'new'

type HighlightProps = {
  strength: Strength
  /** Where the sentence's card opens; plain text without it. */
  href?: string
  selected?: boolean
  /** Id of the words that say what the stroke means. */
  describedBy?: string
  id?: string | undefined
  children: JSX.Element
}

/** A sentence of an article that a card came from. A link rather than a button, since it runs over lines. */
export function Highlight(props: HighlightProps) {
  const classes = () => ({
    settling: props.strength === 'settling',
    known: props.strength === 'known',
    new: props.strength === 'new',
    on: Boolean(props.selected),
  })
  return (
    <Show
      when={props.href}
      fallback={
        <mark id={props.id} class="hl" classList={classes()}>
          {props.children}
        </mark>
      }
    >
      {(href) => (
        <a
          id={props.id}
          class="hl"
          classList={classes()}
          href={href()}
          aria-current={props.selected ? 'true' : undefined}
          aria-describedby={props.describedBy}
        >
          {props.children}
        </a>
      )}
    </Show>
  )
}
