import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldLog } from '../../../src/domain/fold.ts'
import { readEdn } from '../../../src/formats/others/edn.ts'
import { type MochiData, readMochi } from '../../../src/formats/others/mochi.ts'
import { type Data, DataFault } from '../../../src/formats/others/plainData.ts'
import { readTransit } from '../../../src/formats/others/transit.ts'
import { contentsOf, contextOf, spoilt } from './decks.ts'

const HASH = 'b'.repeat(32)
const context = contextOf('export.mochi', { 'lion.png': HASH })
const opened = (data: MochiData) => {
  const result = readMochi(data, context)
  if (!result.ok) throw new Error(result.error.detail)
  return result.value
}

const EDN = `; an export
{:version 2
 :decks [{:id :aaaaaaaa, :name "Languages"}
         {:id :bbbbbbbb :parent-id :aaaaaaaa :name "German"
          :cards ({:id :c2 :pos "b" :content "cat\\n---\\nKatze" :review-reverse? true}
                  {:id :c1 :pos "a" :content "![](@media/lion.png)\\n---\\nLöwe" :tags #{"animals"}
                   :reviews [{:date #inst "2026-11-19T10:00:00.000Z" :remembered? true :interval 1}
                             {:date #inst "2026-11-20T10:00:00.000Z" :remembered? true :interval 9.6}]}
                  #_{:id :left-out}
                  {:id :c3 :content "just a note"}
                  {:id :c4 :archived? true :content "{{Bonn}} lies on the {{2::Rhine}}, $x^2$"}
                  {:id :c5 :template-id :tttttttt :fields {:name {:id :name :value "Hund"} :ffffffff {:id :ffffffff :value "dog"}}})}]
 :templates [{:id :tttttttt :name "Word" :content "<< Word >>\\n---\\n<<meaning>>"
              :fields {:name {:id :name :name "Word"} :ffffffff {:id :ffffffff :name "Meaning"}}}]}`

const EXPECTED = [
  { kind: 'qa', question: `![](media:${HASH})`, answer: 'Löwe' },
  { kind: 'qa', question: 'cat', answer: 'Katze' },
  { kind: 'qa', question: 'Katze', answer: 'cat' },
  { kind: 'cloze', text: '{{c1::Bonn}} lies on the {{c2::Rhine}}, \\(x^2\\)' },
  { kind: 'qa', question: 'Hund', answer: 'dog' },
]

/** A value as Transit writes it in short, with codes for what was said before. */
const SHORT = `["^ ","~:version",2,"~:decks",[["^ ","~:id","~:aaaaaaaa","~:name","Words","~:cards",["~#list",[
  ["^ ","^2","~:c1cccccc","~:content","one\\n---\\neins","~:reviews",[["^ ","~:date","~t2026-11-20T10:00:00.000Z","~:interval",3,"~:remembered?",false]]],
  ["^ ","^2","~:c2cccccc","^8","two\\n---\\nzwei","~:tags",["~#set",["a"]]]]]]]]`

const VERBOSE = JSON.stringify({
  '~:version': 2,
  '~:decks': [
    {
      '~:id': '~:aaaaaaaa',
      '~:name': 'Words',
      '~:cards': {
        '~#list': [
          {
            '~:id': '~:c1cccccc',
            '~:content': 'one\n---\neins',
            '~:reviews': [
              { '~:date': { '~#dt': Date.UTC(2026, 10, 20, 10) }, '~:interval': 3, '~:remembered?': false },
            ],
          },
          { '~:id': '~:c2cccccc', '~:content': 'two\n---\nzwei', '~:tags': { '~#set': ['a'] } },
        ],
      },
    },
  ],
})

