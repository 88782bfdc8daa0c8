import { clip, LONGEST_TITLE } from './clip.ts'
import type { ExamPlan } from './examPlan.ts'
import { isExamPlan, isExamTime } from './examPlanCheck.ts'
import { sameValue } from './same.ts'
import type { Settings, SettingValues } from './settings.ts'
import { areVoices, MOST_VOICES } from './settingsCheck.ts'
import { type KeyMap, type StudyCommandId, unclashed, validKeys } from './studyKeys.ts'
import { DAY_MS, toStudyDay } from './time.ts'

/**
 * What was changed of settings of many parts, by the name of the part; null takes it away. Of an exam what was changed of
 * it, or all of one that is new.
 */
export type SettingParts = {
  readonly exams?: Readonly<Record<string, Partial<ExamPlan> | null>>
  readonly keys?: Readonly<Record<string, readonly string[] | null>>
  readonly voices?: Readonly<Record<string, string | null>>
}

export type SettingChange = { readonly change: Partial<SettingValues>; readonly parts?: SettingParts }

/** A change of settings that says of those parts only what is not as it was; null where nothing is left to say. */
export function inParts(before: Settings, asked: Partial<SettingValues>): SettingChange | null {
  const { exams, keys, voices, ...change } = asked
  const parts: SettingParts = {
    ...(exams && { exams: examsApart(before.exams, exams) }),
    ...(keys && { keys: apart(before.keys, keys) }),
    ...(voices && { voices: apart(before.voices, voices) }),
  }
  const isSaid = Object.values(parts).some((part) => Object.keys(part).length > 0)
  if (!isSaid && Object.keys(change).length === 0) return null
  return isSaid ? { change, parts } : { change }
}

/** Parts that are out of bounds are passed over, whatever a damaged or foreign event says. */
export function withParts(settings: Settings, parts: SettingParts): Settings {
  const { exams, keys, voices } = parts
  return {
    ...settings,
    ...(isObject(exams) && { exams: withExams(settings.exams, exams) }),
    ...(isObject(keys) && { keys: withKeys(settings.keys, keys) }),
    ...(isObject(voices) && { voices: withVoices(settings.voices, voices) }),
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

function apart<Value>(
  before: Readonly<Record<string, Value | undefined>>,
  after: Readonly<Record<string, Value | undefined>>,
): Record<string, Value | null> {
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  const names = [...new Set([...was.keys(), ...is.keys()])].filter((name) => !sameValue(was.get(name), is.get(name)))
  return Object.fromEntries(names.map((name) => [name, is.get(name) ?? null]))
}

const byId = (exams: readonly ExamPlan[]): Record<string, ExamPlan> =>
  Object.fromEntries(exams.map((exam) => [exam.id, exam]))

function examsApart(before: readonly ExamPlan[], after: readonly ExamPlan[]): NonNullable<SettingParts['exams']> {
  const was = new Map(before.map((exam) => [exam.id, exam]))
  const changed = Object.entries(apart(byId(before), byId(after)))
  return Object.fromEntries(
    changed.map(([id, exam]) => {
      const known = exam && was.get(id)
      if (!known) return [id, exam]
      const isChanged = (key: keyof ExamPlan) => !sameValue(exam[key], known[key])
      const keys = (Object.keys(exam) as (keyof ExamPlan)[]).filter((key) => together(key).some(isChanged))
      return [id, Object.fromEntries(keys.map((key) => [key, exam[key]]))]
    }),
  )
}

/** One fact each: of two devices one says all of it. */
const ONE_FACT: readonly (readonly (keyof ExamPlan)[])[] = [
  ['at', 'day'],
  ['price', 'priced'],
]

const together = (key: keyof ExamPlan): readonly (keyof ExamPlan)[] =>
  ONE_FACT.find((fact) => fact.includes(key)) ?? [key]

/** Far more than one device takes (`MOST_EXAMS`), as each of several may have planned some. */
const MOST_KEPT = 100

function withExams(exams: readonly ExamPlan[], part: object): readonly ExamPlan[] {
  const kept = new Map(exams.map((exam) => [exam.id, exam]))
  for (const [id, change] of Object.entries(part)) {
    const known = kept.get(id)
    if (change === null) kept.delete(id)
    else if (isObject(change) && (known || kept.size < MOST_KEPT)) {
      const exam: unknown = { ...known, ...(known && dayBesides(known, change)), ...change }
      if (isExamPlan(exam) && exam.id === id) kept.set(id, withShortName(exam))
    }
  }
  return [...kept.values()]
}

/** Earlier versions said another hour of the same day without its day: it is as far from the instant as it was. */
function dayBesides({ at, day }: ExamPlan, change: object): Partial<ExamPlan> {
  if ('day' in change || !('at' in change) || typeof change.at !== 'number' || !isExamTime(change.at)) return {}
  return { day: toStudyDay(day + Math.floor(change.at / DAY_MS) - Math.floor(at / DAY_MS)) }
}

/** As it is shown: the log says the whole of it. */
export const withShortName = (exam: ExamPlan): ExamPlan => ({ ...exam, name: clip(exam.name, LONGEST_TITLE) })

function withKeys(own: KeyMap, part: object): KeyMap {
  return Object.entries(part).reduce((all, [name, keys]: [string, unknown]): KeyMap => {
    const id = name as StudyCommandId
    const given = validKeys({ [id]: keys })
    if (!Object.hasOwn(given, id) && !Object.hasOwn(all, id)) return all
    const { [id]: _old, ...rest } = all
    return unclashed({ ...rest, ...given }, id)
  }, own)
}

function withVoices(voices: Settings['voices'], part: object): Settings['voices'] {
  const all = new Map(Object.entries(voices))
  for (const [language, voice] of Object.entries(part) as [string, unknown][]) {
    if (voice === null) all.delete(language)
    else if (
      typeof voice === 'string' &&
      areVoices({ [language]: voice }) &&
      (all.has(language) || all.size < MOST_VOICES)
    )
      all.set(language, voice)
  }
  return Object.fromEntries(all)
}
