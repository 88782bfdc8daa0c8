import { createSignal, onCleanup } from 'solid-js'

/** Whether the device has a network, as the browser sees it. */
export function createOnline(): () => boolean {
  const [online, setOnline] = createSignal(navigator.onLine)
  const read = () => setOnline(navigator.onLine)
  addEventListener('online', read)
  addEventListener('offline', read)
  onCleanup(() => {
    removeEventListener('online', read)
    removeEventListener('offline', read)
  })
  return online
}

/**
 * Runs `hide` when the page goes out of sight, which on a phone may be the last it does, and `leave` when it is left for
 * another page: a browser may keep it aside then, with whatever was begun.
 */
export function onHidden(hide: () => void, leave: () => void): void {
  let isLeft = false
  const look = () => document.visibilityState === 'hidden' && !isLeft && hide()
  const go = () => {
    isLeft = true
    leave()
  }
  const comeBack = () => {
    isLeft = false
  }
  document.addEventListener('visibilitychange', look)
  addEventListener('pagehide', go)
  addEventListener('pageshow', comeBack)
  onCleanup(() => {
    document.removeEventListener('visibilitychange', look)
    removeEventListener('pagehide', go)
    removeEventListener('pageshow', comeBack)
  })
}

/** Runs when a new study day has begun, as soon as the page is looked at then. Returns what ends it. */
export function onDayTurn(day: () => number, run: () => void): () => void {
  let known = day()
  const look = () => {
    const now = day()
    if (now === known || document.visibilityState === 'hidden') return
    known = now
    run()
  }
  const timer = setInterval(look, 60_000)
  document.addEventListener('visibilitychange', look)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
  }
}

export type UpdateState = {
  /** What takes the waiting version, or null while there is none. */
  readonly waiting: () => (() => Promise<'applied' | 'session-open'>) | null
  /** True once everything needed to start offline is on this device. */
  readonly savedForOffline: () => boolean
}

/** The same with its start. */
export type Updates = UpdateState & {
  /** Registers the service worker, which then fetches the whole app: not while the first page still needs the line. */
  readonly start: (now: () => number) => Promise<void>
}

/** Where the service worker stands, from its start for as long as the page lives. */
export function createUpdates(): Updates {
  const [waiting, setWaiting] = createSignal<(() => Promise<'applied' | 'session-open'>) | null>(null)
  const [saved, setSaved] = createSignal(false)
  const atStart = { controller: navigator.serviceWorker?.controller ?? null, waiting: findWaiting() }
  const start = async (now: () => number) => {
    const { startUpdates } = await import('./update.ts')
    const events = { onUpdateReady: apply, onOfflineReady: () => setSaved(true) }
    await startUpdates(now, events, atStart)
  }
  function apply(take: () => Promise<'applied' | 'session-open'>): void {
    setWaiting(() => take)
  }
  return { waiting, savedForOffline: saved, start }
}

async function findWaiting(): Promise<ServiceWorker | null> {
  if (!('serviceWorker' in navigator) || navigator.serviceWorker.controller === null) return null
  return (await navigator.serviceWorker.getRegistration())?.waiting ?? null
}
