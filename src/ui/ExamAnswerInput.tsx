import './styles/sitting.css'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { ExamAnswer, Question } from '../domain/exam.ts'
import { fieldCount, lettered, optionTexts } from './examWords.ts'
import { number } from './format.ts'
import { quiz as words } from './messages/quiz.ts'
import { study } from './messages/study.ts'
import { ChoiceOptions, optionLetter } from './parts/ChoiceOptions.tsx'
import { RichText } from './parts/RichText.tsx'
import { AnswerField } from './parts/TypedAnswer.tsx'

type InputProps = {
  question: Question
  answer: ExamAnswer
  /** Once looked up it can no longer be changed; the right options are then marked. */
  checked: boolean
  /** Of a matching, the prompt whose answer is chosen next. */
  prompt: number
  onPrompt: (prompt: number) => void
  onAnswer: (answer: ExamAnswer) => void
  onEnter: () => void
}

/** What a question is answered with, kind by kind. */
export function ExamAnswerInput(props: InputProps) {
  const kind = () => props.question.kind
  return (
    <Switch>
      <Match when={kind() === 'choice' || kind() === 'several' || kind() === 'trueFalse'}>
        <Options {...props} />
      </Match>
      <Match when={kind() === 'matching'}>
        <Pairs {...props} />
      </Match>
      <Match when={fieldCount(props.question) > 0}>
        <Fields {...props} />
      </Match>
    </Switch>
  )
}

function Options(props: InputProps) {
  const claim = () => (props.question.kind === 'trueFalse' ? props.question.claim.text : undefined)
  return (
    <>
      <Show when={claim()}>
        {(text) => (
          <div class="claim">
            <p class="small muted">{words.isItTrue}</p>
            <p lang={props.question.language} dir="auto">
              <RichText text={text()} />
            </p>
          </div>
        )}
      </Show>
      <ChoiceOptions
        labelledBy="question"
        options={optionTexts(props.question)}
        many={props.question.kind === 'several'}
        chosen={chosenOptions(props.answer)}
        right={props.checked ? rightOptions(props.question) : null}
        lang={props.question.kind === 'trueFalse' ? '' : props.question.language}
        onChoose={(option) => props.onAnswer(withOption(props.question, props.answer, option, 0))}
      />
      <Show when={props.question.kind === 'several'}>
        <p class="say">{words.severalHelp}</p>
      </Show>
    </>
  )
}

function Fields(props: InputProps) {
  const fields = () => fieldCount(props.question)
  const texts = () => (props.answer?.kind === 'text' ? props.answer.texts : [])
  const write = (index: number, text: string) =>
    props.onAnswer({
      kind: 'text',
      texts: Array.from({ length: fields() }, (_, i) => (i === index ? text : (texts()[i] ?? ''))),
    })
  const label = (index: number) => {
    if (fields() === 1) return words.answer
    return props.question.kind === 'cloze' ? words.blank(index + 1) : words.item(index + 1)
  }
  let box: HTMLDivElement | undefined
  const enter = (index: number) => {
    const below = props.checked ? undefined : box?.querySelectorAll('input')[index + 1]
    if (below) below.focus()
    else props.onEnter()
  }
  const help = () => {
    if (props.question.kind === 'list') return words.listHelp
    return fields() > 1 ? `${words.clozeHelp} ${study.lenient}` : study.lenient
  }
  return (
    <div class="fields" ref={box}>
      <For each={Array.from({ length: fields() }, (_, i) => i)}>
        {(index) => (
          <div class="field-row" data-number={fields() === 1 ? undefined : number(index + 1)}>
            <AnswerField
              value={texts()[index] ?? ''}
              lang={props.question.language}
              label={label(index)}
              readOnly={props.checked}
              {...(index === fields() - 1 ? { help: help() } : {})}
              onInput={(text) => write(index, text)}
              describedBy="question"
              onEnter={() => enter(index)}
            />
          </div>
        )}
      </For>
    </div>
  )
}

