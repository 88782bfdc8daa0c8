import './styles/examForms.css'
import './styles/settings.css'
import { createMemo, createSignal, For, type JSX } from 'solid-js'
import { createSetUp, EVERYTHING } from '../app/examSetUp.ts'
import { holdUpdates } from '../app/unload.ts'
import { splitTitle } from '../domain/deck.ts'
import {
  type Blueprint,
  DEFAULT_BLUEPRINT,
  MOST_MINUTES,
  MOST_QUESTIONS,
  QUESTION_KINDS,
  type QuestionKind,
} from '../domain/exam.ts'
import { sameValue } from '../domain/same.ts'
import { ExamCodeField } from './ExamCodeField.tsx'
import { ExamScope } from './ExamScope.tsx'
import { list } from './format.ts'
import { BackHead, PageFrame, useGo } from './frame.tsx'
import { exam as words } from './messages/exam.ts'
import { notSaved } from './messages/notSaved.ts'
import { quiz } from './messages/quiz.ts'
import { Field } from './parts/Field.tsx'
import { Segmented } from './parts/Segmented.tsx'
import { Switch } from './parts/Switch.tsx'

type Numbers = { readonly count: string; readonly limit: string; readonly pass: string }

/** A paper of one's own: which cards, how many, in which ways, and how strictly; or the same as a friend's, by its code. */
export default function ExamSetUp() {
  const setUp = createSetUp()
  const go = useGo()
  const [blueprint, setBlueprint] = createSignal<Blueprint>(DEFAULT_BLUEPRINT)
  const [numbers, setNumbers] = createSignal<Numbers>(numbersOf(DEFAULT_BLUEPRINT))
  const chosen = () => [blueprint(), numbers(), setUp.scope()]
  holdUpdates(() => !sameValue(chosen(), [DEFAULT_BLUEPRINT, numbersOf(DEFAULT_BLUEPRINT), EVERYTHING]))
  const [empty, setEmpty] = createSignal(false)
  const [failed, setFailed] = createSignal(false)
  const change = (part: Partial<Blueprint>) => {
    setEmpty(false)
    setBlueprint((all) => ({ ...all, ...part }))
  }
  const type = (part: Partial<Numbers>) => {
    setEmpty(false)
    setNumbers((all) => ({ ...all, ...part }))
  }
  const whole = (): Blueprint | null => withNumbers(blueprint(), numbers())
  const pool = () => setUp.pool()?.notes ?? []
  const asked = () => {
    const count = whole()?.count ?? 0
    return Math.min(count === 0 ? MOST_QUESTIONS : count, pool().length, MOST_QUESTIONS)
  }
  const title = createMemo(() => {
    const ticked = new Set(setUp.scope().deckIds)
    const chosen = setUp.decks().filter((deck) => ticked.has(deck.id))
    return chosen.length === 0 ? words.all : list(chosen.map((deck) => splitTitle(deck.title).name))
  })
  let isStarting = false
  const start = async (paper: Blueprint, seed: number | null) => {
    // A second tap while the first still reads the cards would make a second paper.
    if (isStarting) return
    isStarting = true
    const id = await setUp.start(title(), paper, seed).catch(() => undefined)
    isStarting = false
    setFailed(id === undefined)
    if (id === null) setEmpty(true)
    else if (id !== undefined) go(`#/exam/sit/${encodeURIComponent(id)}`)
  }
  return (
    <PageFrame current="quiz">
      <BackHead href="#/quiz" />
      <h1 class="page-title">{words.title}</h1>
      <div class="settings paper-form">
        <ExamScope setUp={setUp} />
        <section aria-labelledby="paper-kinds">
          <h2 id="paper-kinds">{words.kinds}</h2>
          <div class="paper">
            <For each={QUESTION_KINDS}>
              {(kind) => (
                <Field label={quiz.kinds[kind]} inline>
                  {(control) => (
                    <select
                      class="input"
                      {...control}
                      onChange={(event) => change({ mix: weighted(blueprint(), kind, event.currentTarget.value) })}
                    >
                      <For each={words.weights}>
                        {(name, weight) => (
                          <option value={weight()} selected={weight() === blueprint().mix[kind]}>
                            {name}
                          </option>
                        )}
                      </For>
                    </select>
                  )}
                </Field>
              )}
            </For>
            <p class="small muted">{words.kindsHelp}</p>
          </div>
        </section>
        <section aria-labelledby="paper-rules">
          <h2 id="paper-rules" class="sr">
            {words.title}
          </h2>
          <div class="paper">
            <NumberField
              label={words.count}
              value={numbers().count}
              range={[1, MOST_QUESTIONS]}
              optional
              onInput={(count) => type({ count })}
            />
            <NumberField
              label={words.limit}
              help={words.limitHelp}
              value={numbers().limit}
              range={[1, MOST_MINUTES]}
              optional
              onInput={(limit) => type({ limit })}
            />
            <NumberField
              label={words.pass}
              value={numbers().pass}
              range={[0, 100]}
              onInput={(pass) => type({ pass })}
            />
            <Labelled text={words.order}>
              <Segmented
                label={words.order}
                options={optionsOf(words.orders)}
                value={blueprint().order}
                onChange={(order) => change({ order })}
              />
            </Labelled>
            <Labelled text={words.feedback}>
              <Segmented
                label={words.feedback}
                options={optionsOf(words.feedbacks)}
                value={blueprint().feedback}
                onChange={(feedback) => change({ feedback })}
              />
            </Labelled>
            <Labelled text={words.marking}>
              <Segmented
                label={words.marking}
                options={optionsOf(words.markings)}
                value={blueprint().marking}
                onChange={(marking) => change({ marking })}
              />
            </Labelled>
            <Switch
              label={words.shuffle}
              help={words.shuffleHelp}
              on={blueprint().shuffleOptions}
              onChange={(shuffleOptions) => change({ shuffleOptions })}
            />
            <Switch
              label={words.teaches}
              help={words.teachesHelp}
              on={blueprint().teaches}
              onChange={(teaches) => change({ teaches })}
            />
          </div>
        </section>
        <ExamCodeField
          find={setUp.findScope}
          onCode={(code) => {
            change({ ...code.blueprint, teaches: blueprint().teaches })
            setNumbers(numbersOf(code.blueprint))
            void start({ ...code.blueprint, teaches: blueprint().teaches }, code.seed)
          }}
        />
        <p role="status" class="said">
          {failed() ? notSaved.text : empty() ? words.nothing : ''}
        </p>
      </div>
      <div class="action-dock">
        <button
          type="button"
          class="btn primary big wide split"
          disabled={whole() === null || asked() === 0}
          onClick={() => {
            const paper = whole()
            if (paper) void start(paper, null)
          }}
        >
          <span>{words.start}</span>
          <small class="num">{words.startSum(asked(), whole()?.limitMinutes ?? null)}</small>
        </button>
      </div>
    </PageFrame>
  )
}

