import { applyEvent } from '../../../src/domain/apply.ts'
import { newCard } from '../../../src/domain/card.ts'
import { formatEventId } from '../../../src/domain/clock.ts'
import type { Deck } from '../../../src/domain/deck.ts'
import type { LogEvent } from '../../../src/domain/event.ts'
import { cardIdsOf } from '../../../src/domain/faces.ts'
import { foldLog } from '../../../src/domain/fold.ts'
import type { MediaHash } from '../../../src/domain/media.ts'
import type { DeckId, Note, NoteContent, NoteId } from '../../../src/domain/note.ts'
import { asContent, type NoteType } from '../../../src/domain/noteType.ts'
import { occlusionContent } from '../../../src/domain/occlusion.ts'
import { makeRandom } from '../../../src/domain/random.ts'
import { RATINGS } from '../../../src/domain/rating.ts'
import { makeScheduler } from '../../../src/domain/scheduler.ts'
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts'
import type { PartialDate, SourceId } from '../../../src/domain/source.ts'
import { DAY_MS, type Instant, isDayDue, studyDayAt, toInstant } from '../../../src/domain/time.ts'
import type { Store } from '../../../src/storage/store.ts'
import { rebuild } from '../../storage/world.ts'

/** A collection with every kind of note that is written here, sources, media and a hundred days of study. */

export const PICTURE = '1'.repeat(32) as MediaHash
export const SOUND = '2'.repeat(32) as MediaHash
export const GONE = '3'.repeat(32) as MediaHash

const TEXT = 'Kabul, the capital, lies on the river <Kabul> & is old. It has four million people.'
const SOURCE = 's_kabul' as SourceId

const TYPE: NoteType = {
  id: 'text:basic',
  name: 'Basic',
  kind: 'fields',
  fields: ['Front', 'Back'],
  templates: [
    { name: 'Card 1', front: '{{Front}}', back: '{{FrontSide}}<hr id=answer>{{Back}}' },
    { name: 'Card 2', front: '{{Back}}', back: '{{Front}}' },
  ],
  css: '.card { color: teal }',
}

const CONTENTS: readonly NoteContent[] = [
  { kind: 'qa', question: 'Which **river** does Kabul lie on?', answer: 'the Kabul' },
  {
    kind: 'qa',
    question: 'a < b & c',
    answer: `\\(a < b\\) ![map](media:${PICTURE})\n\n[there](https://example.org/?a=1&b=2)`,
  },
  { kind: 'qa', question: `![](media:${SOUND})`, answer: `- one\n- two\n\n![lost](media:${GONE})` },
  {
    kind: 'list',
    question: 'Name two',
    items: [
      { text: 'one', accepted: ['1'] },
      { text: '`two`', accepted: [] },
    ],
  },
  { kind: 'cloze', text: '{{c1::Kabul::a city}} lies on *the* {{c2::river}} and \\(\\frac{ {{c3::1}} }{2}\\)' },
  { kind: 'choice', question: 'Which city?', answer: 'Kabul' },
  occlusionContent({
    kind: 'occlusion',
    question: 'What is here?',
    picture: PICTURE,
    mode: 'hideAll',
    shapes: [
      { id: 1, x: 10, y: 20, width: 30.5, height: 5, label: 'a door' },
      { id: 3, x: 50, y: 50, width: 10, height: 10, label: '' },
    ],
  }),
  asContent({
    kind: 'template',
    type: TYPE,
    fields: ['<b>x</b>', 'y'],
    cards: [0, 1],
    media: {},
    changed: 1_700_000_000,
  }),
]

const note = (content: NoteContent, n: number): Note => ({
  id: `n_own${n}` as NoteId,
  content,
  tags: n % 2 === 0 ? ['a', 'two words'] : [],
  accepted: n === 0 ? ['Kabul River'] : [],
  distractors:
    content.kind === 'choice'
      ? [
          { text: 'Herat', evidence: null },
          { text: 'Balkh', evidence: null },
        ]
      : [],
  evidence:
    n < 2
      ? [
          {
            sourceId: SOURCE,
            sentence: { start: 0, end: 55 },
            answer: { start: TEXT.indexOf('<Kabul') + 1, end: TEXT.indexOf('> &') },
            quote: TEXT.slice(0, 55),
            resolutions: [],
          },
        ]
      : [],
  confidence: null,
})

