/** Assertions that run in a browser page as well as in Node. */
export function same(actual: unknown, expected: unknown, what = 'values'): void {
  const difference = firstDifference(actual, expected, what)
  if (difference) throw new Error(difference)
}

export function truly(condition: boolean, what: string): void {
  if (!condition) throw new Error(`not so: ${what}`)
}

/** The reason of a promise that must reject. */
export async function rejection(promise: Promise<unknown>): Promise<{ kind?: unknown; message?: unknown }> {
  try {
    await promise
  } catch (thrown) {
    return thrown as { kind?: unknown; message?: unknown }
  }
  throw new Error('resolved where it should have been rejected')
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits until it is so, two seconds at most. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (await condition()) return
    await sleep(10)
  }
  throw new Error(`never came: ${what}`)
}

export const isSame = (a: unknown, b: unknown): boolean => firstDifference(a, b, '') === null

function firstDifference(a: unknown, b: unknown, path: string): string | null {
  if (Object.is(a, b)) return null
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return `${path}: ${show(a)} instead of ${show(b)}`
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  if (Array.isArray(a) !== Array.isArray(b)) return `${path}: a list and something else`
  for (const key of keys) {
    const difference = firstDifference(read(a, key), read(b, key), `${path}.${key}`)
    if (difference) return difference
  }
  return null
}

const read = (value: object, key: string): unknown => Object.getOwnPropertyDescriptor(value, key)?.value
const show = (value: unknown): string => JSON.stringify(value)?.slice(0, 200) ?? String(value)