function Labelled(props: { text: string; children: JSX.Element }) {
  return (
    <div class="labelled">
      <p aria-hidden="true">{props.text}</p>
      {props.children}
    </div>
  )
}

type NumberFieldProps = {
  label: string
  help?: string
  value: string
  range: readonly [low: number, high: number]
  optional?: boolean
  onInput: (value: string) => void
}

function NumberField(props: NumberFieldProps) {
  const isWrong = () => !isWithin(props.value, props.range, props.optional === true)
  return (
    <Field label={props.label} help={props.help} error={isWrong() ? words.wrongNumber(...props.range) : null} inline>
      {(control) => (
        <input
          class="input"
          {...control}
          inputmode="numeric"
          autocomplete="off"
          value={props.value}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

const isWithin = (text: string, [low, high]: readonly [number, number], optional: boolean): boolean =>
  (optional && text.trim() === '') || (/^\d+$/.test(text.trim()) && Number(text) >= low && Number(text) <= high)

const numbersOf = (blueprint: Blueprint): Numbers => ({
  count: blueprint.count === 0 ? '' : String(blueprint.count),
  limit: blueprint.limitMinutes === null ? '' : String(blueprint.limitMinutes),
  pass: String(Math.round(blueprint.passRatio * 100)),
})

/** The whole blueprint, or null while a number cannot be used. */
function withNumbers(blueprint: Blueprint, { count, limit, pass }: Numbers): Blueprint | null {
  const isGood =
    isWithin(count, [1, MOST_QUESTIONS], true) &&
    isWithin(limit, [1, MOST_MINUTES], true) &&
    isWithin(pass, [0, 100], false)
  if (!isGood) return null
  const limitMinutes = limit.trim() === '' ? null : Number(limit)
  return { ...blueprint, count: Number(count), limitMinutes, passRatio: Number(pass) / 100 }
}

const weighted = (blueprint: Blueprint, kind: QuestionKind, weight: string): Blueprint['mix'] => ({
  ...blueprint.mix,
  [kind]: Number(weight),
})

const optionsOf = <T extends string>(labels: Readonly<Record<T, string>>) =>
  Object.entries<string>(labels).map(([value, label]) => ({ value: value as T, label }))
