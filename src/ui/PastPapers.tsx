import './styles/deckRows.css'
import { For } from 'solid-js'
import type { Paper } from '../domain/examLog.ts'
import { dateAndTime } from './format.ts'
import { quiz as words } from './messages/quiz.ts'
import { Icon } from './parts/Icon.tsx'

/** Papers that were handed in, each a way to its result. */
export function PastPapers(props: { papers: readonly Paper[] }) {
  return (
    <ul class="decks paper">
      <For each={props.papers}>
        {({ exam, result }) => (
          <li>
            <a class="deck" href={`#/exam/result/${encodeURIComponent(exam.id)}`}>
              <Icon name={result.passed ? 'check-circle' : 'circle'} />
              <div>
                <p class="title" dir="auto">
                  {exam.title}
                </p>
                <p>{words.pastDetail(result.scoreRatio, result.passed, dateAndTime(exam.at))}</p>
              </div>
              <Icon name="caret-right" size="s" />
            </a>
          </li>
        )}
      </For>
    </ul>
  )
}
