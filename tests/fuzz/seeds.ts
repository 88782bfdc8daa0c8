import type { StoredEvent } from '../../src/domain/event.ts'
import { hashText } from '../../src/domain/hash.ts'
import { dueOnDay, toInstant, toStudyDay } from '../../src/domain/time.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { encodeDeck } from '../../src/formats/deckFile.ts'
import { makeDeck } from '../storage/world.ts'

/** Honest files, to be spoilt. */
const DAY = 20_000
export const EVENTS = [
  {
    id: 'e0001',
    kind: 'review',
    cardId: 'd-n1/front',
    rating: 'good',
    at: 1,
    offsetMinutes: 0,
    day: DAY,
    elapsedMs: 5,
    source: 'study',
    due: dueOnDay(toStudyDay(DAY + 3)),
    step: null,
  },
  { id: 'e0002', kind: 'setting', at: 2, offsetMinutes: 0, day: DAY, change: { newPerDay: 9 } },
  { id: 'e0003', kind: 'undo', at: 3, offsetMinutes: 0, day: DAY, of: ['e0001'] },
  { id: 'e0004', kind: 'suspend', at: 4, offsetMinutes: 0, day: DAY, cardId: 'd-n2/front' },
  { id: 'e0005', kind: 'title', at: 5, offsetMinutes: 0, day: DAY, deckId: 'd', title: 'x' },
] as unknown as readonly StoredEvent[]

export const backup = (): string =>
  encodeBackup({
    appVersion: '0.1.0',
    savedAt: toInstant(1_767_600_000_000),
    decks: [{ ...makeDeck('d', 3), builtIn: true, retired: makeDeck('old', 1).notes }],
    events: EVENTS,
  })

export const oldDeck = (): string => encodeDeck({ ...makeDeck('old', 1), tombstones: ['n_gone' as never] })

/** A backup whose lines have the checksums of what they say now. */
export function withSums(text: string): string {
  const lines = text.split('\n').map((line) => {
    const [, json, comma] = /^\["\w*",(\{.*\})\](,?)$/.exec(line) ?? []
    return json === undefined ? line : `["${hashText(json)}",${json}]${comma}`
  })
  return lines.join('\n')
}
