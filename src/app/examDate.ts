import { createMemo, createSignal } from 'solid-js'
import type { Moment } from '../domain/event.ts'
import { type ExamPlan, examsAhead } from '../domain/examPlan.ts'
import { isExamPlan, isExamTime, MOST_DAILY_MINUTES, MOST_EXAMS } from '../domain/examPlanCheck.ts'
import type { DeckId } from '../domain/note.ts'
import { sameValue } from '../domain/same.ts'
import type { Settings } from '../domain/settings.ts'
import { addDays, type Instant, MINUTE_MS, studyDayToDate, toInstant } from '../domain/time.ts'
import { type CalendarEntry, encodeCalendar } from '../formats/calendar.ts'
import type { ScopePart } from './examSetUp.ts'
import { fileName, saveFile } from './files.ts'
import { type Services, useServices } from './services.ts'

/** An exam as it stands in its form: local date and time as their fields give them. */
export type ExamForm = {
  readonly name: string
  /** `2026-05-19` and `08:30`; the date is '' while there is none. */
  readonly date: string
  readonly time: string
  readonly deckIds: readonly DeckId[]
  readonly query: ScopePart['query']
  /** Seven, from Monday on, as typed. */
  readonly minutes: readonly string[]
}

export type ExamDate = {
  readonly form: () => ExamForm
  readonly change: (part: Partial<ExamForm>) => void
  /** Whether it differs from what is kept. */
  readonly isChanged: () => boolean
  /** True for an exam that is kept already. */
  readonly isKept: boolean
  /** The plan that the form describes; null while it cannot be one. */
  readonly plan: () => ExamPlan | null
  /** Whether the date that was given lies too early to study for. */
  readonly isPast: () => boolean
  /** Whether it lies further ahead than an exam can be kept. */
  readonly isTooFar: () => boolean
  /**
   * With the order of study as far as it is worked out by then; what comes later `keepPrice` fills in. Resolves with
   * false, and keeps nothing, where `MOST_EXAMS` others lie ahead.
   */
  readonly save: (order: StudyOrder) => Promise<boolean>
  /** Everything is then as if the exam had never been: no due date was ever changed for it. */
  readonly remove: () => Promise<void>
}

/** `price` at which the order of study looks ahead, or null; `priced` once that is worked out. */
export type StudyOrder = { readonly price: number | null; readonly priced: boolean }

/** So long after it an exam is kept, in days: devices meet within it, or hardly ever. */
const KEPT_AFTER_DAYS = 90

const USUAL_MINUTES = '15'

/** One exam to come, new or kept under this id. */
export function createExamDate(id: string | null): ExamDate {
  const services = useServices()
  const { settings, moment, momentAt, clock, now } = services
  const isOwn = (each: ExamPlan) => each.id === own && isExamPlan(each)
  const kept = settings.current().exams.find((plan) => plan.id === id && isExamPlan(plan)) ?? null
  const own = kept?.id ?? clock.next(now())
  const shownOf = (plan: ExamPlan) => formOf(plan, momentAt(plan.at))
  /** As it stood when it was opened, or saved last: what was changed since is this form's. */
  const [before, setBefore] = createSignal<ExamForm>(kept ? shownOf(kept) : EMPTY)
  const [form, setForm] = createSignal<ExamForm>(before())
  const at = createMemo(() => instantOf(form()))
  const planOf = ({ name, deckIds, query, minutes, ...when }: ExamForm): ExamPlan | null => {
    const instant = instantOf(when)
    if (instant === null || name.trim() === '' || !minutes.every(isMinutes)) return null
    const day = momentAt(instant).day
    if (day <= moment().day || !isExamTime(instant)) return null
    return { id: own, name: name.trim(), at: instant, day, deckIds, query, minutes: minutes.map(Number), price: null }
  }
  const plan = createMemo(() => planOf(form()))
  const others = (all: Settings) => all.exams.filter((each) => !isOwn(each) && isExamPlan(each))
  return {
    form,
    change: (part) => setForm((all) => ({ ...all, ...part })),
    isChanged: () => !sameValue(form(), before()),
    isKept: kept !== null,
    plan,
    isPast: () => {
      const instant = at()
      return instant !== null && momentAt(instant).day <= moment().day
    },
    isTooFar: () => {
      const instant = at()
      return instant !== null && instant > now() && !isExamTime(instant)
    },
    save: async (order) => {
      const typed = form()
      const mine = planOf(typed)
      if (!mine) return false
      let saved: ExamForm | null = null
      await settings.change((ahead) => {
        const today = moment().day
        if (examsAhead(others(ahead), today).length >= MOST_EXAMS) return null
        // One that is just over may have been put off on another device: left out, it would be gone there as well.
        const lasting = others(ahead).filter((each) => each.day >= addDays(today, -KEPT_AFTER_DAYS))
        const standing = ahead.exams.find(isOwn)
        const joined = standing ? planOf(joinForms(before(), typed, shownOf(standing))) : null
        const wanted = joined ?? mine
        saved = shownOf(wanted)
        // What was worked out for the form as it was is not this one's.
        const known = sameValue(wanted, mine) ? order : { price: null, priced: false }
        return { exams: [...lasting, { ...wanted, ...known }] }
      })
      if (saved === null) return false
      const stands: ExamForm = saved
      setBefore(stands)
      setForm((now) => joinForms(typed, now, stands))
      return true
    },
    remove: () => settings.change((ahead) => ({ exams: others(ahead) })),
  }
}

