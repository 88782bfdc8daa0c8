import './styles/exam.css'
import './styles/examForms.css'
import './styles/examResult.css'
import './styles/settings.css'
import { createSignal, For, Show } from 'solid-js'
import { createExamDate, isMinutes, savePlan } from '../app/examDate.ts'
import { createOutlook } from '../app/examOutlook.ts'
import { createSetUp } from '../app/examSetUp.ts'
import { useServices } from '../app/services.ts'
import { holdUnsaved } from '../app/unload.ts'
import { MOST_DAILY_MINUTES, MOST_EXAMS } from '../domain/examPlanCheck.ts'
import { ExamOutlook } from './ExamOutlook.tsx'
import { ExamScope } from './ExamScope.tsx'
import { BackHead, PageFrame, useGo } from './frame.tsx'
import { planner as words } from './messages/planner.ts'
import { Field } from './parts/Field.tsx'
import { IconButton } from './parts/IconButton.tsx'
import { Confirm } from './parts/Sheet.tsx'
import { weekdayName } from './weekdays.ts'

/** An exam to come: when, of what, with how many minutes a day; and beside it what that can be expected to come to. */
export default function ExamDate(props: { id: string | null }) {
  const services = useServices()
  const go = useGo()
  const exam = createExamDate(props.id)
  const { form } = exam
  holdUnsaved(exam.isChanged)
  const setUp = createSetUp({ deckIds: form().deckIds, query: form().query })
  const outlook = createOutlook(exam.plan, true)
  const order = () => {
    const known = outlook()
    return known.phase === 'ready' ? { price: known.price, priced: known.priced } : { price: null, priced: false }
  }
  const [asksRemoval, setAsksRemoval] = createSignal(false)
  const [said, setSaid] = createSignal('')
  const [isFull, setFull] = createSignal(false)
  const keep = async () => {
    setFull(false)
    const isKept = await exam.save(order())
    setFull(!isKept)
    setSaid(isKept ? words.saved : '')
  }
  const typeMinutes = (weekday: number, text: string) =>
    exam.change({ minutes: form().minutes.map((each, i) => (i === weekday ? text : each)) })
  return (
    <PageFrame current="quiz">
      <BackHead href="#/quiz">
        <Show when={exam.isKept}>
          <IconButton icon="trash" label={words.remove} onPress={() => setAsksRemoval(true)} />
        </Show>
      </BackHead>
      <h1 class="page-title">{exam.isKept ? form().name || words.title : words.title}</h1>
      <div class="exam-cols">
        <div class="settings paper-form">
          <section>
            <div class="paper">
              <Field label={words.name} help={words.nameHelp}>
                {(control) => (
                  <input
                    class="input"
                    {...control}
                    dir="auto"
                    autocomplete="off"
                    value={form().name}
                    onInput={(event) => exam.change({ name: event.currentTarget.value })}
                  />
                )}
              </Field>
              <Field
                label={words.date}
                error={exam.isPast() ? words.datePast : exam.isTooFar() ? words.dateTooFar : null}
              >
                {(control) => (
                  <input
                    class="input"
                    {...control}
                    type="date"
                    value={form().date}
                    onInput={(event) => exam.change({ date: event.currentTarget.value })}
                  />
                )}
              </Field>
              <Field label={words.time}>
                {(control) => (
                  <input
                    class="input"
                    {...control}
                    type="time"
                    value={form().time}
                    onInput={(event) => exam.change({ time: event.currentTarget.value })}
                  />
                )}
              </Field>
            </div>
          </section>
          <ExamScope setUp={setUp} onChange={(scope) => exam.change(scope)} />
          <section aria-labelledby="exam-minutes">
            <h2 id="exam-minutes">{words.perDay}</h2>
            <div class="paper">
              <For each={form().minutes.map((_, weekday) => weekday)}>
                {(weekday) => (
                  <Field
                    label={weekdayName(weekday)}
                    error={isMinutes(form().minutes[weekday] ?? '') ? null : words.minutesWrong(MOST_DAILY_MINUTES)}
                    inline
                  >
                    {(control) => (
                      <input
                        class="input num"
                        {...control}
                        inputmode="numeric"
                        autocomplete="off"
                        value={form().minutes[weekday] ?? ''}
                        onInput={(event) => typeMinutes(weekday, event.currentTarget.value)}
                      />
                    )}
                  </Field>
                )}
              </For>
              <p class="small muted">{words.perDayHelp}</p>
            </div>
          </section>
        </div>
        <section class="exam-side" aria-labelledby="exam-outlook">
          <h2 id="exam-outlook">{words.outlook}</h2>
          <ExamOutlook plan={exam.plan()} state={outlook()} />
        </section>
      </div>
      <p role="status" class="small">
        {said()}
      </p>
      <div class="action-dock result-acts">
        <Show when={isFull()}>
          <p class="error" role="alert">
            {words.full(MOST_EXAMS)}
          </p>
        </Show>
        <Show when={exam.plan()}>
          {(plan) => (
            <button
              type="button"
              class="btn big wide"
              onClick={() => void savePlan(services, plan(), { study: words.study, text: words.calendarText })}
            >
              {words.calendar}
            </button>
          )}
        </Show>
        <button type="button" class="btn primary big wide" disabled={exam.plan() === null} onClick={() => void keep()}>
          {words.save}
        </button>
      </div>
      <Confirm
        open={asksRemoval()}
        title={words.removeAsk(form().name)}
        text={words.removeText}
        confirmLabel={words.remove}
        danger
        onClose={() => setAsksRemoval(false)}
        onConfirm={() => void exam.remove().then(() => go('#/quiz'))}
      />
    </PageFrame>
  )
}
