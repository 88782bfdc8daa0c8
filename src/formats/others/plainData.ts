/** What EDN and Transit come to: maps by their keys' names, sets and lists as lists, keywords as texts, times in ms. */
export type Data = null | boolean | number | string | readonly Data[] | ReadonlyMap<string, Data>

/** Levels that no honest file has. */
export const DEEPEST = 100

/** Thrown within the readers of this folder alone, and caught at their door. */
export class DataFault extends Error {}

export const isMap = (data: Data | undefined): data is ReadonlyMap<string, Data> => data instanceof Map

export const entryOf = (data: Data | undefined, key: string): Data | undefined =>
  isMap(data) ? data.get(key) : undefined

export const itemsOf = (data: Data | undefined): readonly Data[] =>
  Array.isArray(data) ? data : isMap(data) ? [...data.values()] : []

export const wordsOf = (data: Data | undefined): string =>
  typeof data === 'string' ? data : typeof data === 'number' ? String(data) : ''
