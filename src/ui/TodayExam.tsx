import './styles/exam.css'
import './styles/stats.css'
import { Show } from 'solid-js'
import { createExams } from '../app/examDate.ts'
import { createOutlook } from '../app/examOutlook.ts'
import { useServices } from '../app/services.ts'
import type { ExamPlan } from '../domain/examPlan.ts'
import { keepUpWords } from './ExamOutlook.tsx'
import { dayOfMonth } from './format.ts'
import { planner as words } from './messages/planner.ts'
import { ExamCurve } from './parts/charts/ExamCurve.tsx'

/** The next exam on Today: how far off it is, and what keeping up and stopping come to. */
export default function TodayExam() {
  const exams = createExams()
  return (
    <Show when={exams()[0]} keyed>
      {(plan) => <Next plan={plan} />}
    </Show>
  )
}

function Next(props: { plan: ExamPlan }) {
  const { moment } = useServices()
  const state = createOutlook(() => props.plan, true)
  const known = () => {
    const at = state()
    return at.phase === 'ready' ? at.outlook : undefined
  }
  const day = () => dayOfMonth(props.plan.day, moment().day)
  return (
    <a class="exam-next paper" href={`#/exam/date/${encodeURIComponent(props.plan.id)}`}>
      <span class="top">
        <b dir="auto">{props.plan.name}</b>
        <span class="when">{words.inDays(props.plan.day - moment().day)}</span>
      </span>
      <Show
        when={known()}
        fallback={<span class="muted">{state().phase === 'simulating' ? words.simulating : words.view}</span>}
      >
        {(outlook) => (
          <>
            <ExamCurve
              label={words.chart(outlook().exam.share, outlook().stop.at(-1) ?? 0)}
              height={148}
              keepUp={outlook().keepUp}
              stop={outlook().stop}
              ends={[words.today, day()]}
            />
            <span>{keepUpWords(outlook(), day()).join(' ')}</span>
          </>
        )}
      </Show>
    </a>
  )
}
