import './styles/progress.css'
import { Show } from 'solid-js'
import { countOf } from '../domain/articleDraft.ts'
import { SaveButton } from './CheckActs.tsx'
import type { CheckDesk } from './checkDesk.ts'
import { create as words } from './messages/create.ts'
import { model } from './messages/model.ts'
import { t } from './messages.ts'
import { IconButton } from './parts/IconButton.tsx'

/** The bar over the questions: how far the checking has come, and what is done with all of them. */
export function CheckBar(props: { desk: CheckDesk }) {
  const { desk } = props
  const { create } = desk
  const all = () => desk.proposals().length
  return (
    <div class="topbar check-bar">
      <IconButton icon="x" label={words.close} shortcut="Escape" onPress={create.close} />
      <div class="mid">
        <p class="num">
          <span>
            <b>{all() === 0 ? 0 : desk.draft().current + 1}</b> {words.of(all())}
          </span>
          <span>{words.accepted(desk.accepted())}</span>
        </p>
        <Tri accepted={desk.accepted()} rejected={countOf(desk.draft(), 'rejected')} all={all()} />
      </div>
      <div class="end">
        <Show when={create.model.endpoint()}>
          <IconButton icon="robot" label={model.ask} onPress={() => desk.setAskingModel(true)} />
        </Show>
        <IconButton icon="plus" label={words.addCard} pressed={desk.isPicking()} onPress={desk.pick} />
        <IconButton icon="arrow-u-up-left" label={t.undo} disabled={!create.canUndo()} onPress={create.undo} />
        <SaveButton desk={desk} classes="primary savebar" />
      </div>
    </div>
  )
}

/** How far the checking has come: accepted, rejected, and what is left. */
function Tri(props: { accepted: number; rejected: number; all: number }) {
  const share = (n: number) => (props.all === 0 ? 0 : (100 * n) / props.all)
  return (
    <div
      class="progress tri"
      role="progressbar"
      aria-label={words.checked}
      aria-valuemin={0}
      aria-valuemax={props.all}
      aria-valuenow={props.accepted + props.rejected}
    >
      <span style={{ '--n': share(props.accepted) }} />
      <span class="no" style={{ '--n': share(props.rejected) }} />
    </div>
  )
}
