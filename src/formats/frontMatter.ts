import type { Result } from '../domain/result.ts'
import { err, ok } from '../domain/result.ts'

/** A value of front matter: text, a list of texts, or one level of named texts. */
export type FrontValue = string | readonly string[] | Readonly<Record<string, string>>

export type FrontMatter = {
  readonly values: ReadonlyMap<string, { readonly value: FrontValue; readonly line: number }>
  /** The text below the closing fence, and the number of its first line (1-based). */
  readonly body: string
  readonly bodyLine: number
}

export type FrontMatterError = { readonly message: string; readonly line: number }

/**
 * Reads the block between two `---` lines at the head of a text: the small part of YAML that articles need (plain and
 * quoted texts, `[a, b]`, `- a` lists, one level of nesting). Text without such a block is all body.
 */
export function readFrontMatter(text: string): Result<FrontMatter, FrontMatterError> {
  const lines = text.split('\n')
  if (lines[0]?.trim() !== '---') return ok({ values: new Map(), body: text, bodyLine: 1 })
  const end = lines.findIndex((line, i) => i > 0 && line.trim() === '---')
  if (end < 0) return err({ message: 'the front matter has no closing ---', line: 1 })
  const values = new Map<string, { value: FrontValue; line: number }>()
  for (let i = 1; i < end; i++) {
    const line = lines[i] ?? ''
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue
    const pair = /^([A-Za-z][\w-]*):(?:\s+(.*)|\s*)$/.exec(line)
    if (pair === null) return err({ message: `expected "key: value", found "${line.trim()}"`, line: i + 1 })
    const key = pair[1] ?? ''
    const raw = (pair[2] ?? '').trim()
    if (values.has(key)) return err({ message: `"${key}" stands twice`, line: i + 1 })
    if (raw !== '') {
      const value = raw.startsWith('[') ? readList(raw) : readText(raw)
      if (value === null) return err({ message: `the value of "${key}" has an unclosed quote or bracket`, line: i + 1 })
      values.set(key, { value, line: i + 1 })
      continue
    }
    const nested = readNested(lines, i + 1, end)
    if ('message' in nested) return err(nested)
    values.set(key, { value: nested.value, line: i + 1 })
    i = nested.next - 1
  }
  return ok({ values, body: lines.slice(end + 1).join('\n'), bodyLine: end + 2 })
}

function readNested(
  lines: readonly string[],
  from: number,
  end: number,
): { value: FrontValue; next: number } | FrontMatterError {
  const list: string[] = []
  const named: Record<string, string> = {}
  let i = from
  for (; i < end && /^\s+\S/.test(lines[i] ?? ''); i++) {
    const line = (lines[i] ?? '').trim()
    const item = /^-\s+(.*)$/.exec(line)
    const pair = /^([A-Za-z][\w-]*):\s+(.*)$/.exec(line)
    const value = readText((item?.[1] ?? pair?.[2] ?? '').trim())
    if ((item === null && pair === null) || value === null)
      return { message: `expected "key: value" or "- value", found "${line}"`, line: i + 1 }
    if (item !== null) list.push(value)
    else named[pair?.[1] ?? ''] = value
  }
  return { value: list.length > 0 ? list : named, next: i }
}

/** A plain or quoted text; null where a quote does not close. */
function readText(raw: string): string | null {
  if (raw.startsWith('"')) {
    if (!/^"(?:[^"\\]|\\.)*"$/.test(raw)) return null
    return raw.slice(1, -1).replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char === 't' ? '\t' : char))
  }
  if (raw.startsWith("'")) return /^'(?:[^']|'')*'$/.test(raw) ? raw.slice(1, -1).replace(/''/g, "'") : null
  return raw
}

function readList(raw: string): string[] | null {
  if (!raw.endsWith(']')) return null
  const out: string[] = []
  for (const match of raw.slice(1, -1).matchAll(/\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]*)\s*(?:,|$)/g)) {
    const part = (match[1] ?? '').trim()
    if (part === '') continue
    const value = readText(part)
    if (value === null) return null
    out.push(value)
  }
  return out
}
