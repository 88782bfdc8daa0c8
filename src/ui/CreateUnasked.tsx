import './styles/unasked.css'
import { For, Show } from 'solid-js'
import { asksLittle, notAsked, type Unasked } from '../domain/unasked.ts'
import { create as words } from './messages/create.ts'

/** Where an article gave few questions: how many of its sentences were not asked, and why. */
export function CreateUnasked(props: { tally: Unasked | null; open?: boolean }) {
  const few = () => (props.tally !== null && asksLittle(props.tally) ? props.tally : undefined)
  return (
    <Show when={few()}>
      {(tally) => (
        <details class="unasked" open={props.open === true}>
          <summary>{words.unasked.head(tally().read, notAsked(tally()))}</summary>
          <ul>
            <For each={tally().why}>{(each) => <li>{words.unasked.line(each.sentences, each.why)}</li>}</For>
          </ul>
          <p class="muted small">{words.unasked.help}</p>
        </details>
      )}
    </Show>
  )
}
