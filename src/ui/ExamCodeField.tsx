import './styles/examForms.css'
import { createSignal } from 'solid-js'
import { holdUpdates } from '../app/unload.ts'
import { type ExamCode, parseCode } from '../domain/examCode.ts'
import { exam as words } from './messages/exam.ts'
import { Field } from './parts/Field.tsx'

/** A friend's code: where it fits cards at hand, the same paper starts. */
export function ExamCodeField(props: {
  /** Turns to the cards that the code was made for; false where they are not here. */
  find: (code: ExamCode) => Promise<boolean>
  onCode: (code: ExamCode) => void
}) {
  const [text, setText] = createSignal('')
  holdUpdates(() => text() !== '')
  const [problem, setProblem] = createSignal<string | null>(null)
  const use = async () => {
    const code = parseCode(text())
    if (code === null) setProblem(words.codeWrong)
    else if (await props.find(code)) props.onCode(code)
    else setProblem(words.codeOther)
  }
  return (
    <section aria-labelledby="paper-code">
      <h2 id="paper-code">{words.code}</h2>
      <form
        class="paper code"
        onSubmit={(event) => {
          event.preventDefault()
          void use()
        }}
      >
        <Field label={words.code} help={words.codeHelp} error={problem()}>
          {(control) => (
            <input
              class="input num"
              {...control}
              autocapitalize="characters"
              autocomplete="off"
              spellcheck={false}
              placeholder="0000-0000-0000-0000"
              value={text()}
              onInput={(event) => {
                setProblem(null)
                setText(event.currentTarget.value)
              }}
            />
          )}
        </Field>
        <button type="submit" class="btn" disabled={text().trim() === ''}>
          {words.useCode}
        </button>
      </form>
    </section>
  )
}
