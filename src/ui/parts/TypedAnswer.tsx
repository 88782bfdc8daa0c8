import '../styles/forms.css'
import { createUniqueId, Show } from 'solid-js'
import { study } from '../messages/study.ts'

/** A field for an answer, set so that no keyboard changes what is typed. Enter hands it in. */
export function AnswerField(props: {
  value: string
  lang: string
  label?: string
  help?: string
  readOnly?: boolean
  /** The id of the question, read out with the field that has the focus. */
  describedBy?: string
  onInput: (value: string) => void
  onEnter: () => void
}) {
  const id = createUniqueId()
  return (
    <>
      <label class="sr" for={id}>
        {props.label ?? study.yourAnswer}
      </label>
      <input
        id={id}
        class="input answer"
        lang={props.lang}
        dir="auto"
        autocapitalize="off"
        autocomplete="off"
        autocorrect="off"
        spellcheck={false}
        enterkeyhint="done"
        value={props.value}
        readOnly={props.readOnly}
        aria-describedby={props.describedBy}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.isComposing) return
          event.preventDefault()
          event.stopPropagation()
          props.onEnter()
        }}
      />
      <Show when={props.help}>
        <p>{props.help}</p>
      </Show>
    </>
  )
}
