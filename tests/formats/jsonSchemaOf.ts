import { deckSchema } from '../../src/formats/deckShape.ts'

/** The JSON Schema of a deck's file, made from what the reader goes by. */
export function deckFileSchema(): object {
  const schema = schemaOf(deckSchema as unknown as Node)
  const { properties, required, ...rest } = schema as { properties: object; required: string[] }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A deck of Recite, version 1',
    ...rest,
    required: ['format', 'formatVersion', ...required],
    properties: { format: { const: 'recite-deck' }, formatVersion: { const: 1 }, ...properties },
  }
}

/** As much of a valibot schema or action as is read here. */
type Node = {
  readonly kind: 'schema' | 'validation' | 'transformation'
  readonly type: string
  readonly pipe?: readonly Node[]
  readonly entries?: Readonly<Record<string, Node>>
  readonly item?: Node
  readonly items?: readonly Node[]
  readonly wrapped?: Node
  readonly key?: Node | string
  readonly value?: Node
  readonly options?: readonly unknown[]
  readonly literal?: unknown
  readonly requirement?: unknown
  readonly getter?: (input: unknown) => Node
}
type Json = Readonly<Record<string, unknown>>

const isOptional = ({ type }: Node): boolean => type === 'optional' || type === 'exact_optional'

function schemaOf(node: Node): Json {
  const map = node.pipe?.find(({ type }) => type === 'map')
  if (map) return baseOf({ ...map, type: 'record' })
  const [first = node, ...actions] = node.pipe ?? [node]
  const base = first.pipe && first !== node ? schemaOf(first) : baseOf(first)
  return Object.assign(
    {},
    base,
    ...actions.map((action) => (action.kind === 'validation' ? keyword(action, base) : {})),
  )
}

function baseOf(node: Node): Json {
  switch (node.type) {
    case 'string':
    case 'number':
    case 'boolean':
      return { type: node.type }
    case 'object':
    case 'loose_object': {
      const entries = Object.entries(node.entries ?? {})
      const required = entries.filter(([, entry]) => !isOptional(entry)).map(([key]) => key)
      const properties = Object.fromEntries(entries.map(([key, entry]) => [key, schemaOf(entry)]))
      return { type: 'object', required, properties }
    }
    case 'array':
      return { type: 'array', items: schemaOf(known(node.item)) }
    case 'optional':
    case 'exact_optional':
      return schemaOf(known(node.wrapped))
    case 'nullable':
      return { anyOf: [schemaOf(known(node.wrapped)), { type: 'null' }] }
    case 'picklist':
      return { enum: node.options }
    case 'literal':
      return { const: node.literal }
    case 'record':
      return {
        type: 'object',
        propertyNames: schemaOf(known(node.key as Node)),
        additionalProperties: schemaOf(known(node.value)),
      }
    case 'union':
      return { anyOf: (node.options as readonly Node[]).map(schemaOf) }
    case 'strict_tuple': {
      const items = node.items ?? []
      return {
        type: 'array',
        prefixItems: items.map(schemaOf),
        items: false,
        minItems: items.length,
        maxItems: items.length,
      }
    }
    case 'variant':
      return { oneOf: (node.options as readonly Node[]).map(schemaOf) }
    case 'lazy':
      return contentOf(known(node.getter))
    default:
      throw new Error(`no JSON Schema for ${node.type}`)
  }
}

/** A note's content goes by its kind; any that is neither of these is of a later version. */
function contentOf(getter: (input: unknown) => Node): Json {
  const variants = (getter({ kind: 'qa' }).options as readonly Node[]).map(schemaOf)
  const all = [...variants, schemaOf(getter({ kind: 'template' }))]
  const kinds = all.map((schema) => ((schema.properties as Json).kind as Json).const)
  const later = schemaOf(getter({ kind: 'of a later version' })) as { properties: Json }
  const kind = { ...(later.properties.kind as Json), not: { enum: kinds } }
  return { oneOf: [...all, { ...later, properties: { ...later.properties, kind } }] }
}

function keyword(action: Node, base: Json): Json {
  const isList = base.type === 'array'
  switch (action.type) {
    case 'min_length':
      return { [isList ? 'minItems' : 'minLength']: action.requirement }
    case 'max_length':
      return { [isList ? 'maxItems' : 'maxLength']: action.requirement }
    case 'min_value':
      return { minimum: action.requirement }
    case 'max_value':
      return { maximum: action.requirement }
    case 'integer':
      return { type: 'integer' }
    case 'regex': {
      const pattern = action.requirement as RegExp
      if (pattern.flags !== '') throw new Error(`a pattern with flags: ${pattern}`)
      return { pattern: pattern.source.replaceAll('\\/', '/') }
    }
    default:
      throw new Error(`no keyword for ${action.type}`)
  }
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not a schema as it is known here')
  return value
}
