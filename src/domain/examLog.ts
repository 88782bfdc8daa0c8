import { clip, LONGEST_TITLE } from './clip.ts'
import { type ExamEvent, isExam, type LogEvent, type StoredEvent } from './event.ts'
import { MOST_QUESTIONS, type Question } from './exam.ts'
import { type ExamResult, markSteps } from './examMark.ts'
import { drained } from './parts.ts'

/** A paper as it stands after every mark that was overturned since. */
export type Paper = { readonly exam: ExamEvent; readonly result: ExamResult }

type Ruling = Extract<LogEvent, { kind: 'ruling' }>

const isRuling = (event: StoredEvent): event is Ruling => event.kind === 'ruling' && 'exam' in event

/** The papers of a log, oldest first; `effective` in order, undone events left out. */
export const papersOf = (effective: Iterable<StoredEvent>): readonly Paper[] => drained(paperSteps(effective))

/** The same for many papers, a question at a time; yields the share that is done, 0 to 1. */
export function* paperSteps(effective: Iterable<StoredEvent>): Generator<number, readonly Paper[]> {
  const exams = examsOf(effective)
  const papers: Paper[] = []
  for (const exam of exams) {
    const marking = markSteps(exam)
    let step = marking.next()
    for (; step.done !== true; step = marking.next()) yield (papers.length + step.value) / exams.length
    papers.push({ exam, result: step.value })
  }
  return papers
}

/** The papers of a log without their marks. */
export function examsOf(effective: Iterable<StoredEvent>): readonly ExamEvent[] {
  const exams = new Map<string, { readonly exam: ExamEvent; readonly ruled: Map<number, boolean> }>()
  for (const event of effective) {
    if (isExam(event)) exams.set(event.id, { exam: event, ruled: new Map() })
    if (isRuling(event)) exams.get(event.exam)?.ruled.set(event.question, event.right)
  }
  return [...exams.values()].map(({ exam, ruled }) => asAsked(exam, { ...exam.rulings, ...Object.fromEntries(ruled) }))
}

/** A note has no more pieces of evidence, and a question of this app a handful of options. */
const [MOST_EVIDENCE, MOST_OPTIONS] = [1000, 100]

function withFewParts(asked: Question): Question {
  const question = { ...asked, topic: clip(asked.topic, LONGEST_TITLE) }
  const evidence = question.evidence.slice(0, MOST_EVIDENCE)
  switch (question.kind) {
    case 'choice':
    case 'several':
      return { ...question, evidence, options: question.options.slice(0, MOST_OPTIONS) }
    case 'matching': {
      const [prompts, keys] = [question.prompts.slice(0, MOST_OPTIONS), question.keys.slice(0, MOST_OPTIONS)]
      return { ...question, evidence, prompts, keys, options: question.options.slice(0, MOST_OPTIONS) }
    }
    default:
      return { ...question, evidence }
  }
}

/** As long as a paper of this app may be: one of a stranger's backup may have any length. */
const asAsked = (exam: ExamEvent, rulings: ExamEvent['rulings']): ExamEvent => ({
  ...exam,
  title: clip(exam.title, LONGEST_TITLE),
  questions: exam.questions.slice(0, MOST_QUESTIONS).map(withFewParts),
  answers: exam.answers.slice(0, MOST_QUESTIONS),
  predicted: exam.predicted.slice(0, MOST_QUESTIONS),
  rulings,
})
