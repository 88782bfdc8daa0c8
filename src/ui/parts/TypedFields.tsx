import '../styles/typed.css'
import { For, Index, Show } from 'solid-js'
import { study } from '../messages/study.ts'
import type { ClozePart } from './ClozeText.tsx'
import { AnswerField } from './TypedAnswer.tsx'

type FieldsProps = {
  texts: readonly string[]
  lang: string
  onInput: (field: number, text: string) => void
  /** Enter in the last field; in the others it goes on to the next. */
  onCheck: () => void
}

/** What is typed below the rule: one answer, or the items of a list. */
export function TypedFields(props: FieldsProps & { count: number }) {
  return (
    <div class="typing">
      <Index each={Array.from({ length: props.count })}>
        {(_, field) => (
          <AnswerField
            value={props.texts[field] ?? ''}
            lang={props.lang}
            label={props.count === 1 ? study.yourAnswer : study.item(field + 1, props.count)}
            {...(field === props.count - 1 ? { help: study.lenient } : {})}
            onInput={(text) => props.onInput(field, text)}
            onEnter={() => goOn(field, props.count, props.onCheck)}
          />
        )}
      </Index>
    </div>
  )
}

/** A sentence with a field in place of each gap. */
export function TypedGaps(props: FieldsProps & { parts: readonly ClozePart[] }) {
  const blanks = () => props.parts.filter((part) => part.kind === 'blank')
  return (
    <For each={props.parts}>
      {(part) => (
        <Show when={part.kind === 'blank' && part} fallback={part.text}>
          {(blank) => {
            const field = blanks().indexOf(blank())
            return (
              <input
                class="gap typed-field"
                aria-label={study.gap(field + 1, blanks().length, blank().hint ?? null)}
                placeholder={blank().hint ?? ''}
                lang={props.lang}
                autocapitalize="off"
                autocomplete="off"
                autocorrect="off"
                spellcheck={false}
                enterkeyhint={field === blanks().length - 1 ? 'done' : 'next'}
                value={props.texts[field] ?? ''}
                onInput={(event) => props.onInput(field, event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.isComposing) return
                  event.preventDefault()
                  event.stopPropagation()
                  goOn(field, blanks().length, props.onCheck)
                }}
              />
            )
          }}
        </Show>
      )}
    </For>
  )
}

function goOn(field: number, count: number, check: () => void): void {
  const fields = document.querySelectorAll<HTMLInputElement>('.typing input, input.typed-field')
  if (field < count - 1) fields[field + 1]?.focus()
  else check()
}
