import type { NoteType } from '../../domain/noteType.ts'

/** A card type of Mnemosyne's: its fields by the keys of its facts, and a card for each of its views, in their order. */
export type FactType = { readonly keys: readonly string[]; readonly type: NoteType }

const CSS = '.card { font-size: 1.25em; text-align: center } .cloze { font-weight: bold }'

type Field = readonly [key: string, name: string]
/** Keys of the question, and of the answer. */
type View = readonly [name: string, question: readonly string[], answer: readonly string[]]

function factType(id: string, name: string, fields: readonly Field[], views: readonly View[]): FactType {
  const nameOf = new Map(fields)
  const shown = (keys: readonly string[]): string =>
    keys.map((key) => `{{#${nameOf.get(key)}}}<div>{{${nameOf.get(key)}}}</div>{{/${nameOf.get(key)}}}`).join('')
  const templates = views.map(([view, question, answer]) => ({
    name: view,
    front: shown(question),
    back: `{{FrontSide}}<hr id=answer>${shown(answer)}`,
  }))
  const names = fields.map(([, field]) => field)
  return {
    keys: fields.map(([key]) => key),
    type: { id: `mnemosyne:${id}`, name, kind: 'fields', fields: names, templates, css: CSS },
  }
}

const SIDES: readonly Field[] = [
  ['f', 'Front'],
  ['b', 'Back'],
]

const VOCABULARY: readonly Field[] = [
  ['f', 'Foreign word'],
  ['p_1', 'Pronunciation'],
  ['m_1', 'Meaning'],
  ['n', 'Notes'],
]

/** By the id that cards name; types of a learner's own are called after the one they come from, as `2::Chemistry`. */
export const FACT_TYPES: Readonly<Record<string, FactType>> = {
  1: factType('1', 'Front to back', SIDES, [['Front to back', ['f'], ['b']]]),
  2: factType('2', 'Both ways', SIDES, [
    ['Front to back', ['f'], ['b']],
    ['Back to front', ['b'], ['f']],
  ]),
  3: factType('3', 'Vocabulary', VOCABULARY, [
    ['Recognition', ['f'], ['p_1', 'm_1', 'n']],
    ['Production', ['m_1'], ['f', 'p_1', 'n']],
  ]),
  4: factType(
    '4',
    'Map',
    [
      ['loc', 'Location'],
      ['marked', 'Marked map'],
      ['blank', 'Blank map'],
    ],
    [
      ['Recognition', ['marked'], ['loc']],
      ['Production', ['loc', 'blank'], ['marked']],
    ],
  ),
  5: {
    keys: ['text'],
    type: {
      id: 'mnemosyne:5',
      name: 'Cloze',
      kind: 'cloze',
      fields: ['Text'],
      templates: [{ name: 'Cloze', front: '{{cloze:Text}}', back: '{{cloze:Text}}' }],
      css: CSS,
    },
  },
}

/** Of a type that is not known: the first key asks for the others. */
export function plainType(keys: readonly string[]): FactType {
  const [first = 'f', ...rest] = keys
  const fields = keys.map((key): Field => [key, key.replace(/[{}#^/:"]/g, ' ').trim() || 'field'])
  return factType(keys.join('+').slice(0, 100), 'Card', fields, [['Card', [first], rest]])
}
