import './styles/settings.css'
import './styles/options.css'
import { createSignal, For, type JSX, lazy, Show, Suspense, untrack } from 'solid-js'
import { createDeckOptions, type DeckOptions, type ScopeChoice } from '../app/deckOptions.ts'
import { useServices } from '../app/services.ts'
import { EVERYWHERE } from '../domain/deckTree.ts'
import type { DeckId } from '../domain/note.ts'
import type { DeckKey, Scope } from '../domain/settings.ts'
import { percent } from './format.ts'
import { moves } from './messages/moves.ts'
import { options as words } from './messages/options.ts'
import { EasyWeek } from './parts/EasyWeek.tsx'
import { Field } from './parts/Field.tsx'
import { RetentionWarning } from './parts/RetentionWarning.tsx'
import { Segmented } from './parts/Segmented.tsx'
import { Steps } from './parts/Steps.tsx'
import { Switch } from './parts/Switch.tsx'
import { WholeNumber } from './parts/WholeNumber.tsx'

const RetimeView = lazy(() => import('./RetimeView.tsx'))

const PER_DAY = { low: 0, high: 9999 } as const

/** How a deck, a folder of decks or all of them are scheduled: each setting in a sentence, and where it comes from. */
export default function OptionsSheet(props: { deckId: DeckId | null }) {
  const options = createDeckOptions(props.deckId)
  const [moving, setMoving] = createSignal(false)
  return (
    <Show when={moving()} fallback={<Form options={options} onMove={() => setMoving(true)} />}>
      <button type="button" class="link" onClick={() => setMoving(false)}>
        {words.backToForm}
      </button>
      <Suspense>
        <RetimeView scope={options.scope()} />
      </Suspense>
    </Show>
  )
}

