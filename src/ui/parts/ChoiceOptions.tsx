import '../styles/card.css'
import { createUniqueId, For, Show } from 'solid-js'
import { quiz } from '../messages/quiz.ts'
import { Icon } from './Icon.tsx'
import { RichText } from './RichText.tsx'

type ChoiceOptionsProps = {
  /** Names the group: the id of the question's element. */
  labelledBy: string
  options: readonly string[]
  chosen: readonly number[]
  /** Ticks rather than one choice. */
  many?: boolean
  /** The right options, once they may be seen; null until then. */
  right: readonly number[] | null
  lang: string
  onChoose: (index: number) => void
}

/** Options to choose from, lettered as their keys. Once marked they can no longer be changed. */
export function ChoiceOptions(props: ChoiceOptionsProps) {
  const name = createUniqueId()
  const mark = (index: number) => {
    if (props.right === null) return null
    if (props.right.includes(index)) return 'right'
    return props.chosen.includes(index) ? 'wrong' : null
  }
  return (
    <fieldset class="opts" role={props.many ? undefined : 'radiogroup'} aria-labelledby={props.labelledBy}>
      <For each={props.options}>
        {(option, index) => (
          <label
            class="opt"
            classList={{ right: mark(index()) === 'right', wrong: mark(index()) === 'wrong', many: props.many }}
          >
            <input
              class="sr"
              type={props.many ? 'checkbox' : 'radio'}
              name={name}
              checked={props.chosen.includes(index())}
              disabled={props.right !== null}
              onChange={() => props.onChoose(index())}
            />
            <span class="k" aria-hidden="true">
              {optionLetter(index())}
            </span>
            <span lang={props.lang} dir="auto">
              <RichText text={option} />
            </span>
            <Show when={mark(index())}>
              {(kind) => (
                <span class="mark">
                  <Icon name={kind() === 'right' ? 'check-circle-fill' : 'x-circle'} size="s" />
                  {kind() === 'right' ? quiz.rightMark : quiz.wrongMark}
                </span>
              )}
            </Show>
          </label>
        )}
      </For>
    </fieldset>
  )
}

/** The letter, and key, of an option: A for the first. */
export const optionLetter = (index: number): string => String.fromCharCode(65 + index)
