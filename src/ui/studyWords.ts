import type { Command } from '../app/commands.ts'
import type { Done, StudyView } from '../app/study.ts'
import type { Rating } from '../domain/rating.ts'
import type { Outcome } from '../domain/scheduler.ts'
import { DAY_MS, type Due, isDayDue, type StudyDay } from '../domain/time.ts'
import { dayOfMonth } from './format.ts'
import { steps } from './messages/steps.ts'
import { study as words } from './messages/study.ts'
import { t } from './messages.ts'
import type { RatingKey } from './parts/Dock.tsx'
import { keyName } from './parts/HelpSheet.tsx'
import { stepWords } from './stepWords.ts'

/** What the bar at the top says of how far the session is. */
export function progressWords(view: StudyView) {
  if (view.phase === 'loading' || view.phase === 'finished') {
    return { now: '', total: '', side: undefined, left: [], done: view.phase === 'finished' ? 1 : 0, max: 1 }
  }
  const { done, total, minutesLeft, left } = view.progress
  return {
    now: String(done + 1),
    total: words.of(total),
    side: minutesLeft === null ? undefined : words.left(minutesLeft),
    left: words.kindsLeft(left),
    done,
    max: total,
  }
}

export function ratingKeys(
  ratings: readonly Rating[],
  preview: Readonly<Record<Rating, Outcome>> | null,
  showIntervals: boolean,
  commands: readonly Command[],
): readonly RatingKey[] {
  const keyOf = (rating: Rating) => commands.find(({ id }) => id === rating)?.keys[0] ?? ''
  return ratings.map((rating) => {
    const wait = preview?.[rating].wait
    const ms = wait === undefined ? null : wait.kind === 'days' ? wait.days * DAY_MS : wait.ms
    const note = rating === 'hard' ? words.hardMeans : null
    return { rating, key: keyName(keyOf(rating)), interval: ms === null || !showIntervals ? '' : t.interval(ms), note }
  })
}

export function doneWords(done: Done, today: StudyDay, now: number): string {
  switch (done.kind) {
    case 'rated': {
      const back = words.back(done.rating, whenBack(done.due, today, now))
      return done.leechLapses === null ? back : `${back}. ${words.leech(done.leechLapses)}`
    }
    case 'crammed':
      return words.crammed[done.rating === 'again' ? 'again' : 'right']
    case 'undone':
      return steps.undone(stepWords(done.step))
    case 'done':
      return stepWords(done.step)
  }
}

function whenBack(due: Due, today: StudyDay, now: number): string {
  if (!isDayDue(due)) return t.when.in(t.interval(Math.max(0, due - now)))
  return comingDay(due as number as StudyDay, today)
}

/** A day to come: `tomorrow`, else `on 19 May`. */
export const comingDay = (day: StudyDay, today: StudyDay): string =>
  day === today + 1 ? t.when.tomorrow : t.when.on(dayOfMonth(day, today))

/** A few of the keys, for the line under the dock: those that do something now. */
export const keyHints = (commands: readonly Command[]) =>
  HINTED.flatMap((id) => {
    const command = commands.find((each) => each.id === id)
    return command && command.enabled?.() !== false
      ? [{ keys: command.keys.slice(0, 1).map(keyName), label: command.label }]
      : []
  })

const HINTED = ['show', 'hint', 'undo', 'source', 'help']
