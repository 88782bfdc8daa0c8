import '../styles/typed.css'
import { For, Match, Show, Switch } from 'solid-js'
import type { TypedCheck, TypedOutcome } from '../../app/typing.ts'
import type { Folding } from '../../domain/normalise.ts'
import type { TypedVerdict } from '../../domain/typed.ts'
import { diffTyped } from '../../domain/typedDiff.ts'
import type { IconName } from '../icons.ts'
import { study } from '../messages/study.ts'
import { Icon } from './Icon.tsx'

type TypedResultProps = {
  check: TypedCheck
  outcome: TypedOutcome
  right: number
  of: number
  lang: string
  folding: Folding
  /** Whether being right after all also makes the answer right from now on. */
  canAccept: boolean
  onOverturn: () => void
}

/** How what was typed compares with the answer: in a word, then letter by letter or item by item. */
export function TypedResult(props: TypedResultProps) {
  const one = () => (props.check.kind === 'one' ? props.check : undefined)
  const gaps = () => (props.check.kind === 'gaps' ? props.check : undefined)
  const list = () => (props.check.kind === 'list' ? props.check : undefined)
  return (
    <div class="diff">
      <p class={`verdict ${LOOKS[props.outcome].tone}`}>
        <Icon name={LOOKS[props.outcome].icon} />
        {verdictWords(props)}
      </p>
      <Switch>
        <Match when={one()}>{(check) => <TwoLines {...check()} lang={props.lang} folding={props.folding} />}</Match>
        <Match when={gaps()}>
          {(check) => (
            <For each={check().verdicts}>
              {(verdict, i) => (
                <Show when={!isExact(verdict)}>
                  <TwoLines
                    given={check().given[i()] ?? ''}
                    verdict={verdict}
                    lang={props.lang}
                    folding={props.folding}
                  />
                </Show>
              )}
            </For>
          )}
        </Match>
        <Match when={list()}>
          {(check) => (
            <ul class="marked" lang={props.lang} dir="auto">
              <For each={check().items}>
                {(item, i) => <MarkedItem text={item.text} given={check().verdict.found[i()] ?? null} />}
              </For>
              <For each={check().verdict.extra}>
                {(line) => (
                  <li class="extra">
                    <Icon name="x-circle" size="s" />
                    <span>
                      <del>{line}</del> <small>{study.notOnList}</small>
                    </span>
                  </li>
                )}
              </For>
            </ul>
          )}
        </Match>
      </Switch>
      <Show when={props.outcome === 'wrong' || props.outcome === 'part'}>
        <button type="button" class="btn" onClick={() => props.onOverturn()}>
          {props.canAccept ? study.wasRightAdd : study.wasRight}
        </button>
      </Show>
    </div>
  )
}

function MarkedItem(props: { text: string; given: string | null }) {
  return (
    <li classList={{ missing: props.given === null }}>
      <Icon name={props.given === null ? 'circle' : 'check-circle-fill'} size="s" />
      <span>
        {props.text}{' '}
        <Show when={props.given === null} fallback={<span class="sr">{study.named}</span>}>
          <small>{study.missed}</small>
        </Show>
      </span>
    </li>
  )
}

/** Below this share of shared letters two texts are shown side by side, not letter by letter. */
const COMPARABLE = 0.5

/** What was typed over what was expected. Struck out is too much, a dash stands for what is missing. */
function TwoLines(props: { given: string; verdict: TypedVerdict; lang: string; folding: Folding }) {
  const segments = () => {
    const { against } = props.verdict
    const diff = diffTyped(props.given, against, props.folding)
    const shared = diff.reduce((sum, { kind, text }) => sum + (kind === 'right' ? text.length : 0), 0)
    if (shared >= COMPARABLE * Math.max(props.given.length, against.length)) return diff
    return [
      { kind: 'wrong' as const, text: props.given },
      { kind: 'missing' as const, text: against },
    ]
  }
  const isWhole = () => segments().length === 2 && segments().every(({ kind }) => kind !== 'right')
  return (
    <dl lang={props.lang}>
      <Show when={!isExact(props.verdict) && props.given.trim() !== ''}>
        <dt>{study.youTyped}</dt>
        <dd dir="auto">
          <For each={segments().filter(({ kind }) => kind !== 'missing' || !isWhole())}>
            {(segment) => (
              <Show when={segment.kind !== 'right'} fallback={segment.text}>
                <Show when={segment.kind === 'wrong'} fallback={<span class="lack">{dashes(segment.text)}</span>}>
                  <del>{segment.text}</del>
                </Show>
              </Show>
            )}
          </For>
        </dd>
      </Show>
      <dt>{study.answer}</dt>
      <dd dir="auto">
        <Show when={!isWhole()} fallback={props.verdict.against}>
          <For each={segments().filter(({ kind }) => kind !== 'wrong')}>
            {(segment) => (
              <Show when={segment.kind === 'missing'} fallback={segment.text}>
                <ins>{segment.text}</ins>
              </Show>
            )}
          </For>
        </Show>
      </dd>
    </dl>
  )
}

const dashes = (text: string): string => '-'.repeat([...text].length)

const isExact = (verdict: TypedVerdict): boolean => verdict.kind === 'right' && verdict.exact

const LOOKS: Readonly<Record<TypedOutcome, { readonly icon: IconName; readonly tone: string }>> = {
  right: { icon: 'check-circle-fill', tone: 'right' },
  close: { icon: 'warning-circle', tone: 'near' },
  part: { icon: 'warning-circle', tone: 'near' },
  wrong: { icon: 'x-circle', tone: 'wrong' },
  nothing: { icon: 'circle', tone: '' },
}

function verdictWords({ check, outcome, right, of }: TypedResultProps): string {
  if (outcome === 'part') return study.verdict.part(right, of)
  if (outcome !== 'wrong' || check.kind === 'list') return study.verdict[outcome]
  const [verdict] = check.kind === 'one' ? [check.verdict] : check.verdicts
  const reason = verdict?.kind === 'wrong' ? verdict.reason : 'far'
  return reason === 'fact' || reason === 'other-answer' ? study.verdict[reason] : study.verdict.wrong
}
