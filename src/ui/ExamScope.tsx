import { For, Show } from 'solid-js'
import type { Scope } from '../app/examPool.ts'
import type { SetUp } from '../app/examSetUp.ts'
import { splitTitle } from '../domain/deck.ts'
import { exam as words } from './messages/exam.ts'
import { Field } from './parts/Field.tsx'
import { Tick } from './parts/Tick.tsx'

const PART_GROUPS = ['byArticle', 'byTag', 'bySearch'] as const

/** Which cards: decks to tick (none for all of them), and a part of their cards. */
export function ExamScope(props: { setUp: SetUp; onChange?: (scope: Scope) => void }) {
  const tell = () => props.onChange?.(props.setUp.scope())
  return (
    <section aria-labelledby="paper-cards">
      <h2 id="paper-cards">{words.cards}</h2>
      <div class="paper">
        <ul class="ticks">
          <For each={props.setUp.decks()}>
            {(deck) => (
              <li>
                <Tick
                  label={splitTitle(deck.title).name}
                  on={props.setUp.scope().deckIds.includes(deck.id)}
                  onChange={() => {
                    props.setUp.toggleDeck(deck.id)
                    tell()
                  }}
                />
                <span dir="auto" aria-hidden="true">
                  {splitTitle(deck.title).name}
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
