import './styles/examPrint.css'
import { For, Show } from 'solid-js'
import { createExamReport, type ExamReport } from '../app/examResult.ts'
import { fileName, saveFile } from '../app/files.ts'
import type { EventId } from '../domain/event.ts'
import type { Question } from '../domain/exam.ts'
import { fieldCount, lettered, optionTexts, rightWords, stemWords } from './examWords.ts'
import { number } from './format.ts'
import { BackHead, PageFrame } from './frame.tsx'
import { exam as words } from './messages/exam.ts'
import { quiz } from './messages/quiz.ts'
import { EmptyState } from './parts/EmptyState.tsx'

/** A paper as it is handed out, and its key on a sheet of its own. */
export default function ExamPrint(props: { examId: EventId }) {
  const report = createExamReport(props.examId)
  return (
    <PageFrame current="quiz">
      <BackHead href={`#/exam/result/${encodeURIComponent(props.examId)}`} />
      <Show
        when={report.latest}
        fallback={
          <Show when={report.state === 'ready'}>
            <EmptyState title={words.gone} main />
          </Show>
        }
      >
        {(known) => <Sheets report={known()} />}
      </Show>
    </PageFrame>
  )
}

function Sheets(props: { report: ExamReport }) {
  const exam = () => props.report.exam
  return (
    <div class="sheets">
      <div class="acts-row no-print">
        <button type="button" class="btn primary" onClick={() => window.print()}>
          {words.doPrint}
        </button>
        <button
          type="button"
          class="btn"
          onClick={() => void saveFile(`${fileName(exam().title)}.txt`, asText(props.report))}
        >
          {words.saveText}
        </button>
      </div>
      <section>
        <h1 dir="auto">{exam().title}</h1>
        <p class="muted">
          {words.name} ____________________ {words.date} ____________
        </p>
        <Show when={exam().code}>{(code) => <p class="num">{words.codeIs(code())}</p>}</Show>
        <ol>
          <For each={exam().questions}>
            {(question) => (
              <li>
                <p lang={question.language} dir="auto">
                  {stemWords(question)}
                </p>
                <For each={askedLines(question)}>
                  {(line) => (
                    <p class="line" dir="auto">
                      {line}
                    </p>
                  )}
                </For>
              </li>
            )}
          </For>
        </ol>
      </section>
      <section class="key-sheet">
        <h2>
          {words.keyTitle}: <span dir="auto">{exam().title}</span>
        </h2>
        <ol>
          <For each={exam().questions}>
            {(question) => (
              <li lang={question.language} dir="auto">
                {keyWords(question)}
              </li>
            )}
          </For>
        </ol>
      </section>
    </div>
  )
}

/** What stands below a question on paper: options, or room to write. */
function askedLines(question: Question): readonly string[] {
  switch (question.kind) {
    case 'trueFalse':
      return [`${question.claim.text}: ${words.trueOrFalse}`]
    case 'choice':
    case 'several':
      return optionTexts(question).map((option, i) => lettered(i, option))
    case 'matching':
      return [
        ...question.prompts.map((prompt, i) => `${number(i + 1)}. ${prompt} ____`),
        ...question.options.map((option, i) => lettered(i, option)),
      ]
    default:
      return Array.from({ length: fieldCount(question) }, () => '______________________________')
  }
}

function keyWords(question: Question): string {
  switch (question.kind) {
    case 'choice':
      return lettered(question.key, rightWords(question))
    case 'trueFalse':
      return question.isTrue ? quiz.isTrue : `${quiz.isFalse}: ${question.answer}`
    case 'several':
      return question.keys.map((key) => lettered(key, question.options[key]?.text ?? '')).join('; ')
    case 'matching':
      return question.keys.map((key, i) => `${number(i + 1)}. ${lettered(key, question.options[key] ?? '')}`).join('; ')
    default:
      return rightWords(question)
  }
}

function asText({ exam }: ExamReport): string {
  const asked = exam.questions.map((question, i) =>
    [`${i + 1}. ${stemWords(question)}`, ...askedLines(question).map((line) => `   ${line}`)].join('\n'),
  )
  const key = exam.questions.map((question, i) => `${i + 1}. ${keyWords(question)}`)
  const code = exam.code === null ? [] : [words.codeIs(exam.code)]
  return [exam.title, ...code, ...asked, words.keyTitle, key.join('\n')].join('\n\n')
}
