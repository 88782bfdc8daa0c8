import { Match, Show, Switch } from 'solid-js'
import { type Asking, canReword, type Proposals } from '../app/proposals.ts'
import type { Note } from '../domain/note.ts'
import { passagesOf } from '../domain/passages.ts'
import type { Source } from '../domain/source.ts'
import { proposalLine } from './CreateList.tsx'
import { failureWords } from './failureWords.ts'
import { model as words } from './messages/model.ts'
import { Progress } from './parts/Progress.tsx'
import { Sheet } from './parts/Sheet.tsx'

type AskModelProps = {
  open: boolean
  model: Proposals
  source: Source
  /** The question in hand, where there is one. */
  current: Note | null
  others: () => readonly Note[]
  onClose: () => void
}

/** Says what goes where, sends it when told to, and tells what came of it. It may be closed meanwhile. */
export function AskModel(props: AskModelProps) {
  const state = () => props.model.state()
  const host = () => props.model.endpoint()?.host ?? ''
  const send = () => void props.model.ask(props.source, props.others)
  const asking = () => {
    const at = state()
    return at.phase === 'asking' ? at : undefined
  }
  const over = () => {
    const at = state()
    return at.phase === 'over' ? at : undefined
  }
  const rewordable = () => (props.current && canReword(props.current) ? props.current : null)
  return (
    <Sheet
      open={props.open}
      title={words.ask}
      onClose={props.onClose}
      actions={
        <Show
          when={asking()}
          fallback={
            <button type="button" class="btn primary big to-host" onClick={send}>
              {over() ? words.again(host()) : words.send(host())}
            </button>
          }
        >
          <button type="button" class="btn big" onClick={() => props.model.stop()}>
            {words.stop}
          </button>
        </Show>
      }
    >
      <div class="ask-model" aria-live="polite">
        <Switch
          fallback={
            <>
              <p>{words.sends(props.model.endpoint()?.model ?? '', host(), passagesOf(props.source.text).length)}</p>
              <Show when={props.model.endpoint()?.isOpenToAll}>
                <p class="error">{words.openToAll}</p>
              </Show>
              <p class="muted">{words.checks}</p>
            </>
          }
        >
          <Match when={asking()}>
            {(at) => (
              <>
                <Progress done={Math.round(at().share * 100)} max={100} label={words.asking} />
                <p>{at().came === 0 || at().task === 'reword' ? words.asking : words.soFar(at().came, at().passed)}</p>
              </>
            )}
          </Match>
          <Match when={over()}>{(at) => <Outcome at={at()} />}</Match>
        </Switch>
      </div>
      <Show when={!asking() && rewordable()}>
        {(note) => (
          <section class="ask-model reword" aria-labelledby="reword">
            <h3 id="reword">{words.reword}</h3>
            <p class="q" dir="auto">
              {proposalLine(note())}
            </p>
            <p class="muted">{words.rewordSends}</p>
            <button
              type="button"
              class="btn to-host"
              onClick={() => void props.model.reword(props.source, note(), props.others())}
            >
              {words.sendCard(host())}
            </button>
          </section>
        )}
      </Show>
    </Sheet>
  )
}

function Outcome(props: { at: Extract<Asking, { phase: 'over' }> }) {
  const problem = () => props.at.problem
  return (
    <>
      <Show when={problem()}>{(at) => <p classList={{ error: at() !== 'stopped' }}>{problemWords(at())}</p>}</Show>
      <p>{props.at.task === 'reword' ? rewordWords(props.at) : words.over(props.at.came, props.at.passed)}</p>
      <Show when={problem()}>
        <p class="muted">{words.remain}</p>
      </Show>
    </>
  )
}

const rewordWords = ({ came, passed }: { came: number; passed: number }): string =>
  passed > 0 ? words.reworded : came > 0 ? words.rewordDropped : ''

function problemWords(problem: NonNullable<Extract<Asking, { phase: 'over' }>['problem']>): string {
  if (problem === 'stopped') return words.stopped
  return problem === 'broke-off' ? words.brokeOff : failureWords(problem)
}
