import '../styles/focus.css'
import type { JSX } from 'solid-js'
import { For, Index, Show } from 'solid-js'
import type { Rating } from '../../domain/rating.ts'
import { study } from '../messages/study.ts'
import { t } from '../messages.ts'
import type { CardSide } from './CardSides.tsx'
import { Icon } from './Icon.tsx'
import { KeyHint } from './KeyHint.tsx'

/** One of two rows under the card, both always laid out: as tall as the taller, so that nothing moves. */
export function Dock(props: { side: CardSide; ask: JSX.Element; rate: JSX.Element }) {
  return (
    <div class="dock" data-state={props.side}>
      <div class="ask" inert={props.side === 'answer'}>
        {props.ask}
      </div>
      {props.rate}
    </div>
  )
}

type AskBarProps = {
  /** Null where there is no evidence to hint with. */
  hint: boolean | null
  onHint: () => void
  onShow: () => void
  /** For an answer that is typed: shows it without one, in the place of the hint; the main button then checks. */
  onGiveUp?: (() => void) | undefined
}

export function AskBar(props: AskBarProps) {
  return (
    <>
      <Show when={props.onGiveUp}>
        {(giveUp) => (
          <button type="button" class="btn" onClick={() => giveUp()()}>
            {study.dontKnow}
          </button>
        )}
      </Show>
      <Show when={props.hint !== null && !props.onGiveUp}>
        <button
          type="button"
          class="btn"
          aria-pressed={props.hint === true}
          title={study.hintLong}
          onClick={() => props.onHint()}
        >
          <Icon name="lightbulb" />
          {study.hint}
        </button>
      </Show>
      <button type="button" class="btn primary big" onClick={() => props.onShow()}>
        {props.onGiveUp ? study.check : study.show} <KeyHint name={props.onGiveUp ? 'Enter' : 'Space'} />
      </button>
    </>
  )
}

export type RatingKey = {
  readonly rating: Rating
  /** The key on the keyboard. */
  readonly key: string
  /** When the card would be back, e.g. `12 days`; empty where the learner hides it. */
  readonly interval: string
  /** What the key stands for, where that is often mistaken. */
  readonly note: { readonly short: string; readonly full: string } | null
}

type RatingKeysProps = {
  side: CardSide
  keys: readonly RatingKey[]
  /** Ringed, after a hint or a typed answer. */
  suggest: Rating | null
  onRate: (rating: Rating) => void
}

export function RatingKeys(props: RatingKeysProps) {
  return (
    <fieldset class="rate" classList={{ two: props.keys.length === 2 }} inert={props.side === 'question'}>
      <legend class="sr">{study.rateLabel}</legend>
      <Index each={props.keys}>
        {(key) => (
          <button
            type="button"
            class={key().rating}
            classList={{ suggest: props.suggest === key().rating }}
            aria-keyshortcuts={key().key}
            title={key().note?.full}
            onClick={() => props.onRate(key().rating)}
          >
            <b>
              {t.rating[key().rating]} <KeyHint name={key().key} />
            </b>
            <Show when={key().interval}>
              <span>{key().interval}</span>
            </Show>
            <Show when={key().note}>{(note) => <small>{note().short}</small>}</Show>
            <Show when={props.suggest === key().rating}>
              <span class="sr">{study.suggested}</span>
            </Show>
          </button>
        )}
      </Index>
    </fieldset>
  )
}

/** The keys that work here, spelled out under the dock on a desktop. */
export function KeyHints(props: { hints: readonly { readonly keys: readonly string[]; readonly label: string }[] }) {
  return (
    <p class="keys" aria-hidden="true">
      <For each={props.hints}>
        {(hint) => (
          <span>
            <For each={hint.keys}>{(key) => <kbd>{key}</kbd>}</For> {hint.label}
          </span>
        )}
      </For>
    </p>
  )
}
