import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toInstant } from '../../src/domain/time.ts'
import { encodeCalendar } from '../../src/formats/calendar.ts'

const AT = toInstant(Date.UTC(2026, 4, 19, 8, 30))

describe('a calendar file', () => {
  it('has the exam at its time and days of study as whole days', () => {
    const text = encodeCalendar(
      [
        { kind: 'moment', uid: 'a', title: 'Final; part 1, oral', text: 'Room 3\nBring a pen', at: AT, minutes: 60 },
        { kind: 'day', uid: 'b', title: 'Study', text: '', date: '20260518' },
      ],
      AT,
    )
    expect(text.split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Recite//Exam plan//EN',
      'BEGIN:VEVENT',
      'UID:a',
      'DTSTAMP:20260519T083000Z',
      'DTSTART:20260519T083000Z',
      'DURATION:PT60M',
      'SUMMARY:Final\\; part 1\\, oral',
      'DESCRIPTION:Room 3\\nBring a pen',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:b',
      'DTSTAMP:20260519T083000Z',
      'DTSTART;VALUE=DATE:20260518',
      'TRANSP:TRANSPARENT',
      'SUMMARY:Study',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ])
  })

  it('folds lines within 75 bytes, and no title breaks out of its line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (title) => {
        const text = encodeCalendar([{ kind: 'day', uid: 'x', title, text: '', date: '20260518' }], AT)
        const lines = text.split('\r\n')
        for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
        expect(lines.filter((line) => line.startsWith('BEGIN:VEVENT'))).toHaveLength(1)
        const unfolded = text.replaceAll('\r\n ', '')
        expect(unfolded.split('\r\n').filter((line) => line.startsWith('SUMMARY:'))).toHaveLength(1)
      }),
    )
  })
})