/** Pairs by tap or by key: a question is chosen, then its answer, and the next open question is chosen by itself. */
function Pairs(props: InputProps) {
  const matching = () => (props.question.kind === 'matching' ? props.question : undefined)
  const picks = () => (props.answer?.kind === 'pairs' ? props.answer.options : [])
  const [said, setSaid] = createSignal('')
  const pickOf = (prompt: number) => picks()[prompt] ?? null
  const isRight = (prompt: number) => pickOf(prompt) === matching()?.keys[prompt]
  const choose = (option: number) => {
    const question = matching()
    if (!question || props.checked) return
    const answer = withOption(question, props.answer, option, props.prompt)
    props.onAnswer(answer)
    setSaid(lettered(option, question.options[option] ?? ''))
    props.onPrompt(nextPrompt(answer, props.prompt, question.prompts.length))
  }
  return (
    <div class="pairs">
      <p class="say">{words.matchingHelp}</p>
      <ol class="prompts">
        <For each={matching()?.prompts}>
          {(prompt, index) => (
            <li>
              <button
                type="button"
                class="prompt"
                aria-pressed={props.prompt === index()}
                disabled={props.checked}
                classList={{
                  right: props.checked && isRight(index()),
                  wrong: props.checked && !isRight(index()),
                }}
                onClick={() => props.onPrompt(index())}
              >
                <span lang={props.question.language} dir="auto">
                  <RichText text={prompt} />
                </span>
                <Show when={pickOf(index()) !== null} fallback={<small>{words.unpaired}</small>}>
                  <b>{words.paired(optionLetter(pickOf(index()) ?? 0))}</b>
                </Show>
                <Show when={props.checked}>
                  <small>{isRight(index()) ? words.verdict.right : words.verdict.wrong}</small>
                </Show>
              </button>
            </li>
          )}
        </For>
      </ol>
      <ul class="picks">
        <For each={matching()?.options}>
          {(option, index) => (
            <li>
              <button
                type="button"
                class="btn"
                disabled={props.checked}
                aria-pressed={pickOf(props.prompt) === index()}
                classList={{ used: picks().includes(index()) }}
                onClick={() => choose(index())}
              >
                <b>{optionLetter(index())}</b>
                <span lang={props.question.language} dir="auto">
                  <RichText text={option} />
                </span>
              </button>
            </li>
          )}
        </For>
      </ul>
      <p class="sr" role="status">
        {said()}
      </p>
    </div>
  )
}

/** The answer once an option was pressed: chosen, ticked or unticked, or given to a matching's prompt. */
export function withOption(question: Question, answer: ExamAnswer, option: number, prompt: number): ExamAnswer {
  switch (question.kind) {
    case 'choice':
      return { kind: 'choice', option }
    case 'trueFalse':
      return { kind: 'truth', says: option === 0 }
    case 'several': {
      const before = answer?.kind === 'several' ? answer.options : []
      const options = before.includes(option) ? before.filter((each) => each !== option) : [...before, option]
      return { kind: 'several', options: options.sort((a, b) => a - b) }
    }
    case 'matching': {
      const before = answer?.kind === 'pairs' ? answer.options : question.prompts.map(() => null)
      // An answer belongs to one question: given to another, it leaves the first.
      const freed = before.map((each) => (each === option ? null : each))
      return { kind: 'pairs', options: freed.with(prompt, before[prompt] === option ? null : option) }
    }
    default:
      return answer
  }
}

export function nextPrompt(answer: ExamAnswer, prompt: number, count: number): number {
  if (answer?.kind !== 'pairs' || answer.options[prompt] === null) return prompt
  for (let step = 1; step < count; step++) {
    const at = (prompt + step) % count
    if (answer.options[at] === null) return at
  }
  return prompt
}

function chosenOptions(answer: ExamAnswer): readonly number[] {
  switch (answer?.kind) {
    case 'choice':
      return [answer.option]
    case 'several':
      return answer.options
    case 'truth':
      return [answer.says ? 0 : 1]
    default:
      return []
  }
}

function rightOptions(question: Question): readonly number[] {
  switch (question.kind) {
    case 'choice':
      return [question.key]
    case 'several':
      return question.keys
    case 'trueFalse':
      return [question.isTrue ? 0 : 1]
    default:
      return []
  }
}
