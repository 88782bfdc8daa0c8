import './styles/moves.css'
import './styles/forms.css'
import { createSignal, For, Show } from 'solid-js'
import { createMoves, type MoveReason } from '../app/moves.ts'
import { useServices } from '../app/services.ts'
import type { Backlog } from '../domain/backlog.ts'
import { daysToClear } from '../domain/moveBacklog.ts'
import { MovesPreview } from './MovesPreview.tsx'
import { moves as words } from './messages/moves.ts'
import { t } from './messages.ts'
import { Field } from './parts/Field.tsx'
import { Sheet } from './parts/Sheet.tsx'
import { Switch } from './parts/Switch.tsx'
import { WholeNumber } from './parts/WholeNumber.tsx'

/** More is overdue than can be done at once: three ways out, and how long each takes. */
export default function BacklogCard(props: { backlog: Backlog | null; minutes: number | null }) {
  const [open, setOpen] = createSignal<'spread' | 'cap' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <Show when={props.backlog}>
        {(backlog) => <Choices backlog={backlog()} minutes={props.minutes} onOpen={setOpen} />}
      </Show>
      <Sheet open={open() === 'spread'} title={words.spread} onClose={close}>
        <Spread />
      </Sheet>
      <Sheet open={open() === 'cap'} title={words.cap} onClose={close}>
        <Cap backlog={props.backlog ?? { overdue: 0, perDay: 0 }} />
      </Sheet>
    </>
  )
}

function Choices(props: { backlog: Backlog; minutes: number | null; onOpen: (which: 'spread' | 'cap') => void }) {
  const { settings } = useServices()
  return (
    <section class="behind paper" aria-labelledby="behind">
      <h2 id="behind">{words.behind(props.backlog.overdue)}</h2>
      <p>{words.behindText(props.backlog.perDay, props.minutes === null ? null : t.aboutMinutes(props.minutes))}</p>
      <ul>
        <li>
          <Way
            title={words.start}
            text={words.startText(daysToClear(props.backlog, settings.current().reviewsPerDay))}
          />
          <a class="btn primary" href="#/study">
            {words.start}
          </a>
        </li>
        <li>
          <Way title={words.spread} text={words.spreadText} />
          <button type="button" class="btn" aria-haspopup="dialog" onClick={() => props.onOpen('spread')}>
            {words.spread}
          </button>
        </li>
        <li>
          <Way title={words.cap} text={words.capText} />
          <button type="button" class="btn" aria-haspopup="dialog" onClick={() => props.onOpen('cap')}>
            {words.cap}
          </button>
        </li>
      </ul>
      <Switch
        label={words.paused}
        help={words.pausedText}
        on={settings.current().pauseNewCards}
        onChange={(pauseNewCards) => void settings.change({ pauseNewCards })}
      />
    </section>
  )
}

const SPANS = [3, 5, 7, 14, 30] as const
const USUAL_SPAN = 7

function Way(props: { title: string; text: string }) {
  return (
    <span>
      <b>{props.title}</b>
      <small>{props.text}</small>
    </span>
  )
}

function Spread() {
  const [days, setDays] = createSignal<number>(USUAL_SPAN)
  const moves = createMoves((): MoveReason => ({ kind: 'spread', days: days() }))
  return (
    <div class="away">
      <p>{words.spreadText}</p>
      <Field label={words.over} inline>
        {(control) => (
          <select class="input" {...control} onChange={(event) => setDays(Number(event.currentTarget.value))}>
            <For each={SPANS}>
              {(span) => (
                <option value={span} selected={span === days()}>
                  {words.overDays(span)}
                </option>
              )}
            </For>
          </select>
        )}
      </Field>
      <MovesPreview moves={moves} />
    </div>
  )
}

function Cap(props: { backlog: Backlog }) {
  const { settings } = useServices()
  const least = () => Math.ceil(props.backlog.perDay)
  const [cap, setCap] = createSignal(Math.ceil(least() * 1.5))
  const [said, setSaid] = createSignal('')
  const use = async () => {
    const reviewsPerDay = cap()
    await settings.change({ reviewsPerDay })
    setSaid(words.capSet(reviewsPerDay))
  }
  return (
    <div class="away">
      <p>{words.capText}</p>
      <WholeNumber
        label={words.capLabel}
        value={cap()}
        low={1}
        high={9999}
        wrong={words.between(1, 9999)}
        onChange={(value) => value !== null && setCap(value)}
      />
      <p role="status">{words.capFor(daysToClear(props.backlog, cap()))}</p>
      <div class="acts">
        <button type="button" class="btn primary big wide" onClick={() => void use()}>
          {words.useCap}
        </button>
      </div>
      <Show when={said()}>
        <p role="status">{said()}</p>
      </Show>
    </div>
  )
}
