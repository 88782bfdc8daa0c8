import { createUniqueId, For, Show } from 'solid-js'
import { clashKey, type NoteClash } from '../domain/deckMerge.ts'
import { facesOf } from '../domain/faces.ts'
import type { Side } from '../domain/noteMerge.ts'
import { toLine } from './cardView.ts'
import { fieldName, fieldText } from './fieldWords.ts'
import { transfer as words } from './messages/transfer.ts'

/** More than these nobody reads one by one: the others go by the choice for all. */
const MOST_SHOWN = 200

/** What both sides changed, side by side: a choice for each, or one for all. */
export function Clashes(props: {
  clashes: readonly NoteClash[]
  language: string
  chosen: (clash: NoteClash) => Side
  onChoose: (choices: ReadonlyMap<string, Side>) => void
}) {
  const chooseAll = (side: Side) => props.onChoose(new Map(props.clashes.map((clash) => [clashKey(clash), side])))
  const chooseOne = (clash: NoteClash, side: Side) =>
    props.onChoose(new Map(props.clashes.map((one) => [clashKey(one), one === clash ? side : props.chosen(one)])))
  return (
    <section class="clashes" aria-labelledby="clashes">
      <h3 id="clashes">{words.clashTitle}</h3>
      <p class="small muted">{words.clashText}</p>
      <div class="acts-row">
        <button type="button" class="btn" onClick={() => chooseAll('mine')}>
          {words.allMine}
        </button>
        <button type="button" class="btn" onClick={() => chooseAll('theirs')}>
          {words.allTheirs}
        </button>
      </div>
      <ul>
        <For each={props.clashes.slice(0, MOST_SHOWN)}>
          {(clash) => (
            <li>
              <ClashView
                clash={clash}
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

function ClashView(props: { clash: NoteClash; language: string; side: Side; onChoose: (side: Side) => void }) {
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
              <small>{words.sides[side]}</small>
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