export const OWN_DECK: Deck = {
  id: 'd_own' as DeckId,
  version: 1,
  title: 'Own::Deck',
  language: 'en',
  licence: 'CC0-1.0',
  authors: [],
  sources: [
    {
      id: SOURCE,
      title: 'On "Kabul"',
      text: TEXT,
      language: 'en',
      published: '2013-07' as PartialDate,
      author: null,
      outlet: 'The Paper',
      url: 'https://example.org/kabul?a=1&b=2',
      basedOn: null,
      topics: [],
      licence: null,
    },
  ],
  notes: Array.from({ length: 24 }, (_, n) => note(CONTENTS[n % CONTENTS.length] ?? { kind: 'cloze', text: '' }, n)),
  tombstones: [],
}

/** What was studied until `now`: many answers, steps, a reset, due dates set by hand, suspended and flagged cards. */
export function ownEvents(now: Instant): readonly LogEvent[] {
  const scheduler = makeScheduler(DEFAULT_SETTINGS)
  const random = makeRandom(5)
  const events: LogEvent[] = []
  let counter = 0
  const stamp = (at: number) => {
    const moment = { at: toInstant(at), offsetMinutes: 0 }
    const id = formatEventId({ ms: at, counter: ++counter % 1000, deviceId: 'testtest' })
    return { ...moment, id, day: studyDayAt(moment, 4) }
  }
  const studied = OWN_DECK.notes.flatMap(cardIdsOf).filter((_, i) => i % 5 !== 4)
  for (const [i, cardId] of studied.entries()) {
    let state = newCard(cardId)
    const add = (event: LogEvent) => {
      events.push(event)
      state = applyEvent(state, event, scheduler)
    }
    let at: number = now - 100 * DAY_MS + i * 777_777
    for (let n = 0; n < 12 && at < now - 60_000; n++) {
      const base = stamp(at)
      const rating = RATINGS[Math.floor(random() * 4)] ?? 'good'
      const { due, step } = scheduler.answer(state, rating, base)
      const elapsedMs = 1000 + Math.floor(random() * 50_000)
      const source = n === 5 && i % 7 === 0 ? ('cram' as const) : ('study' as const)
      add({ ...base, kind: 'review', cardId, rating, elapsedMs, source, due, step })
      if (n === 6 && i % 6 === 0) add({ ...stamp(at + 1000), kind: 'reset', cardId })
      if (n === 6 && i % 6 === 1 && isDayDue(due)) add({ ...stamp(at + 1000), kind: 'setDue', cardId, due })
      at = (isDayDue(due) ? due * DAY_MS + 12 * 3_600_000 : due) + 5000
    }
    if (i % 8 === 0) add({ ...stamp(now - 50_000), kind: 'suspend', cardId, on: true })
    if (i % 8 === 1) add({ ...stamp(now - 40_000), kind: 'flag', cardId, flag: 3 })
    if (i % 8 === 2) add({ ...stamp(now - 30_000), kind: 'bury', cardId })
  }
  return events
}

export async function fillOwn(store: Store, now: Instant): Promise<void> {
  const bytes = (n: number) => new Uint8Array([n, n, n]).buffer
  await store.putMedia([
    { hash: PICTURE, type: 'image/png', bytes: bytes(1) },
    { hash: SOUND, type: 'audio/mpeg', bytes: bytes(2) },
  ])
  const events = ownEvents(now)
  await store.replaceAll(() => ({ decks: [{ ...OWN_DECK, builtIn: false, retired: [] }], events }), rebuild)
}

export const ownStates = (now: Instant) => foldLog(ownEvents(now)).cards
