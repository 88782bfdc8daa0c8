import { EVERYWHERE } from './deckTree.ts'
import type { LogEvent, StoredEvent } from './event.ts'
import { withParts } from './settingParts.ts'
import { type DayLimit, DEFAULT_SETTINGS, type Settings } from './settings.ts'
import { isLimit, validDeckChange, validSettings } from './settingsCheck.ts'

type Of<Kind extends LogEvent['kind']> = Extract<LogEvent, { kind: Kind }>

export type SettingsEvent = Of<'setting' | 'deckSetting' | 'limit'>

/** `effective` in order: of two changes to one setting the later wins. Values out of bounds are passed over. */
export const foldSettings = (effective: readonly StoredEvent[]): Settings =>
  effective.filter(isSettingsEvent).reduce(withSetting, DEFAULT_SETTINGS)

/** Settings after one more change. */
export function withSetting(settings: Settings, event: SettingsEvent): Settings {
  switch (event.kind) {
    case 'setting':
      return withParts({ ...settings, ...validSettings(event.change) }, event.parts ?? {})
    case 'deckSetting':
      return withDeckSetting(settings, event)
    case 'limit':
      return withLimit(settings, event)
  }
}

export const isSettingsEvent = (event: StoredEvent): event is SettingsEvent =>
  event.kind === 'setting'
    ? 'change' in event && isObject(event.change)
    : event.kind === 'deckSetting'
      ? 'scope' in event && typeof event.scope === 'string' && 'change' in event && isObject(event.change)
      : event.kind === 'limit' && 'scope' in event && typeof event.scope === 'string' && 'day' in event

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

/** What is set for all decks is a setting like any other, so that one place says it. */
function withDeckSetting(settings: Settings, { scope, change }: Of<'deckSetting'>): Settings {
  if (scope === EVERYWHERE) return settings
  const own = Object.entries({ ...settings.scoped[scope], ...validDeckChange(change) })
  const kept = Object.fromEntries(own.filter(([, value]) => value !== null))
  return { ...settings, scoped: { ...settings.scoped, [scope]: kept } }
}

/** A day that lies further ahead of a later change's is one of a clock that was set wrong for a while. */
const MOST_DAYS_AHEAD = 7

/** The latest day's limits alone are kept: an earlier day's never hold again. */
function withLimit(settings: Settings, event: Of<'limit'>): Settings {
  const { scope, day } = event
  if (!Number.isInteger(day) || !isLimit(event.newPerDay) || !isLimit(event.reviewsPerDay)) return settings
  const ahead = (settings.limits[scope]?.day ?? day) - day
  if (ahead > 0 && ahead <= MOST_DAYS_AHEAD) return settings
  const limit: DayLimit = { day, newPerDay: event.newPerDay, reviewsPerDay: event.reviewsPerDay }
  return { ...settings, limits: { ...settings.limits, [scope]: limit } }
}
