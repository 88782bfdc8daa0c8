import { createUniqueId, For, Show } from 'solid-js'
import { clashKey, type NoteClash } from '../domain/deckMerge.ts'
import { facesOf } from '../domain/faces.ts'
import type { Side } from '../domain/noteMerge.ts'
import { toLine } from './cardView.ts'
import { fieldName, fieldText } from './fieldWords.ts'
import { transfer as words } from './messages/transfer.ts'

/** More than these nobody reads one by one: the others stay as they are, unless there is a choice for all. */
export const MOST_SHOWN = 200

/** What is said around the choices. */
export type ClashWords = {
  readonly title: string
  readonly text: string
  readonly allMine: string
  readonly allTheirs: string
  readonly sides: Readonly<Record<Side, string>>
}

/** Two texts of each field side by side: a choice for each, or one for all. */
export function Clashes<C extends NoteClash>(props: {
  clashes: readonly C[]
  words: ClashWords
  language: string
  chosen: (clash: C) => Side
  onChoose: (choices: ReadonlyMap<string, Side>) => void
}) {
  const chooseAll = (side: Side) => props.onChoose(new Map(props.clashes.map((clash) => [clashKey(clash), side])))
  const chooseOne = (clash: C, side: Side) =>
    props.onChoose(new Map(props.clashes.map((one) => [clashKey(one), one === clash ? side : props.chosen(one)])))
  return (
    <section class="clashes" aria-labelledby="clashes">
      <h3 id="clashes">{props.words.title}</h3>
      <p class="small muted">{props.words.text}</p>
      <div class="acts-row">
        <button type="button" class="btn" onClick={() => chooseAll('mine')}>
          {props.words.allMine}
        </button>
        <button type="button" class="btn" onClick={() => chooseAll('theirs')}>
          {props.words.allTheirs}
        </button>
      </div>
      <ul>
        <For each={props.clashes.slice(0, MOST_SHOWN)}>
          {(clash) => (
            <li>
              <ClashView
                clash={clash}
                sides={props.words.sides}
                language={props.language}
                side={props.chosen(clash)}
                onChoose={(side) => chooseOne(clash, side)}
              />
            </li>
          )}
        </For>
      </ul>
      <Show when={props.clashes.length > MOST_SHOWN}>
        <p class="small muted">{words.moreClashes(props.clashes.length - MOST_SHOWN)}</p>
      </Show>
    </section>
  )
}

function ClashView(props: {
  clash: NoteClash
  sides: Readonly<Record<Side, string>>
  language: string
  side: Side
  onChoose: (side: Side) => void
}) {
  const name = createUniqueId()
  const question = () => {
    const [face] = facesOf(props.clash.note)
    return face ? toLine(props.clash.note, face).question : ''
  }
  const text = (side: Side) => fieldText(side === 'mine' ? props.clash.mine : props.clash.theirs)
  return (
    <fieldset class="clash">
      <legend>
        <span lang={props.language} dir="auto">
          {question()}
        </span>
        <small>{fieldName(props.clash.field)}</small>
      </legend>
      <For each={['mine', 'theirs'] as const}>
        {(side) => (
          <label>
            <input type="radio" name={name} checked={props.side === side} onChange={() => props.onChoose(side)} />
            <span>
              <small>{props.sides[side]}</small>
              <span lang={props.language} dir="auto">
                {text(side) || words.nothingThere}
              </span>
            </span>
          </label>
        )}
      </For>
    </fieldset>
  )
}
