import { type ExamEvent, isExam, type LogEvent, type StoredEvent } from './event.ts'
import { type ExamResult, markPaper } from './examMark.ts'

/** A paper as it stands after every mark that was overturned since. */
export type Paper = { readonly exam: ExamEvent; readonly result: ExamResult }

type Ruling = Extract<LogEvent, { kind: 'ruling' }>

const isRuling = (event: StoredEvent): event is Ruling => event.kind === 'ruling' && 'exam' in event

/** The papers of a log, oldest first; `effective` in order, undone events left out. */
export function papersOf(effective: Iterable<StoredEvent>): readonly Paper[] {
  const exams = new Map<string, ExamEvent>()
  for (const event of effective) {
    if (isExam(event)) exams.set(event.id, event)
    if (!isRuling(event)) continue
    const exam = exams.get(event.exam)
    if (exam) exams.set(exam.id, { ...exam, rulings: { ...exam.rulings, [event.question]: event.right } })
  }
  return [...exams.values()].map((exam) => ({ exam, result: markPaper(exam) }))
}
