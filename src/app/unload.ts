import { createEffect, createMemo, onCleanup } from 'solid-js'
import { holdSession } from './update.ts'

/**
 * While `isUnsaved`, there are words here that are in memory only: no update is taken in any tab, and the browser asks
 * before it closes or reloads this one.
 */
export function holdUnsaved(isUnsaved: () => boolean): void {
  holdUpdates(isUnsaved)
  const ask = (event: BeforeUnloadEvent) => event.preventDefault()
  whileTrue(isUnsaved, () => {
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  })
}

/** While `isOpen`, no update is taken in any tab either; closing this one loses nothing that is not soon had again. */
export const holdUpdates = (isOpen: () => boolean): void => whileTrue(isOpen, holdSession)

function whileTrue(condition: () => boolean, begin: () => () => void): void {
  const holds = createMemo(condition)
  createEffect(() => {
    if (holds()) onCleanup(begin())
  })
}
