/** What a record holds under a stranger's key, and never what every object inherits: `constructor` is a sound id. */
export const ownAt = <K extends string, V>(record: Readonly<Record<K, V>> | undefined, key: K): V | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined
