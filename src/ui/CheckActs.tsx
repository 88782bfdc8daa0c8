import { Show } from 'solid-js'
import type { DeckId } from '../domain/note.ts'
import { WhyRejected } from './CreateProposal.tsx'
import type { CheckDesk } from './checkDesk.ts'
import { DeckSelect } from './DeckSelect.tsx'
import { create as words } from './messages/create.ts'
import { Field } from './parts/Field.tsx'
import { Icon } from './parts/Icon.tsx'
import { KeyHint } from './parts/KeyHint.tsx'

type DeskProps = { desk: CheckDesk }

/** The three verdicts on the question in hand. */
export function VerdictButtons(props: DeskProps) {
  const { desk } = props
  return (
    <>
      <button type="button" class="btn" onClick={() => desk.judge('rejected')}>
        <Icon name="x" />
        <span>
          {words.reject} <KeyHint name="X" />
        </span>
      </button>
      <button type="button" class="btn" onClick={desk.edit}>
        <Icon name="pencil-simple" />
        <span>
          {words.edit} <KeyHint name="E" />
        </span>
      </button>
      <button type="button" class="btn primary" onClick={() => desk.judge('accepted')}>
        <Icon name="check" />
        <span>
          {words.accept} <KeyHint name="A" />
        </span>
      </button>
    </>
  )
}

/** The dock on a phone: verdicts while something is open, then saving. */
export function CheckDock(props: DeskProps) {
  const { desk } = props
  return (
    <Show
      when={!desk.isPicking()}
      fallback={
        <button type="button" class="btn big wide" onClick={desk.stopPicking}>
          {words.stopPicking}
        </button>
      }
    >
      <Show
        when={desk.openLeft() > 0}
        fallback={
          <div class="done">
            <SaveTo desk={desk} />
            <SaveButton desk={desk} classes="primary big wide" />
          </div>
        }
      >
        <div class="acts">
          <VerdictButtons desk={desk} />
        </div>
      </Show>
      <div class="after">
        <Show when={desk.asker()} fallback={<After desk={desk} />}>
          <Why desk={desk} />
        </Show>
      </div>
    </Show>
  )
}

/** The foot of the list on a desktop. */
export function CheckFoot(props: DeskProps) {
  return (
    <div class="foot wide-only">
      <Show when={props.desk.openLeft() > 0}>
        <AcceptRest desk={props.desk} />
      </Show>
      <SaveTo desk={props.desk} />
    </div>
  )
}

/** Asks why the question just rejected, or the one in view, was rejected; nothing where none was. */
export function Why(props: DeskProps) {
  const { desk } = props
  return (
    <Show when={desk.asker()}>
      {(proposal) => (
        <WhyRejected
          proposal={proposal()}
          onDismiss={proposal() === desk.current() ? null : desk.dismissAsker}
          onGive={(reason) => desk.giveReason(proposal(), reason)}
        />
      )}
    </Show>
  )
}

export function SaveButton(props: DeskProps & { classes: string }) {
  const cards = () => props.desk.cardsAccepted()
  return (
    <button type="button" class={`btn ${props.classes}`} disabled={cards() === 0} onClick={props.desk.save}>
      {words.save(cards())}
    </button>
  )
}

function SaveTo(props: DeskProps) {
  const { create } = props.desk
  return (
    <Show when={create.ownDecks().length > 0}>
      <Field label={words.saveTo}>
        {(control) => (
          <DeckSelect
            control={control}
            decks={create.ownDecks()}
            value={props.desk.draft().deckId ?? ''}
            onChange={(deckId) => create.moveTo(deckId === '' ? null : (deckId as DeckId))}
          />
        )}
      </Field>
    </Show>
  )
}

function AcceptRest(props: DeskProps) {
  return (
    <button type="button" class="btn quiet" onClick={props.desk.create.acceptRest}>
      {words.acceptRest(props.desk.rest())}
    </button>
  )
}

/** Below the verdicts: all at once. With nothing left open the question in view can still be decided otherwise. */
function After(props: DeskProps) {
  const { desk } = props
  return (
    <Show when={desk.openLeft() > 0} fallback={<Again desk={desk} />}>
      <AcceptRest desk={desk} />
      <Show when={desk.accepted() > 0}>
        <SaveButton desk={desk} classes="quiet" />
      </Show>
    </Show>
  )
}

function Again(props: DeskProps) {
  const { desk } = props
  return (
    <Show when={desk.current()}>
      <button type="button" class="btn quiet" onClick={() => desk.judge('rejected')}>
        {words.reject}
      </button>
      <button type="button" class="btn quiet" onClick={desk.edit}>
        {words.edit}
      </button>
      <button type="button" class="btn quiet" onClick={() => desk.judge('accepted')}>
        {words.accept}
      </button>
    </Show>
  )
}
