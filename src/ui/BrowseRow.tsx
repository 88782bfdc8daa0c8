import './styles/memory.css'
import './styles/browse.css'
import { Show } from 'solid-js'
import type { StudyCard } from '../app/browse.ts'
import { memoryWord } from '../domain/card.ts'
import { faceOf } from '../domain/note.ts'
import type { StudyDay } from '../domain/time.ts'
import { toLine } from './cardView.ts'
import { whenDue } from './dueWords.ts'
import { browse as words } from './messages/browse.ts'
import { t } from './messages.ts'
import { Icon } from './parts/Icon.tsx'

type BrowseRowProps = {
  card: StudyCard | undefined
  lang: string
  today: StudyDay
  selected: boolean
  /** `range` with the shift key: everything from the one before. */
  onSelect: (range: boolean) => void
  onOpen: () => void
  onFocus: () => void
}

/** A card in the list of all: ticked to be selected, pressed to be opened. Empty while it is read. */
export function BrowseRow(props: BrowseRowProps) {
  return (
    <Show when={props.card}>
      {(card) => {
        const line = () => toLine(card().note, faceOf(card().state.cardId))
        return (
          <>
            {/* With shift a browser would select text, and not tick. */}
            <label class="check" onMouseDown={(event) => event.shiftKey && event.preventDefault()}>
              <input
                class="sr"
                type="checkbox"
                checked={props.selected}
                aria-label={words.select(line().question)}
                onClick={(event) => {
                  props.onSelect(event.shiftKey)
                  event.currentTarget.checked = props.selected
                }}
              />
              <i aria-hidden="true">
                <Icon name="check" size="s" />
              </i>
            </label>
            <button type="button" class="brow" onClick={() => props.onOpen()} onFocus={() => props.onFocus()}>
              <span class="q" lang={props.lang} dir="auto">
                {line().question}
              </span>
              <span class="a" lang={props.lang} dir="auto">
                {line().answer}
              </span>
              <span class="when">
                <b>
                  <Show when={card().state.flag > 0}>
                    <Icon name="flag-fill" size="s" />
                    <span class="sr">{words.states.flagged}</span>
                  </Show>
                  {whenDue(card().state, props.today)}
                </b>
                <span>
                  <i class={`dot st-${memoryWord(card().state.memory)}`} aria-hidden="true" />
                  {t.memory[memoryWord(card().state.memory)]}
                </span>
              </span>
            </button>
          </>
        )
      }}
    </Show>
  )
}
