import { useParams } from '@solidjs/router'
import { lazy, Match, Switch } from 'solid-js'
import type { EventId } from '../domain/event.ts'

const ExamSetUp = lazy(() => import('./ExamSetUp.tsx'))
const ExamSitting = lazy(() => import('./ExamSitting.tsx'))
const ExamResult = lazy(() => import('./ExamResult.tsx'))
const ExamHistory = lazy(() => import('./ExamHistory.tsx'))
const ExamDate = lazy(() => import('./ExamDate.tsx'))
const ExamPrint = lazy(() => import('./ExamPrint.tsx'))

/**
 * Papers by their address: `#/exam` sets one up, `sit`, `result` and `print` take its name, `history` lists them; `date`
 * plans for an exam to come.
 */
export default function ExamPage() {
  const params = useParams<{ view?: string; id?: string }>()
  const id = () => decodeURIComponent(params.id ?? '')
  return (
    <Switch fallback={<ExamSetUp />}>
      <Match when={params.view === 'sit' && id()} keyed>
        {(paper) => <ExamSitting id={paper} />}
      </Match>
      <Match when={params.view === 'result' && id()} keyed>
        {(paper) => <ExamResult examId={paper as EventId} />}
      </Match>
      <Match when={params.view === 'print' && id()} keyed>
        {(paper) => <ExamPrint examId={paper as EventId} />}
      </Match>
      <Match when={params.view === 'date' && (id() || NEW)} keyed>
        {(exam) => <ExamDate id={exam === NEW ? null : exam} />}
      </Match>
      <Match when={params.view === 'history'}>
        <ExamHistory />
      </Match>
    </Switch>
  )
}

/** No exam is called so. */
const NEW = ' '
