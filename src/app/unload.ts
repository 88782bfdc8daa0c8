import { createEffect, onCleanup } from 'solid-js'

/** While `isUnsafe`, the browser asks before it closes or reloads the page: what is held is in memory only. */
export function warnBeforeUnload(isUnsafe: () => boolean): void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault()
  createEffect(() => {
    if (!isUnsafe()) return
    addEventListener('beforeunload', ask)
    onCleanup(() => removeEventListener('beforeunload', ask))
  })
}
