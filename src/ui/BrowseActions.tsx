import './styles/browse.css'
import { createSignal, createUniqueId, For, Match, Show, Switch } from 'solid-js'
import type { BulkAction } from '../app/browse.ts'
import { holdUnsaved } from '../app/unload.ts'
import type { DeckInfo } from '../domain/deck.ts'
import type { DeckId } from '../domain/note.ts'
import { addDays, dueOnDay, type StudyDay } from '../domain/time.ts'
import { deckPath } from './deckPath.ts'
import type { IconName } from './icons.ts'
import { browse as words } from './messages/browse.ts'
import { t } from './messages.ts'
import { Field } from './parts/Field.tsx'
import { Icon } from './parts/Icon.tsx'
import { IconButton } from './parts/IconButton.tsx'
import { Confirm, Sheet } from './parts/Sheet.tsx'

/** What is asked about the selected cards; null while nothing is. */
export type Asking = 'actions' | 'tag' | 'untag' | 'due' | 'move' | 'reset' | 'retire' | null

type BrowseActionsProps = {
  asking: Asking
  count: number
  tags: readonly string[]
  decks: readonly DeckInfo[]
  today: StudyDay
  onAsk: (asking: Asking) => void
  onAct: (action: BulkAction) => void
  onSend: () => void
}

/** The menu of what can be done with the selected cards, and the questions that some of it needs answered. */
export function BrowseActions(props: BrowseActionsProps) {
  const close = () => props.onAsk(null)
  const act = (action: BulkAction) => {
    close()
    props.onAct(action)
  }
  const item = (icon: IconName, label: string, run: () => void, help?: string) => (
    <button type="button" onClick={run}>
      <Icon name={icon} />
      <span>
        {label}
        <Show when={help}>
          <small>{help}</small>
        </Show>
      </span>
    </button>
  )
  const isForm = () =>
    props.asking === 'tag' || props.asking === 'untag' || props.asking === 'due' || props.asking === 'move'
  return (
    <>
      <Sheet open={props.asking === 'actions'} title={words.actionsFor(props.count)} onClose={close}>
        <div class="menu">
          {item('pause', words.act.suspend, () => act({ kind: 'suspend' }))}
          {item('clock-countdown', words.act.bury, () => act({ kind: 'bury' }))}
          {item('arrow-clockwise', words.act.release, () => act({ kind: 'release' }), words.act.releaseHelp)}
          {item('flag-fill', words.act.flag, () => act({ kind: 'flag', flag: 1 }))}
          {item('flag', words.act.unflag, () => act({ kind: 'flag', flag: 0 }))}
          {item('tag', words.act.tag, () => props.onAsk('tag'))}
          {item('x', words.act.untag, () => props.onAsk('untag'))}
          {item('cards-three', words.act.move, () => props.onAsk('move'))}
          {item('share-network', words.act.send, () => {
            close()
            props.onSend()
          })}
          {item('calendar-dots', words.act.due, () => props.onAsk('due'))}
          {item('arrow-u-up-left', words.act.reset, () => props.onAsk('reset'))}
          {item('trash', words.act.retire, () => props.onAsk('retire'))}
        </div>
      </Sheet>
      <Sheet open={isForm()} title={titleOf(props.asking)} onClose={close}>
        <Switch>
          <Match when={props.asking === 'due'}>
            <DueForm onSave={(days) => act({ kind: 'setDue', due: dueOnDay(addDays(props.today, days)) })} />
          </Match>
          <Match when={props.asking === 'move'}>
            <MoveForm decks={props.decks} onSave={(deckId) => act({ kind: 'move', deckId })} />
          </Match>
          <Match when={isForm()}>
            <TagForm
              known={props.tags}
              onSave={(tag) => act({ kind: 'tag', tag, on: props.asking !== 'untag' })}
              action={titleOf(props.asking)}
            />
          </Match>
        </Switch>
      </Sheet>
      <Confirm
        open={props.asking === 'reset'}
        title={words.resetAsk(props.count)}
        text={words.resetText}
        confirmLabel={words.act.reset}
        danger
        onConfirm={() => act({ kind: 'reset' })}
        onClose={close}
      />
      <Confirm
        open={props.asking === 'retire'}
        title={words.retireAsk(props.count)}
        text={words.retireText}
        confirmLabel={words.act.retire}
        danger
        onConfirm={() => act({ kind: 'retire' })}
        onClose={close}
      />
    </>
  )
}

