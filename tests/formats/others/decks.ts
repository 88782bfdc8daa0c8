import fc from 'fast-check'
import type { Note, NoteContent, NoteId } from '../../../src/domain/note.ts'
import { studyDayAt, toInstant } from '../../../src/domain/time.ts'
import { cleanText } from '../../../src/formats/anki/cells.ts'
import type { OtherImport, ReadContext } from '../../../src/formats/others/gather.ts'

export const NOW = toInstant(Date.UTC(2026, 10, 29, 12))

export const contextOf = (fileName: string, media: Readonly<Record<string, string>> = {}): ReadContext => ({
  fileName,
  now: NOW,
  momentAt: (ms) => {
    const at = toInstant(ms)
    return { at, offsetMinutes: 0, day: studyDayAt({ at, offsetMinutes: 0 }, 4) }
  },
  mediumOf: (path) =>
    Object.hasOwn(media, path) ? ((media[path] ?? null) as ReturnType<ReadContext['mediumOf']>) : null,
})

export const noteOf = (content: NoteContent, id = 'n_1'): Note => ({
  id: id as NoteId,
  content,
  tags: [],
  accepted: [],
  distractors: [],
  evidence: [],
  confidence: null,
})

export const contentsOf = (read: OtherImport): readonly NoteContent[] =>
  read.decks.flatMap((deck) => deck.notes.map((note) => note.content))

/** Words that formats could trip over, beside any others. */
const trap = fc.constantFrom(
  'Q:',
  'A:',
  'C:',
  '---',
  '\n',
  '\n\n',
  '::',
  ':::',
  '?',
  '??',
  '\n?\n',
  '==',
  '{{',
  '}}',
  '[',
  ']',
  '![',
  '](',
  '#',
  '#flashcards',
  '<!--',
  '-->',
  '<!--SR:!2026-01-01,3,250-->',
  ' ^abc',
  '$',
  '$$',
  '\\',
  '\\(',
  '\\)',
  '`',
  '```',
  '\n```\n',
  '~~~',
  '*',
  '- ',
  '\n- ',
  '{{c1::',
  ';;',
  '<br>',
  '5',
  ' ',
  '\t',
  '&',
  '"',
  '+++',
  '%%',
)

/** A text as a card holds it: not empty, without spaces at its ends. */
export const text = fc
  .array(
    fc.oneof({ weight: 2, arbitrary: trap }, { weight: 3, arbitrary: fc.string({ maxLength: 8, unit: 'grapheme' }) }),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((parts) => tidy(parts.join('')))
  .filter((joined) => joined !== '')

export const plainWords = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .map((one) => tidy(one.replace(/[^\p{L}\p{N} ]/gu, '')))
  .filter((one) => one !== '')

const tidy = (one: string): string => cleanText(one).trim()

export const cloze = fc
  .array(fc.tuple(plainWords, plainWords), { minLength: 1, maxLength: 4 })
  .map((pairs): NoteContent => {
    const parts = pairs.map(([before, answer], i) => `${before} {{c${i + 1}::${answer}}}`)
    return { kind: 'cloze', text: parts.join(' ') }
  })

/** Any deck: texts with traps in them. */
export const deck = fc.record({
  title: plainWords,
  notes: fc
    .array(fc.oneof(fc.record({ kind: fc.constant('qa' as const), question: text, answer: text }), cloze), {
      minLength: 1,
      maxLength: 5,
    })
    .map((contents) => contents.map((content, i) => noteOf(content, `n_${i}`))),
})

/** A text as a stranger may have changed it: cut short, spoilt, doubled. */
export const spoilt = (base: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      base,
      fc.array(fc.tuple(fc.nat(), fc.nat(20), fc.oneof(trap, fc.string({ maxLength: 5 }))), { maxLength: 6 }),
      fc.nat(),
    )
    .map(([whole, cuts, end]) => {
      let changed = whole
      for (const [at, length, put] of cuts) {
        const from = at % (changed.length + 1)
        changed = changed.slice(0, from) + put + changed.slice(from + length)
      }
      return end % 3 === 0 ? changed.slice(0, end % (changed.length + 1)) : changed
    })
