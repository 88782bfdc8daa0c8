import { clozeNumbersOf } from './clozeHtml.ts'
import type { CardTemplate, NoteType, TemplateContent } from './noteType.ts'
import {
  clozeFields,
  isEmptyField,
  parseTemplate,
  showsSomething,
  type Template,
  type TemplateFault,
  type TemplateNode,
  unknownField,
} from './template.ts'
import { applyFilters } from './templateFilters.ts'

/** What a template may ask about a card besides its fields. */
export type CardContext = { readonly deck: string; readonly tags: readonly string[]; readonly flag: number }

export const NO_CONTEXT: CardContext = { deck: '', tags: [], flag: 0 }

/** Both sides as a stranger's HTML: to be shown only through `htmlSafe.ts`. */
export type CardHtml =
  | { readonly kind: 'html'; readonly question: string; readonly answer: string }
  /** The template cannot be read, and where it fails. */
  | { readonly kind: 'fault'; readonly fault: TemplateFault }

/** Characters that a side's fields may come to beyond what the note says. */
const MOST_REPEATED = 500_000
const TOO_LONG: CardHtml = { kind: 'fault', fault: { kind: 'too-long', name: '' } }

/** Renders one card. What a field says is never read as a template again. */
export function cardHtml(content: TemplateContent, ordinal: number, context: CardContext = NO_CONTEXT): CardHtml {
  const { type } = content
  const template = templateOf(type, ordinal)
  if (!template) return { kind: 'fault', fault: { kind: 'unknown-field', name: '' } }
  const fields = fieldsOf(content)
  const front = checked(template.front, fields)
  if (!front.ok) return { kind: 'fault', fault: front.fault }
  const back = checked(template.back, fields)
  if (!back.ok) return { kind: 'fault', fault: back.fault }
  const values = { ...specialFields(content, template, context), ...Object.fromEntries(fields) }
  const filled = filledOf(fields, type, ordinal)
  for (const name of ['Tags', 'Deck', 'Subdeck', 'Type', 'Card', 'CardFlag'])
    if (!isEmptyField(values[name] ?? '')) filled.add(name)
  // What the note itself says, and a few filters over it, always has room: only saying it again and again does not.
  const room = MOST_REPEATED + 4 * content.fields.reduce((sum, field) => sum + field.length, 0)
  const question = render(front.nodes, { values, filled, number: ordinal + 1, side: 'question' }, room)
  if (question === null) return TOO_LONG
  const withFront = { ...values, FrontSide: fields.has('FrontSide') ? (values.FrontSide ?? '') : question }
  filled.add('FrontSide')
  const answer = render(
    back.nodes,
    { values: withFront, filled, number: ordinal + 1, side: 'answer' },
    room + 4 * question.length,
  )
  if (answer === null) return TOO_LONG
  return { kind: 'html', question, answer }
}

/** The cards that a note of this type has, as ordinals in rising order: those that show something. */
export function ordinalsOf(type: NoteType, fields: readonly string[]): readonly number[] {
  const named = new Map(type.fields.map((name, i) => [name, fields[i] ?? '']))
  if (type.kind === 'cloze') {
    const template = parseTemplate(type.templates[0]?.front ?? '')
    const numbers = template.ok
      ? [...new Set(clozeFields(template.nodes))].flatMap((name) => clozeNumbersOf(named.get(name) ?? ''))
      : []
    return [...new Set(numbers)].map((number) => number - 1).sort((a, b) => a - b)
  }
  const filled = filledOf(named, type, 0)
  return type.templates.flatMap((template, ordinal) => {
    const front = parseTemplate(template.front)
    return front.ok && showsSomething(front.nodes, filled) ? [ordinal] : []
  })
}

const templateOf = (type: NoteType, ordinal: number): CardTemplate | undefined =>
  type.templates[type.kind === 'cloze' ? 0 : ordinal]

const fieldsOf = ({ type, fields }: TemplateContent): ReadonlyMap<string, string> =>
  new Map(type.fields.map((name, i) => [name, fields[i] ?? '']))

function filledOf(fields: ReadonlyMap<string, string>, type: NoteType, ordinal: number): Set<string> {
  const filled = new Set<string>()
  for (const [name, html] of fields) if (!isEmptyField(html)) filled.add(name)
  if (type.kind === 'cloze') filled.add(`c${ordinal + 1}`)
  return filled
}

function checked(source: string, fields: ReadonlyMap<string, string>): Template {
  const template = parseTemplate(source)
  if (!template.ok) return template
  const name = unknownField(template.nodes, new Set(fields.keys()))
  return name === null ? template : { ok: false, fault: { kind: 'unknown-field', name } }
}

function specialFields(
  { type }: TemplateContent,
  template: CardTemplate,
  { deck, tags, flag }: CardContext,
): Record<string, string> {
  return {
    Tags: tags.join(' '),
    Type: type.name,
    Deck: deck,
    Subdeck: deck.split('::').at(-1) ?? '',
    CardFlag: flag === 0 ? '' : `flag${flag}`,
    Card: template.name,
    FrontSide: '',
    CardID: '',
  }
}

type Scene = {
  readonly values: Readonly<Record<string, string>>
  readonly filled: ReadonlySet<string>
  readonly number: number
  readonly side: 'question' | 'answer'
}

/** Null when the fields come to more than `room`: it is counted before anything is made or joined. */
function render(nodes: readonly TemplateNode[], scene: Scene, room: number): string | null {
  const { values, filled, number, side } = scene
  const pieces: string[] = []
  let left = room
  const renderAll = (some: readonly TemplateNode[]): boolean => some.every(renderNode)
  const renderNode = (node: TemplateNode): boolean => {
    if (node.kind === 'section') return filled.has(node.name) !== (node.when === 'filled') || renderAll(node.children)
    if (node.kind === 'text') {
      pieces.push(node.text)
      return true
    }
    const html = Object.hasOwn(values, node.name) ? (values[node.name] ?? '') : ''
    // Each filter reads all of the field.
    left -= html.length * Math.max(1, node.filters.length)
    if (left < 0) return false
    const shown = applyFilters(html, node.filters, { field: node.name, number, side })
    left -= Math.max(0, shown.length - html.length)
    pieces.push(shown)
    return left >= 0
  }
  return renderAll(nodes) ? pieces.join('') : null
}