function titleOf(asking: Asking): string {
  if (asking === 'due') return words.act.due
  if (asking === 'move') return words.act.move
  return asking === 'untag' ? words.act.untag : words.act.tag
}

function MoveForm(props: { decks: readonly DeckInfo[]; onSave: (deckId: DeckId) => void }) {
  const [deckId, setDeckId] = createSignal(props.decks[0]?.id)
  // The one that is shown: what was chosen may have been removed in another tab since.
  const chosen = () => props.decks.find((deck) => deck.id === deckId())?.id ?? props.decks[0]?.id
  return (
    <form
      class="note-form"
      onSubmit={(event) => {
        event.preventDefault()
        const to = chosen()
        if (to) props.onSave(to)
      }}
    >
      <Field label={words.moveTo} help={words.moveHelp}>
        {(control) => (
          <select
            class="input"
            {...control}
            value={chosen()}
            onChange={(event) => setDeckId(props.decks.find((deck) => deck.id === event.currentTarget.value)?.id)}
          >
            <For each={props.decks}>
              {(deck) => (
                <option value={deck.id} selected={deck.id === chosen()}>
                  {deckPath(deck.title)}
                </option>
              )}
            </For>
          </select>
        )}
      </Field>
      <div class="acts">
        <button type="submit" class="btn primary">
          {words.act.move}
        </button>
      </div>
    </form>
  )
}

function TagForm(props: { known: readonly string[]; action: string; onSave: (tag: string) => void }) {
  const listId = createUniqueId()
  const [tag, setTag] = createSignal('')
  holdUnsaved(() => tag() !== '')
  return (
    <form
      class="note-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (tag().trim() !== '') props.onSave(tag().trim())
      }}
    >
      <Field label={words.tag}>
        {(control) => (
          <input
            class="input"
            dir="auto"
            maxlength="200"
            autocomplete="off"
            list={listId}
            {...control}
            value={tag()}
            onInput={(event) => setTag(event.currentTarget.value)}
          />
        )}
      </Field>
      <datalist id={listId}>
        <For each={props.known}>{(name) => <option value={name} />}</For>
      </datalist>
      <div class="acts">
        <button type="submit" class="btn primary">
          {props.action}
        </button>
      </div>
    </form>
  )
}

/** As far ahead as an interval may reach. */
const MOST_DAYS = 36_500

function DueForm(props: { onSave: (days: number) => void }) {
  const [days, setDays] = createSignal(1)
  const isGood = () => Number.isInteger(days()) && days() >= 0 && days() <= MOST_DAYS
  return (
    <form
      class="note-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (isGood()) props.onSave(days())
      }}
    >
      <Field label={words.dueIn} help={words.dueHelp}>
        {(control) => (
          <input
            class="input"
            type="number"
            inputmode="numeric"
            min="0"
            max={MOST_DAYS}
            required
            {...control}
            value={days()}
            onInput={(event) => setDays(event.currentTarget.valueAsNumber)}
          />
        )}
      </Field>
      <div class="acts">
        <button type="submit" class="btn primary">
          {t.save}
        </button>
      </div>
    </form>
  )
}

/** How many are selected, and what can be done about it: under the thumb. */
export function SelectionBar(props: {
  count: number
  found: number
  busy: boolean
  onAll: () => void
  onClear: () => void
  onActions: () => void
}) {
  return (
    <div class="bar-in">
      <b>{props.busy ? words.working : words.selected(props.count)}</b>
      <Show when={props.found > props.count}>
        <button type="button" class="link" onClick={() => props.onAll()}>
          {words.selectAll(props.found)}
        </button>
      </Show>
      <IconButton icon="x" label={words.unselect} onPress={() => props.onClear()} />
      <button type="button" class="btn primary" disabled={props.busy} onClick={() => props.onActions()}>
        {words.actions}
      </button>
    </div>
  )
}
