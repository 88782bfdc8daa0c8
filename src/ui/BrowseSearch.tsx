import './styles/browse.css'
import './styles/forms.css'
import { createSignal, createUniqueId, For, Show } from 'solid-js'
import type { Browse } from '../app/browse.ts'
import { holdUnsaved } from '../app/unload.ts'
import { FIELDS, SEARCH_STATES, type SearchState } from '../domain/search.ts'
import { SORTS, type Sort } from '../domain/searchSort.ts'
import { browse as words } from './messages/browse.ts'
import { t } from './messages.ts'
import { Chips } from './parts/Chips.tsx'
import { Field } from './parts/Field.tsx'
import { Icon } from './parts/Icon.tsx'
import { IconButton } from './parts/IconButton.tsx'
import { portionOf } from './parts/portion.ts'
import { Sheet } from './parts/Sheet.tsx'

/** Searches that are one tap away. */
const QUICK: readonly SearchState[] = ['due', 'new', 'suspended', 'buried', 'flagged', 'leech']

/** Kept searches drawn at a time. */
const MOST_SAVED = 200

/** The search with what is wrong in it, the quick and the kept searches, and the order of what is found. */
export function BrowseSearch(props: {
  browse: Browse
  onInput: (element: HTMLInputElement) => void
  onDown: () => void
}) {
  const id = createUniqueId()
  const search = () => props.browse.search
  const [asks, setAsks] = createSignal<'language' | 'keep' | null>(null)
  const text = () => search().text().trim()
  const kept = () => props.browse.saved().find((one) => one.query === text())
  const [most, setMost] = createSignal(MOST_SAVED)
  const saved = () => portionOf(props.browse.saved(), most())
  const chips = () => [
    { value: '', label: words.all },
    ...QUICK.map((state) => ({ value: `is:${state}`, label: words.states[state] })),
    ...saved().rows.map((one) => ({ value: one.query, label: one.name })),
  ]
  const problem = () => {
    const found = search().problem()
    return found && words.problem(found, FIELDS, SEARCH_STATES)
  }
  return (
    <search>
      <div class="find">
        <label class="search">
          <span class="sr">{words.search}</span>
          <Icon name="magnifying-glass" />
          <input
            ref={props.onInput}
            class="input"
            type="search"
            autocapitalize="off"
            autocomplete="off"
            spellcheck={false}
            dir="auto"
            placeholder={words.placeholder(props.browse.total() ?? 0)}
            value={search().text()}
            aria-invalid={problem() ? true : undefined}
            aria-describedby={`${id}-problem`}
            onInput={(event) => search().setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown') return
              event.preventDefault()
              props.onDown()
            }}
          />
        </label>
        <IconButton icon="info" label={words.language} onPress={() => setAsks('language')} />
      </div>
      <p class="problem" id={`${id}-problem`} role="alert">
        {problem()}
      </p>
      <Chips label={words.filter} options={chips()} value={text()} onChange={search().setText} />
      <Show when={saved().more > 0}>
        <button type="button" class="btn" onClick={() => setMost((all) => all + MOST_SAVED)}>
          {words.moreKept(saved().more)}
        </button>
      </Show>
      <div class="list-head">
        <p role="status">{words.found(search().hits().rows.length, search().hits().complete)}</p>
        <div class="order">
          <Show
            when={kept()}
            fallback={
              <Show when={text() !== '' && !problem() && !chips().some((chip) => chip.value === text())}>
                <IconButton icon="plus" label={words.keep} onPress={() => setAsks('keep')} />
              </Show>
            }
          >
            {(one) => (
              <IconButton
                icon="trash"
                label={words.letGo(one().name)}
                onPress={() => void props.browse.saveSearch(one().name, null)}
              />
            )}
          </Show>
          <select
            aria-label={words.order}
            value={search().sort()}
            onChange={(event) => search().setSort(event.currentTarget.value as Sort, false)}
          >
            <For each={SORTS}>{(sort) => <option value={sort}>{words.sorts[sort]}</option>}</For>
          </select>
          <IconButton
            icon={search().reversed() ? 'caret-up' : 'caret-down'}
            label={words.reverse}
            pressed={search().reversed()}
            onPress={() => search().setSort(search().sort(), !search().reversed())}
          />
        </div>
      </div>
      <Sheet open={asks() === 'language'} title={words.language} onClose={() => setAsks(null)}>
        <Language />
      </Sheet>
      <Sheet open={asks() === 'keep'} title={words.keep} onClose={() => setAsks(null)}>
        <KeepForm
          onSave={(name) => {
            setAsks(null)
            void props.browse.saveSearch(name, text())
          }}
        />
      </Sheet>
    </search>
  )
}

function KeepForm(props: { onSave: (name: string) => void }) {
  const [name, setName] = createSignal('')
  holdUnsaved(() => name() !== '')
  return (
    <form
      class="note-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (name().trim() !== '') props.onSave(name().trim())
      }}
    >
      <Field label={words.keepName}>
        {(control) => (
          <input
            class="input"
            dir="auto"
            maxlength="80"
            required
            {...control}
            value={name()}
            onInput={(event) => setName(event.currentTarget.value)}
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

/** What can be written, as it is written; not a thing to translate. */
const EXAMPLES: readonly (readonly [text: string, meaning: string])[] = [
  ['kabul deadline', words.help.words],
  ['"two words"', words.help.phrase],
  ['kabul or washington', words.help.either],
  ['-kabul', words.help.not],
  ['deck:News', words.help.deck],
  ['tag:dates', words.help.tag],
  ['article:washington', words.help.article],
  ['is:due', words.help.is(SEARCH_STATES)],
  ['prop:ivl>30', words.help.prop],
  ['prop:r<0.8', words.help.recall],
  ['rated:7:1', words.help.rated],
  ['added:7', words.help.added],
]

function Language() {
  return (
    <div class="lang">
      <dl>
        <For each={EXAMPLES}>
          {([text, meaning]) => (
            <>
              <dt>
                <code>{text}</code>
              </dt>
              <dd>{meaning}</dd>
            </>
          )}
        </For>
      </dl>
    </div>
  )
}
