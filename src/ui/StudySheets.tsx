import './styles/browse.css'
import { For, Match, Show, Suspense, Switch } from 'solid-js'
import { createCardInfo } from '../app/cardInfo.ts'
import type { Command } from '../app/commands.ts'
import type { Study, StudyCard } from '../app/study.ts'
import { MARKED_TAG } from '../domain/tags.ts'
import { CardInfo } from './CardInfo.tsx'
import { browse } from './messages/browse.ts'
import { note } from './messages/note.ts'
import { study as words } from './messages/study.ts'
import { NoteEditor } from './NoteEditor.tsx'
import { NoteSplitter } from './NoteSplitter.tsx'
import { HelpSheet, keyName } from './parts/HelpSheet.tsx'
import { Icon } from './parts/Icon.tsx'
import { KeyHint } from './parts/KeyHint.tsx'
import { Sheet } from './parts/Sheet.tsx'

/** Which of a card's sheets is open. */
export type StudySheet = 'menu' | 'edit' | 'split' | 'info' | 'help' | null

type StudySheetsProps = {
  open: StudySheet
  study: Study
  /** Null at the end of a session. */
  card: StudyCard | null
  deckName: string
  lang: string
  commands: readonly Command[]
  singleKeys: boolean
  onOpen: (sheet: StudySheet) => void
}

/** All that can be done to a card besides answering it, in sheets: loaded when one is first asked for. */
export default function StudySheets(props: StudySheetsProps) {
  const close = () => props.onOpen(null)
  return (
    <>
      <Sheet open={props.open === 'menu'} title={words.menu} onClose={close}>
        <Menu {...props} />
      </Sheet>
      <Sheet open={props.open === 'info' && props.card !== null} title={browse.info} onClose={close}>
        <OneCard {...props} />
      </Sheet>
      <Sheet open={props.open === 'edit' && props.card !== null} title={browse.edit} onClose={close}>
        <OneCard {...props} />
      </Sheet>
      <Sheet open={props.open === 'split' && props.card !== null} title={note.split} onClose={close}>
        <Show when={props.open === 'split' ? props.card : null} keyed>
          {(card) => (
            <NoteSplitter
              note={card.note}
              lang={props.lang}
              onSave={(first, second, base) => {
                props.study.splitNote(first, second, base)
                close()
              }}
              onClose={close}
            />
          )}
        </Show>
      </Sheet>
      <HelpSheet open={props.open === 'help'} lines={props.commands} singleKeys={props.singleKeys} onClose={close} />
    </>
  )
}

/** In the menu: what has no button of its own on the screen. */
const MENU = [
  { id: 'edit', icon: 'pencil-simple' },
  { id: 'info', icon: 'chart-line-up' },
  { id: 'source', icon: 'newspaper' },
  { id: 'mark', icon: 'star' },
  { id: 'flag', icon: 'flag' },
  { id: 'bury', icon: 'clock-countdown' },
  { id: 'buryNote', icon: 'stack' },
  { id: 'suspend', icon: 'pause' },
  { id: 'help', icon: 'keyboard' },
] as const

function Menu(props: StudySheetsProps) {
  const offered = () =>
    MENU.flatMap(({ id, icon }) => {
      const command = props.commands.find((each) => each.id === id)
      return command && command.enabled?.() !== false ? { command, icon } : []
    })
  const label = (command: Command) => {
    if (command.id === 'mark' && props.card?.note.tags.includes(MARKED_TAG)) return words.unmark
    if (command.id === 'flag' && props.card && props.card.state.flag !== 0) return words.unflag
    return command.label
  }
  return (
    <div class="menu">
      <For each={offered()}>
        {({ command, icon }) => (
          <button
            type="button"
            onClick={() => {
              props.onOpen(null)
              command.run()
            }}
          >
            <Icon name={icon} />
            <span>{label(command)}</span>
            <KeyHint name={keyName(command.keys[0] ?? '')} />
          </button>
        )}
      </For>
      <Show when={props.card}>
        <button type="button" onClick={() => props.onOpen('split')}>
          <Icon name="arrows-split" />
          <span>{note.split}</span>
        </button>
        <button
          type="button"
          onClick={() => {
            props.onOpen(null)
            props.study.act('remove')
          }}
        >
          <Icon name="trash" />
          <span>
            {words.remove}
            <small>{words.removeHelp}</small>
          </span>
        </button>
      </Show>
    </div>
  )
}

function OneCard(props: StudySheetsProps) {
  return (
    <Show when={props.card?.state.cardId} keyed>
      {(cardId) => (
        <Suspense>
          <CardContent {...props} cardId={cardId} />
        </Suspense>
      )}
    </Show>
  )
}

function CardContent(props: StudySheetsProps & { cardId: StudyCard['state']['cardId'] }) {
  const info = createCardInfo(() => props.cardId)
  return (
    <Switch>
      <Match when={props.open === 'info' && info.latest}>
        {(past) => (
          <div class="card-info">
            <CardInfo info={past()} deckName={props.deckName} />
          </div>
        )}
      </Match>
      <Match when={props.open === 'edit' && info.latest && props.card}>
        {(card) => (
          <NoteEditor
            note={card().note}
            lang={props.lang}
            authors={info.latest?.authors ?? null}
            onSave={(changed, reset, base) => {
              props.study.saveNote(changed, reset, base)
              props.onOpen(null)
            }}
            onRestore={() => {
              props.study.restoreNote()
              props.onOpen(null)
            }}
            onClose={() => props.onOpen(null)}
          />
        )}
      </Match>
    </Switch>
  )
}
