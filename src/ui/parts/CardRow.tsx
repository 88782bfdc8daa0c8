import '../styles/memory.css'
import '../styles/deck.css'
import { Show } from 'solid-js'
import type { MemoryWord } from '../../domain/card.ts'
import { t } from '../messages.ts'

type CardRowProps = {
  /** Text of the question; a cloze with `___` for its gap. */
  question: string
  answer: string
  lang: string
  /** When it is due, e.g. `Today`, `In 9 days`; or `Not yet`, `Suspended`. */
  when: string
  state: MemoryWord
  /** Where it leads, or what opening it does. */
  href?: string
  onOpen?: () => void
}

/** A card in its deck's list. */
export function CardRow(props: CardRowProps) {
  const content = () => (
    <>
      <span class="q" lang={props.lang} dir="auto">
        {props.question}
      </span>
      <span class="a" lang={props.lang} dir="auto">
        {props.answer}
      </span>
      <span class="when">
        <b>{props.when}</b>
        <span>
          <i class={`dot st-${props.state}`} aria-hidden="true" />
          {t.memory[props.state]}
        </span>
      </span>
    </>
  )
  return (
    <li>
      <Show
        when={props.href}
        fallback={
          <button type="button" class="crow" onClick={() => props.onOpen?.()}>
            {content()}
          </button>
        }
      >
        {(href) => (
          <a class="crow" href={href()}>
            {content()}
          </a>
        )}
      </Show>
    </li>
  )
}