describe('an export of Mochi', () => {
  test('in EDN has sides, gaps, templates, pictures and both ways, in the decks’ tree', () => {
    const read = opened({ kind: 'edn', text: EDN })
    expect(read.decks.map(({ title }) => title)).toEqual(['Languages::German'])
    expect(contentsOf(read).toSorted((a, b) => JSON.stringify(a).length - JSON.stringify(b).length)).toEqual(
      EXPECTED.toSorted((a, b) => JSON.stringify(a).length - JSON.stringify(b).length),
    )
    expect(read.decks[0]?.notes.find((note) => note.tags.length > 0)?.tags).toEqual(['animals'])
    expect(read.counts.media).toBe(1)
    expect(read.leftOut).toEqual([{ reason: 'one-sided', count: 1 }])
  })

  test('brings its reviews, and sets aside what is archived', () => {
    const { events, decks } = opened({ kind: 'edn', text: EDN })
    const { cards } = foldLog(events)
    const lion = decks[0]?.notes.find((note) => note.tags.length > 0)
    expect(cards.get(`${lion?.id}/front` as never)).toMatchObject({
      reps: 2,
      memory: { phase: 'review', day: 20_777, due: 20_787 },
    })
    expect([...cards.values()].filter((card) => card.suspended)).toHaveLength(1)
  })

  test('in Transit is the same, in short or verbose', () => {
    const short = opened({ kind: 'transit', text: SHORT })
    expect(short).toEqual(opened({ kind: 'transit', text: VERBOSE }))
    expect(contentsOf(short)).toEqual([
      { kind: 'qa', question: 'one', answer: 'eins' },
      { kind: 'qa', question: 'two', answer: 'zwei' },
    ])
    expect(short.events).toMatchObject([{ kind: 'review', rating: 'again', day: 20_777, due: 20_780 }])
  })

  test('with decks that lie in each other ends', () => {
    const text =
      '{:decks [{:id :a :parent-id :b :name "A" :cards [{:content "q\\n---\\na"}]} {:id :b :parent-id :a :name "B"}]}'
    expect(opened({ kind: 'edn', text }).decks).toHaveLength(1)
  })

  test.each([
    ['a text without an end', '{:decks "x', 'data.edn, line 1: a text has no end'],
    ['a map that does not close', '{:decks [\n{:a 1}', 'data.edn, line 2: the end comes too early'],
    ['half a pair', '{:decks}', 'data.edn, line 1: a map has a key without a value'],
    ['a bracket out of place', '{:decks ]', 'data.edn, line 1: "]" is out of place'],
    ['another form', '[1 2]', 'data.edn is no map'],
    ['no card', '{:version 2}', 'there is no card in it'],
    ['what lies too deep', '['.repeat(1000), 'data.edn, line 1: more than 100 levels deep'],
  ])('is refused with %s', (_, text, detail) => {
    expect(readMochi({ kind: 'edn', text }, context)).toEqual({ ok: false, error: { kind: 'shape', detail } })
  })

  test('is refused with codes that stand for nothing, and without JSON', () => {
    expect(readMochi({ kind: 'transit', text: '["^ ","^Z",1]' }, context).ok).toBe(false)
    expect(readMochi({ kind: 'transit', text: '{' }, context).ok).toBe(false)
  })

  test('of strangers is read or refused, never thrown at', () => {
    fc.assert(fc.property(spoilt(fc.constant(EDN)), (text) => void readMochi({ kind: 'edn', text }, context)))
    fc.assert(fc.property(spoilt(fc.constant(SHORT)), (text) => void readMochi({ kind: 'transit', text }, context)))
    fc.assert(fc.property(spoilt(fc.constant(VERBOSE)), (text) => void readMochi({ kind: 'transit', text }, context)))
    fc.assert(fc.property(fc.json(), (text) => void readMochi({ kind: 'transit', text }, context)))
  })

  test('takes time in proportion to its length', () => {
    for (const piece of [
      '{{',
      '{{a}}',
      '<<',
      '<<a>>',
      '---\n',
      '\\n---\\n',
      '`',
      '![',
      '$',
      '\\\\',
      ';',
      '#_',
      '"" ',
      ' ',
    ])
      for (const text of [
        `{:decks [{:cards [{:content "${piece.replaceAll('"', '')}`.padEnd(30_000, piece),
        piece.repeat(10_000),
      ])
        void readMochi(
          { kind: 'edn', text: text.startsWith('{:d') ? `${text.replace(/"$/, '')}"}]}]}` : text },
          context,
        )
  })
})

describe('EDN and Transit', () => {
  const data: fc.Arbitrary<Data> = fc.letrec<{ data: Data }>((tie) => ({
    data: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(null, true, false),
      fc.integer(),
      fc.string({ unit: 'grapheme' }),
      fc.array(tie('data'), { maxLength: 4 }),
      fc
        .array(fc.tuple(fc.stringMatching(/^[a-z]{1,6}$/), tie('data')), { maxLength: 4 })
        .map((pairs) => new Map(pairs)),
    ),
  })).data
  const edn = (value: Data): string => {
    if (value instanceof Map) return `{${[...value].map(([key, inner]) => `:${key} ${edn(inner)}`).join(', ')}}`
    if (Array.isArray(value)) return `[${value.map(edn).join(' ')}]`
    if (typeof value === 'string') return `"${value.replace(/["\\]/g, '\\$&')}"`
    return value === null ? 'nil' : String(value)
  }
  const transit = (value: Data): unknown => {
    if (value instanceof Map) return ['^ ', ...[...value].flatMap(([key, inner]) => [`~:${key}`, transit(inner)])]
    if (Array.isArray(value)) return value.map(transit)
    return typeof value === 'string' && /^[~^`]/.test(value) ? `~${value}` : value
  }

  test('give back what was written', () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(readEdn(edn(value))).toEqual(value)
        expect(readTransit(JSON.parse(JSON.stringify(transit(value))))).toEqual(value)
      }),
    )
  })

  test('have times, characters, tags and remarks', () => {
    expect(readEdn('#inst "1970-01-01T00:00:01Z"')).toBe(1000)
    expect(readEdn('[\\a \\newline \\( #uuid "x" 1.5 -3 4N ; the rest\n]')).toEqual(['a', '\n', '(', 'x', 1.5, -3, 4])
    expect(() => readEdn('')).toThrow(DataFault)
    expect(readTransit(['~m1000', '~i5', '~?t', '~_', ['~#set', [1]], { '~#list': [2] }])).toEqual([
      1000,
      5,
      true,
      null,
      [1],
      [2],
    ])
  })
})
