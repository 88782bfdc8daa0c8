import './styles/examForms.css'
import { createMemo, For, Show } from 'solid-js'
import type { Scope } from '../app/examPool.ts'
import type { SetUp } from '../app/examSetUp.ts'
import type { DeckInfo } from '../domain/deck.ts'
import { type DeckBranch, deckBranches, decksIn, isOnlyAround } from '../domain/deckList.ts'
import type { DeckId } from '../domain/note.ts'
import { deck as decks } from './messages/deck.ts'
import { exam as words } from './messages/exam.ts'
import { Field } from './parts/Field.tsx'
import { Tick } from './parts/Tick.tsx'

/** What can be ticked, in the order of the tree: all that lies in a folder at once, then each deck. */
type Choice = { readonly name: string; readonly depth: number; readonly deckIds: readonly DeckId[] }

const choicesIn = (branches: readonly DeckBranch<DeckInfo>[], depth = 0): readonly Choice[] =>
  branches.flatMap((branch) => {
    if (isOnlyAround(branch)) return choicesIn(branch.below, depth)
    const all = decksIn(branch).map(({ id }) => id)
    const whole = branch.below.length > 0 ? [{ name: decks.all(branch.name), depth, deckIds: all }] : []
    const own = branch.decks.map(({ id }) => ({ name: branch.name, depth: depth + whole.length, deckIds: [id] }))
    return [...whole, ...own, ...choicesIn(branch.below, depth + 1)]
  })

const PART_GROUPS = ['byArticle', 'byTag', 'bySearch'] as const

/** Which cards: decks to tick (none for all of them), and a part of their cards. */
export function ExamScope(props: { setUp: SetUp; onChange?: (scope: Scope) => void }) {
  const ticked = createMemo(() => new Set(props.setUp.scope().deckIds))
  const tell = () => props.onChange?.(props.setUp.scope())
  return (
    <section aria-labelledby="paper-cards">
      <h2 id="paper-cards">{words.cards}</h2>
      <div class="paper">
        <ul class="ticks">
          <For each={choicesIn(deckBranches(props.setUp.decks(), (deck) => deck.title))}>
            {(choice) => (
              <li style={{ '--depth': choice.depth }}>
                <Tick
                  label={choice.name}
                  on={choice.deckIds.every((deckId) => ticked().has(deckId))}
                  onChange={() => {
                    props.setUp.toggleDecks(choice.deckIds)
                    tell()
                  }}
                />
                <span dir="auto" aria-hidden="true">
                  {choice.name}
                </span>
              </li>
            )}
          </For>
        </ul>
        <Field label={words.part} help={words.countHelp(props.setUp.pool()?.notes.length ?? 0)}>
          {(control) => (
            <select
              class="input"
              {...control}
              onChange={(event) => {
                props.setUp.setQuery(event.currentTarget.value)
                tell()
              }}
            >
              <option value="">{words.whole}</option>
              <For each={PART_GROUPS}>
                {(group) => (
                  <Show when={props.setUp.parts()[group].length > 0}>
                    <optgroup label={words[group]}>
                      <For each={props.setUp.parts()[group]}>
                        {(part) => (
                          <option value={part.query} selected={part.query === props.setUp.scope().query}>
                            {part.name}
                          </option>
                        )}
                      </For>
                    </optgroup>
                  </Show>
                )}
              </For>
            </select>
          )}
        </Field>
      </div>
    </section>
  )
}
