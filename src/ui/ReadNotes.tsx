import './styles/read.css'
import { createEffect, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js'
import type { DeckCard } from '../app/deckCards.ts'
import { toLine } from './cardView.ts'
import { read as words } from './messages/read.ts'

/** The cards as notes in the margin, level with their sentences; on a desktop only. */
export function ReadNotes(props: {
  cards: readonly DeckCard[]
  anchors: readonly number[]
  selected: number
  href: (index: number) => string
  recall: (card: DeckCard) => string
  lastSeen: (card: DeckCard) => string
  studyHref: string
  due: number
}) {
  let aside: HTMLElement | undefined
  const [tops, setTops] = createSignal<readonly number[]>([])
  const place = () => {
    if (!aside || aside.offsetParent === null) return
    const base = aside.getBoundingClientRect().top
    let free = 0
    setTops(
      [...aside.children].map((note, index) => {
        const mark = markOf(props.anchors[index])
        const wanted = mark ? (mark.getClientRects()[0]?.top ?? base) - base - 4 : free
        const top = Math.max(free, wanted)
        free = top + (note instanceof HTMLElement ? note.offsetHeight : 0) + 6
        return top
      }),
    )
  }
  onMount(() => {
    void document.fonts.ready.then(place)
    addEventListener('resize', place)
    onCleanup(() => removeEventListener('resize', place))
  })
  createEffect(on([() => props.selected, () => props.cards], () => queueMicrotask(place)))
  return (
    <aside class="notes" aria-label={words.cards} ref={aside}>
      <For each={props.cards}>
        {(card, index) => (
          <article classList={{ on: index() === props.selected }} style={{ '--y': tops()[index()] ?? 0 }}>
            <p>
              <b>{index() + 1}</b> {props.recall(card)}
            </p>
            <h2>
              <a href={props.href(index())}>{toLine(card.note, card.face).question}</a>
            </h2>
            <Show when={index() === props.selected}>
              <p>{props.lastSeen(card)}</p>
            </Show>
            <div class="acts">
              <a class="btn primary" href={props.studyHref}>
                {words.study(props.due)}
              </a>
            </div>
          </article>
        )}
      </For>
    </aside>
  )
}

/** Where the sentence begins that an anchor stands for. */
export const markOf = (anchor: number | undefined) => document.getElementById(`mark-${anchor}`)