/** Puts the price into the exam that is kept, if it is still this one and has none; gives it as it is then, or null. */
export async function keepPrice(
  { settings }: Services,
  plan: ExamPlan,
  price: number | null,
): Promise<ExamPlan | null> {
  const text = (each: ExamPlan) => JSON.stringify({ ...each, price: null, priced: false })
  const isIt = (each: ExamPlan) => each.id === plan.id && !each.priced && text(each) === text(plan)
  let priced: ExamPlan | null = null
  await settings.change(({ exams }) => {
    const own = exams.find(isIt)
    if (!own) return null
    const now = { ...own, price, priced: true }
    priced = now
    return { exams: exams.filter(isExamPlan).map((each) => (each === own ? now : each)) }
  })
  return priced
}

/** Exams that lie ahead, the next one first. */
export function createExams(): () => readonly ExamPlan[] {
  const { settings, moment } = useServices()
  return createMemo(() => examsAhead(settings.current().exams, moment().day))
}

export type CalendarWords = {
  readonly study: (name: string, minutes: number) => string
  readonly text: string
}

/** The exam at its time and each day of study until then, as a file that calendars open. */
export async function savePlan(services: Services, plan: ExamPlan, words: CalendarWords): Promise<void> {
  const { day: today, at } = services.moment()
  const entries: CalendarEntry[] = [
    { kind: 'moment', uid: `${plan.id}@recite`, title: plan.name, text: words.text, at: plan.at, minutes: 60 },
  ]
  for (let day = today; day < plan.day; day = addDays(day, 1)) {
    const date = studyDayToDate(day)
    const minutes = plan.minutes[(date.getUTCDay() + 6) % 7] ?? 0
    if (minutes === 0) continue
    entries.push({
      kind: 'day',
      uid: `${plan.id}-${day}@recite`,
      title: words.study(plan.name, minutes),
      text: '',
      date: date.toISOString().slice(0, 10).replaceAll('-', ''),
    })
  }
  await saveFile(`${fileName(plan.name)}.ics`, encodeCalendar(entries, at))
}

export const isMinutes = (text: string): boolean => /^\d{1,3}$/.test(text.trim()) && Number(text) <= MOST_DAILY_MINUTES

const EMPTY: ExamForm = {
  name: '',
  date: '',
  time: '09:00',
  deckIds: [],
  query: '',
  minutes: Array.from({ length: 7 }, () => USUAL_MINUTES),
}

function formOf(plan: ExamPlan, { offsetMinutes }: Moment): ExamForm {
  const local = new Date(plan.at + offsetMinutes * MINUTE_MS).toISOString()
  const { name, deckIds, query } = plan
  return {
    name,
    date: local.slice(0, 10),
    time: local.slice(11, 16),
    deckIds,
    query,
    minutes: plan.minutes.map(String),
  }
}

/** What one form changed since both were alike, over what stands in the other; of the cards it is one choice. */
function joinForms(before: ExamForm, mine: ExamForm, stands: ExamForm): ExamForm {
  const pick = <T>(was: T, is: T, other: T): T => (sameValue(was, is) ? other : is)
  const cards = ({ deckIds, query }: ExamForm) => ({ deckIds, query })
  return {
    name: pick(before.name, mine.name, stands.name),
    date: pick(before.date, mine.date, stands.date),
    time: pick(before.time, mine.time, stands.time),
    ...pick(cards(before), cards(mine), cards(stands)),
    minutes: stands.minutes.map((other, i) => pick(before.minutes[i] ?? '', mine.minutes[i] ?? '', other)),
  }
}

/** The instant of a local date and time; null for none. */
function instantOf({ date, time }: Pick<ExamForm, 'date' | 'time'>): Instant | null {
  const ms = new Date(`${date}T${time || '00:00'}`).getTime()
  return date === '' || Number.isNaN(ms) ? null : toInstant(ms)
}
