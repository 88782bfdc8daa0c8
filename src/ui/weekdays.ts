import { localeTag, perLocale } from './format.ts'

const names = perLocale(() => new Intl.DateTimeFormat(localeTag(), { weekday: 'long', timeZone: 'UTC' }))

/** `Monday` for 0 to `Sunday` for 6. */
export const weekdayName = (day: number): string => names().format(new Date(Date.UTC(2024, 0, 1 + day, 12)))
