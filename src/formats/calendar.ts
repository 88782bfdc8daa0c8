import type { Instant } from '../domain/time.ts'

/** One entry: at an instant, or on a whole day given as a civil date `20130706`. */
export type CalendarEntry = {
  readonly uid: string
  readonly title: string
  readonly text: string
} & (
  | { readonly kind: 'moment'; readonly at: Instant; readonly minutes: number }
  | { readonly kind: 'day'; readonly date: string }
)

/** An iCalendar file (RFC 5545): lines end in CRLF and are folded after 75 bytes. */
export function encodeCalendar(entries: readonly CalendarEntry[], savedAt: Instant): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Recite//Exam plan//EN',
    ...entries.flatMap((entry) => [
      'BEGIN:VEVENT',
      `UID:${escaped(entry.uid)}`,
      `DTSTAMP:${utc(savedAt)}`,
      ...when(entry),
      `SUMMARY:${escaped(entry.title)}`,
      ...(entry.text === '' ? [] : [`DESCRIPTION:${escaped(entry.text)}`]),
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function when(entry: CalendarEntry): readonly string[] {
  return entry.kind === 'day'
    ? [`DTSTART;VALUE=DATE:${entry.date}`, 'TRANSP:TRANSPARENT']
    : [`DTSTART:${utc(entry.at)}`, `DURATION:PT${entry.minutes}M`]
}

const utc = (at: Instant): string => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '')

const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n')

const LONGEST_BYTES = 75

/** Cut between characters; a line that goes on begins with a space. */
function folded(line: string): string {
  let out = ''
  let bytes = 0
  for (const character of line) {
    const size = bytesOf(character)
    if (bytes + size > LONGEST_BYTES) {
      out += '\r\n '
      bytes = 1
    }
    out += character
    bytes += size
  }
  return out
}

function bytesOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}
