import '../styles/deckRows.css'
import '../styles/key.css'
import '../styles/memory.css'
import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import type { MemoryWord } from '../../domain/card.ts'
import { t } from '../messages.ts'
import { Icon } from './Icon.tsx'
import type { MinimapLine } from './Minimap.tsx'
import { Minimap } from './Minimap.tsx'

/** Cards by what is remembered of them. */
export type StateCounts = Readonly<Record<MemoryWord, number>>

const ORDER = ['known', 'settling', 'learning', 'new'] as const satisfies readonly MemoryWord[]

/** A paper list of `DeckRow`s or `ArticleRow`s. */
export function DeckList(props: { children: JSX.Element }) {
  return <ul class="decks paper">{props.children}</ul>
}

type DeckRowProps = {
  href: string
  title: string
  /** e.g. `18 cards from 2 articles`. */
  detail: string
  states: StateCounts
  due: number
  fresh: number
  /** Shows a tag in place of the counts: `Done`, once nothing is left today. */
  done?: boolean
  /** How many rows above it lies in, as a list shows a tree. */
  depth?: number
}

export function DeckRow(props: DeckRowProps) {
  return (
    <li style={{ '--depth': props.depth ?? 0 }}>
      <a class="deck" href={props.href}>
        <Spine states={props.states} />
        <div>
          <p class="title" dir="auto">
            {props.title}
          </p>
          <p>{props.detail}</p>
        </div>
        <Show when={props.done} fallback={<Counts due={props.due} fresh={props.fresh} />}>
          <span class="tag spruce">
            <Icon name="check" size="s" />
            {t.decks.done}
          </span>
        </Show>
      </a>
    </li>
  )
}

/** An article with its minimap. */
export function ArticleRow(props: { href: string; title: string; detail: string; lines: readonly MinimapLine[] }) {
  return (
    <li>
      <a class="deck" href={props.href}>
        <Minimap lines={props.lines} />
        <div>
          <p class="title" dir="auto">
            {props.title}
          </p>
          <p>{props.detail}</p>
        </div>
        <Icon name="caret-right" size="s" />
      </a>
    </li>
  )
}

export function Spine(props: { states: StateCounts }) {
  return (
    <span class="spine" aria-hidden="true">
      <Shares states={props.states} />
    </span>
  )
}

function Counts(props: { due: number; fresh: number }) {
  return (
    <div class="counts">
      <div classList={{ zero: props.due === 0 }}>
        <b>{props.due}</b> <span>{t.decks.due}</span>
      </div>
      <div classList={{ zero: props.fresh === 0 }}>
        <b>{props.fresh}</b> <span>{t.decks.new}</span>
      </div>
    </div>
  )
}

/** A deck's states as one bar with its key. */
export function StateBar(props: { states: StateCounts }) {
  return (
    <>
      <div class="bar" aria-hidden="true">
        <Shares states={props.states} />
      </div>
      <StateKey states={props.states} />
    </>
  )
}

/** The four words with their colours, and their counts where given. */
export function StateKey(props: { states?: StateCounts }) {
  const word = (state: MemoryWord) =>
    props.states ? t.memoryCount(props.states[state], t.memory[state]) : t.memory[state]
  return (
    <ul class="key" aria-label={t.memoryKey}>
      <For each={ORDER}>
        {(state) => (
          <li>
            <span class={`sw st-${state}`} />
            {word(state)}
          </li>
        )}
      </For>
    </ul>
  )
}

function Shares(props: { states: StateCounts }) {
  return (
    <For each={ORDER.filter((state) => props.states[state] > 0)}>
      {(state) => <span class={`st-${state}`} style={{ '--n': props.states[state] }} />}
    </For>
  )
}
