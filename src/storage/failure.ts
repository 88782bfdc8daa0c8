import type { StorageFailure } from './store.ts'

/** A storage failure to throw: an error for stack traces and consoles, a `StorageFailure` for whoever catches it. */
export function fail(failure: StorageFailure): Error & StorageFailure {
  return Object.assign(new Error(wordsFor(failure)), failure)
}

export const broken = (message: string): Error & StorageFailure => fail({ kind: 'broken', message })

/** Puts whatever a database threw into the words of the contract. */
export function toFailure(thrown: unknown): Error & StorageFailure {
  if (isFailure(thrown)) return thrown
  const name = nameOf(thrown)
  if (name === 'QuotaExceededError') return fail({ kind: 'quota' })
  return broken(`${name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
}

export const isFailure = (thrown: unknown): thrown is Error & StorageFailure =>
  thrown instanceof Error && 'kind' in thrown

/** `DOMException`s are told apart by name alone: their classes differ between engines and realms. */
export const nameOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'name' in thrown ? String(thrown.name) : typeof thrown

function wordsFor(failure: StorageFailure): string {
  switch (failure.kind) {
    case 'blocked':
      return 'another tab holds an older version of the database open'
    case 'newer-schema':
      return `the database was written by a newer version of the app (schema ${failure.found})`
    case 'quota':
      return 'the device has no room left'
    case 'stalled':
      return 'the write has not finished'
    case 'closed':
      return 'the database is closed'
    case 'refused':
    case 'broken':
      return failure.message
  }
}
