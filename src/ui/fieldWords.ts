import { transfer as words } from './messages/transfer.ts'

/** What a field of a note is called; fields of templates by their own names. */
export const fieldName = (field: string): string =>
  field in words.fields ? words.fields[field as keyof typeof words.fields] : field

/** What a field says, as plain text with a line for each of several. */
export function fieldText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(fieldText).join('\n')
  if (typeof value !== 'object') return String(value)
  if ('text' in value && typeof value.text === 'string') return value.text
  const { kind: _kind, ...parts } = value as Readonly<Record<string, unknown>>
  return Object.values(parts).map(fieldText).filter(Boolean).join('\n')
}
