import { For, Show } from 'solid-js'
import type { Rating } from '../../domain/rating.ts'
import { study } from '../messages/study.ts'

const SHOWN = 5

/** The latest ratings as ticks, oldest first. */
export function HistoryMarks(props: { ratings: readonly Rating[] }) {
  const latest = () => props.ratings.slice(-SHOWN)
  return (
    <Show when={latest().length > 0}>
      <div>
        <span class="sr">{study.past(latest())}</span>
        <ul class="hist" aria-hidden="true">
          <For each={latest()}>{(rating) => <li class={rating} />}</For>
        </ul>
      </div>
    </Show>
  )
}
