import { EVERYWHERE } from './deckTree.ts'
import type { LogEvent, StoredEvent } from './event.ts'
import { withParts, withShortName } from './settingParts.ts'
import { type DayLimit, DEFAULT_SETTINGS, type DeckChange, type Settings, type SettingValues } from './settings.ts'
import { isLimit, validDeckChange, validSettings } from './settingsCheck.ts'

type Of<Kind extends LogEvent['kind']> = Extract<LogEvent, { kind: Kind }>

export type SettingsEvent = Of<'setting' | 'deckSetting' | 'limit'>

/** `effective` in order: of two changes to one setting the later wins. Values out of bounds are passed over. */
export const foldSettings = (effective: readonly StoredEvent[]): Settings =>
  withSettings(DEFAULT_SETTINGS, effective.filter(isSettingsEvent))

/** Settings after more changes. Decks' own are put together at the end: of thousands of decks none is copied for each other. */
export function withSettings(before: Settings, events: readonly SettingsEvent[]): Settings {
  const [scoped, limits] = [new Map(Object.entries(before.scoped)), new Map(Object.entries(before.limits))]
  let settings = before
  for (const event of events) {
    switch (event.kind) {
      case 'setting':
        settings = withParts({ ...settings, ...valuesOf(event.change) }, event.parts ?? {})
        break
      case 'deckSetting':
        putDeckSetting(scoped, event)
        break
      case 'limit':
        putLimit(limits, event)
        break
    }
  }
  return { ...settings, scoped: Object.fromEntries(scoped), limits: Object.fromEntries(limits) }
}

function valuesOf(change: Partial<SettingValues>): Partial<SettingValues> {
  const { exams, ...values } = validSettings(change)
  return exams ? { ...values, exams: exams.map(withShortName) } : values
}

export const isSettingsEvent = (event: StoredEvent): event is SettingsEvent =>
  event.kind === 'setting'
    ? 'change' in event && isObject(event.change)
    : event.kind === 'deckSetting'
      ? 'scope' in event && typeof event.scope === 'string' && 'change' in event && isObject(event.change)
      : event.kind === 'limit' && 'scope' in event && typeof event.scope === 'string' && 'day' in event

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

/** What is set for all decks is a setting like any other, so that one place says it. */
function putDeckSetting(scoped: Map<string, DeckChange>, { scope, change }: Of<'deckSetting'>): void {
  if (scope === EVERYWHERE) return
  const own = Object.entries({ ...scoped.get(scope), ...validDeckChange(change) })
  scoped.set(scope, Object.fromEntries(own.filter(([, value]) => value !== null)))
}

/** A day that lies further ahead of a later change's is one of a clock that was set wrong for a while. */
const MOST_DAYS_AHEAD = 7

/** The latest day's limits alone are kept: an earlier day's never hold again. */
function putLimit(limits: Map<string, DayLimit>, event: Of<'limit'>): void {
  const { scope, day, newPerDay, reviewsPerDay } = event
  if (!Number.isInteger(day) || !isLimit(newPerDay) || !isLimit(reviewsPerDay)) return
  const ahead = (limits.get(scope)?.day ?? day) - day
  if (ahead > 0 && ahead <= MOST_DAYS_AHEAD) return
  limits.set(scope, { day, newPerDay, reviewsPerDay })
}
