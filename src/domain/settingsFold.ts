import type { LogEvent, StoredEvent } from './event.ts'
import { DEFAULT_SETTINGS, type Settings } from './settings.ts'
import { validSettings } from './settingsCheck.ts'

type SettingEvent = Extract<LogEvent, { kind: 'setting' }>

/** `effective` in order: of two changes to one setting the later wins. Values out of bounds are passed over. */
export function foldSettings(effective: readonly StoredEvent[]): Settings {
  const changes = effective.filter(isSetting).map((event) => validSettings(event.change))
  return Object.assign({}, DEFAULT_SETTINGS, ...changes)
}

const isSetting = (event: StoredEvent): event is SettingEvent =>
  event.kind === 'setting' && 'change' in event && typeof event.change === 'object' && event.change !== null
