import { createSignal } from 'solid-js'

/** Whether the badge on the home page has something to show: all is well, or there is something to look at. */
export type SafetyMark = 'well' | 'look'

export const [safetyMark, setSafetyMark] = createSignal<SafetyMark>('well')
