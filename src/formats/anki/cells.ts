import type { Cell } from './collection.ts'

/** What stands in a cell or in a JSON value, or what is meant where it is something else. Never throws. */

export const numberOf = (value: unknown, otherwise = 0): number => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : otherwise
}

export const wholeOf = (value: unknown, otherwise = 0): number => Math.trunc(numberOf(value, otherwise))

export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

export const bytesOf = (value: Cell | undefined): Uint8Array => (value instanceof Uint8Array ? value : new Uint8Array())

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** An own property of whatever it is. */
export const read = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined

export const valuesOf = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : []

/** What cannot be shown, or would end a key: control characters but for tabs and line feeds. NFC, as Anki keeps it. */
export const cleanText = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '').normalize('NFC')
