import { parseJson } from './json.ts'

/** Words of a model, read from the body of a reply piece by piece. */
export type ReplyReader = {
  /** What the model says in this piece; null where the body turns out to be no model's reply. */
  readonly push: (text: string) => string | null
  /** The rest, once the body has ended. */
  readonly end: () => string | null
  /** True once the server has said that this was all. */
  readonly isDone: () => boolean
}

const LIMITS = { chars: 4_000_000, depth: 16 }

/**
 * Reads the body of a chat reply: a stream of server-sent events, or one JSON object from servers that do not stream.
 * Which it is, its first character tells. Never throws.
 */
export function makeReplyReader(): ReplyReader {
  let shape: 'unknown' | 'events' | 'whole' | 'other' = 'unknown'
  let held = ''
  let done = false

  function readLines(isLast: boolean): string | null {
    const lines = held.split(/\r\n|\r|\n/)
    held = isLast ? '' : (lines.pop() ?? '')
    let words = ''
    for (const line of lines) {
      if (done || !line.startsWith('data:')) continue
      const data = line.slice('data:'.length).trim()
      if (data === '[DONE]') done = true
      else if (data !== '') words += wordsOf(data) ?? ''
    }
    return words
  }

  return {
    push: (text) => {
      held += text
      if (shape === 'unknown') {
        const lead = held.trimStart()
        if (lead === '') return ''
        if (lead.startsWith('{')) shape = 'whole'
        else if (/^(data|event|id|retry)?:/.test(lead)) shape = 'events'
        else if (lead.length >= 'event:'.length) shape = 'other'
      }
      if (shape === 'other') return null
      return shape === 'events' ? readLines(false) : ''
    },
    end: () => {
      if (shape === 'events') return readLines(true)
      const words = shape === 'whole' ? wordsOf(held) : null
      done = words !== null
      return words
    },
    isDone: () => done,
  }
}

/** What the model says in one object of a reply: empty for one without words, null for what is no such object. */
function wordsOf(json: string): string | null {
  const value = parseJson(json, LIMITS)
  if (!value.ok) return null
  const choices = read(value.value, 'choices')
  if (!Array.isArray(choices)) return null
  const message = read(choices[0], 'delta') ?? read(choices[0], 'message')
  const content = read(message, 'content')
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .map((part) => read(part, 'text'))
    .filter((text) => typeof text === 'string')
    .join('')
}

/** What a server says of an error in its body, in its own words; empty where it does not say. */
export function errorWords(body: string): string {
  const value = parseJson(body, LIMITS)
  if (!value.ok) return ''
  const error = read(value.value, 'error')
  const said = typeof error === 'string' ? error : (read(error, 'message') ?? read(value.value, 'message'))
  return typeof said === 'string' ? said.replace(/\s+/g, ' ').trim() : ''
}

/** Names of the models that a server lists; null for what is no such list. */
export function modelNames(body: string): readonly string[] | null {
  const value = parseJson(body, LIMITS)
  const data = value.ok ? read(value.value, 'data') : null
  if (!Array.isArray(data)) return null
  return data
    .map((model) => read(model, 'id'))
    .filter((id) => typeof id === 'string')
    .slice(0, MOST_MODELS)
}

const MOST_MODELS = 500

/** An own property of whatever it is. */
const read = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined
