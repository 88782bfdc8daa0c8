import { createEffect, onCleanup } from 'solid-js'

/**
 * Keeps the screen from going dark while `isOn`, for what lasts longer than a hand stays still. Where the device does not
 * let it, or saves its battery, nothing is lost.
 */
export function keepAwake(isOn: () => boolean): void {
  createEffect(() => {
    if (!isOn() || !('wakeLock' in navigator)) return
    const lock = navigator.wakeLock.request('screen').catch(() => null)
    onCleanup(() => void lock.then((held) => held?.release()))
  })
}