function Form(props: { options: DeckOptions; onMove: () => void }) {
  const { settings } = useServices()
  const options = untrack(() => props.options)
  const values = options.values
  return (
    <div class="settings options">
      <Show when={options.choices().length > 1}>
        <Field label={words.scope}>
          {(control) => (
            <select class="input" {...control} onChange={(event) => options.choose(event.currentTarget.value as Scope)}>
              <For each={options.choices()}>
                {(choice) => (
                  <option value={choice.scope} selected={choice.scope === options.scope()}>
                    {choiceWords(choice)}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
      </Show>
      <p class="cost" role="status">
        {costWords(options)}
      </p>
      <div class="paper">
        <Setting options={options} of="desiredRetentionRatio" label={words.retention}>
          <Field label={words.retention} help={words.retentionText(values().desiredRetentionRatio)}>
            {(control) => (
              <div class="range">
                <input
                  {...control}
                  type="range"
                  min="0.7"
                  max="0.99"
                  step="0.01"
                  value={values().desiredRetentionRatio}
                  aria-valuetext={percent(values().desiredRetentionRatio)}
                  onChange={(event) =>
                    void options.change({ desiredRetentionRatio: event.currentTarget.valueAsNumber })
                  }
                />
                <output>{percent(values().desiredRetentionRatio)}</output>
              </div>
            )}
          </Field>
          <RetentionWarning ratio={values().desiredRetentionRatio} />
        </Setting>
        <Count options={options} of="newPerDay" label={words.newPerDay} help={words.newPerDayText} {...PER_DAY} />
        <Count
          options={options}
          of="reviewsPerDay"
          label={words.reviewsPerDay}
          help={words.reviewsPerDayText}
          {...PER_DAY}
        />
        <Today options={options} />
        <Setting options={options} of="learningStepsMinutes" label={words.learning}>
          <Steps
            label={words.learning}
            help={words.learningText}
            wrong={words.stepsWrong}
            value={values().learningStepsMinutes}
            onChange={(learningStepsMinutes) => void options.change({ learningStepsMinutes })}
          />
        </Setting>
        <Setting options={options} of="relearningStepsMinutes" label={words.relearning}>
          <Steps
            label={words.relearning}
            help={words.relearningText}
            wrong={words.stepsWrong}
            value={values().relearningStepsMinutes}
            onChange={(relearningStepsMinutes) => void options.change({ relearningStepsMinutes })}
          />
        </Setting>
        <Count
          options={options}
          of="maximumIntervalDays"
          label={words.maximum}
          help={words.maximumText}
          low={1}
          high={36_500}
        />
        <Setting options={options} of="newCardOrder" label={words.order}>
          <Choice label={words.order}>
            <Segmented
              label={words.order}
              value={values().newCardOrder}
              options={(['deck', 'random'] as const).map((value) => ({ value, label: words.orders[value] }))}
              onChange={(newCardOrder) => void options.change({ newCardOrder })}
            />
          </Choice>
        </Setting>
        <Setting options={options} of="newCardMix" label={words.mix}>
          <Choice label={words.mix}>
            <Segmented
              label={words.mix}
              value={values().newCardMix}
              options={(['mixed', 'first', 'last'] as const).map((value) => ({ value, label: words.mixes[value] }))}
              onChange={(newCardMix) => void options.change({ newCardMix })}
            />
          </Choice>
        </Setting>
        <Setting options={options} of="burySiblings" label={words.bury}>
          <Switch
            label={words.bury}
            help={words.buryText}
            on={values().burySiblings}
            onChange={(burySiblings) => void options.change({ burySiblings })}
          />
        </Setting>
        <Count options={options} of="leechLapses" label={words.leech} help={words.leechText} low={0} high={99} />
        <Setting options={options} of="easyDays" label={words.easy}>
          <EasyWeek value={values().easyDays} onEase={options.easeDay} />
        </Setting>
        <Show when={options.scope() === EVERYWHERE}>
          <Switch
            label={words.pause}
            help={words.pauseText}
            on={settings.current().pauseNewCards}
            onChange={(pauseNewCards) => void settings.change({ pauseNewCards })}
          />
        </Show>
      </div>
      <p class="small muted">{moves.retimeText}</p>
      <button type="button" class="btn big wide" onClick={() => props.onMove()}>
        {moves.match}
      </button>
    </div>
  )
}

type SettingProps = { options: DeckOptions; of: DeckKey; label: string }

/** A setting with the line that says where its value comes from, and the way back there. */
function Setting(props: SettingProps & { children: JSX.Element }) {
  const from = () => props.options.inheritedFrom(props.of)
  const isEverywhere = () => props.options.scope() === EVERYWHERE
  const back = () => (isEverywhere() ? words.restore : words.inherit)
  return (
    <div class="option">
      {props.children}
      <Show when={from() === null || !isEverywhere()}>
        <p class="origin">
          <span>{originWords(from(), isEverywhere())}</span>
          <Show when={from() === null}>
            <button
              type="button"
              class="link"
              aria-label={`${back()}: ${props.label}`}
              onClick={() => void props.options.restore(props.of)}
            >
              {back()}
            </button>
          </Show>
        </p>
      </Show>
    </div>
  )
}

type CountKey = 'newPerDay' | 'reviewsPerDay' | 'maximumIntervalDays' | 'leechLapses'

function Count(props: SettingProps & { of: CountKey; help: string; low: number; high: number }) {
  return (
    <Setting options={props.options} of={props.of} label={props.label}>
      <WholeNumber
        label={props.label}
        help={props.help}
        value={props.options.values()[props.of]}
        low={props.low}
        high={props.high}
        wrong={words.between(props.low, props.high)}
        onChange={(value) => value !== null && void props.options.change({ [props.of]: value })}
      />
    </Setting>
  )
}

/** Limits that end with the day. */
function Today(props: { options: DeckOptions }) {
  const field = (key: 'newPerDay' | 'reviewsPerDay', label: string) => (
    <WholeNumber
      label={label}
      value={props.options.today()[key]}
      {...PER_DAY}
      wrong={words.between(PER_DAY.low, PER_DAY.high)}
      optional
      onChange={(value) => void props.options.limitToday({ [key]: value })}
    />
  )
  return (
    <div class="option">
      <fieldset>
        <legend>{words.forToday}</legend>
        <small>{words.forTodayText}</small>
        {field('newPerDay', words.newToday)}
        {field('reviewsPerDay', words.reviewsToday)}
      </fieldset>
    </div>
  )
}

/** The visible name of a group of radio buttons, which name themselves for screen readers. */
function Choice(props: { label: string; children: JSX.Element }) {
  return (
    <div class="choice">
      <b aria-hidden="true">{props.label}</b>
      {props.children}
    </div>
  )
}

function costWords(options: DeckOptions): string {
  const cost = options.cost()
  return cost === undefined ? words.counting : cost === null ? words.noCost : words.cost(cost.answers, cost.minutes)
}

function choiceWords({ kind, name }: ScopeChoice): string {
  switch (kind) {
    case 'all':
      return words.all
    case 'folder':
      return words.folder(name)
    case 'deck':
      return words.deck(name)
  }
}

function originWords(from: ReturnType<DeckOptions['inheritedFrom']>, isEverywhere: boolean): string {
  if (from === null) return isEverywhere ? words.changed : words.here
  if (from === 'default' || from.kind === 'all') return words.fromAll
  return from.kind === 'folder' ? words.fromFolder(from.name) : words.fromDeck(from.name)
}
