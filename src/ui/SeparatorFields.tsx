import { createSignal, For, Show } from 'solid-js'
import type { Separators } from '../app/foreign.ts'
import { others as words } from './messages/others.ts'

/** What parts questions from answers, and card from card: told as it was found, or chosen. */
export function SeparatorFields(props: { onChange: (separators: Separators | null) => void }) {
  const [between, setBetween] = createSignal('found')
  const [cards, setCards] = createSignal('\\n')
  const [own, setOwn] = createSignal<Separators>({ between: '', cards: '' })
  const tell = () => {
    const chosen = {
      between: between() === 'own' ? own().between : between(),
      cards: cards() === 'own' ? own().cards : cards(),
    }
    props.onChange(between() === 'found' ? null : chosen)
  }
  const choose = (set: (value: string) => void) => (value: string) => {
    set(value)
    tell()
  }
  const type = (part: Partial<Separators>) => {
    setOwn({ ...own(), ...part })
    tell()
  }
  return (
    <fieldset class="columns">
      <legend>{words.separators}</legend>
      <Choice
        label={words.between}
        options={words.betweenOptions}
        value={between()}
        onChoose={choose(setBetween)}
        ownLabel={words.ownBetween}
        onType={(typed) => type({ between: typed })}
      />
      <Show when={between() !== 'found'}>
        <Choice
          label={words.cards}
          options={words.cardsOptions}
          value={cards()}
          onChoose={choose(setCards)}
          ownLabel={words.ownCards}
          onType={(typed) => type({ cards: typed })}
        />
      </Show>
    </fieldset>
  )
}

type ChoiceProps = {
  label: string
  options: Readonly<Record<string, string>>
  value: string
  onChoose: (value: string) => void
  /** Of the field for what no option says. */
  ownLabel: string
  onType: (typed: string) => void
}

function Choice(props: ChoiceProps) {
  return (
    <div class="separator">
      <label>
        <span>{props.label}</span>
        <select class="input" value={props.value} onChange={(event) => props.onChoose(event.currentTarget.value)}>
          <For each={Object.entries(props.options)}>{([value, label]) => <option value={value}>{label}</option>}</For>
        </select>
      </label>
      <Show when={props.value === 'own'}>
        <label>
          <span class="sr">{props.ownLabel}</span>
          <input
            class="input"
            type="text"
            autocapitalize="off"
            autocomplete="off"
            onInput={(event) => props.onType(event.currentTarget.value)}
          />
          <small>{words.ownHelp}</small>
        </label>
      </Show>
    </div>
  )
}
