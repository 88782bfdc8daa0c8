import { listOf, numberOf, read, textOf } from './cells.ts'

/**
 * A note type as schema 11 writes it, kept for the way back as JSON without what a `NoteType` holds itself. Ids of fields
 * and templates have up to 64 bits, more than a number of ours: they are texts in it.
 */

type Json = { readonly [key: string]: unknown }

/** JSON of schema 11 with long ids as texts, so that reading it loses none of their digits. */
export const withLongIds = (json: string): string => json.replace(/("id":\s*)(-?\d{16,20})(?=\s*[,}])/g, '$1"$2"')

/** The way back. */
export const withBareIds = (json: string): string => json.replace(/("id":)"(-?\d{16,20})"/g, '$1$2')

/** What there is to keep of a note type of schema 11. */
export function keptOfModel(model: unknown): string {
  const { css: _css, flds: _flds, tmpls: _tmpls, ...rest } = asJson(model)
  const flds = inOrder(read(model, 'flds')).map((field) => without(asJson(field), ['name', 'ord']))
  const tmpls = inOrder(read(model, 'tmpls')).map((one) => without(asJson(one), ['name', 'ord', 'qfmt', 'afmt']))
  return JSON.stringify({ ...without(rest, ['id', 'name', 'type']), flds, tmpls })
}

/** Their order is the list's but for what says otherwise: both occur in old packages. */
export const inOrder = (list: unknown): readonly unknown[] =>
  listOf(list)
    .map((item, i) => ({ item, at: numberOf(read(item, 'ord'), i) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)

export const asJson = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}

const without = (json: Json, keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(json).filter(([key]) => !keys.includes(key)))

/** Reads what was kept; of what is no such text, nothing. Never throws. */
export function readKept(text: string | undefined): { rest: Json; flds: readonly Json[]; tmpls: readonly Json[] } {
  let json: unknown = {}
  try {
    json = JSON.parse(textOf(text) || '{}')
  } catch {
    // A deck file may say anything: the type is then written as a new one would be.
  }
  const { flds, tmpls, ...rest } = asJson(json)
  return { rest, flds: listOf(flds).map(asJson), tmpls: listOf(tmpls).map(asJson) }
}
