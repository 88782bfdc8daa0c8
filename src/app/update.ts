/** How an update comes to the learner: never under an open session, by a quiet offer, or silently on a cold start. */
export type UpdateEvents = {
  /** A new version waits. `apply` reloads every tab into it, unless one of them has a session open. */
  readonly onUpdateReady: (apply: () => Promise<'applied' | 'session-open'>) => void
  /** Everything needed to start without a network is on this device. */
  readonly onOfflineReady: () => void
}

const SESSION_LOCK = 'session'
const TAB_LOCK = 'tab'
const RELOAD_STAMP = 'recite.reloadedForChunk'
const CHECK_INTERVAL_MS = 3_600_000
const ACTIVATION_PATIENCE_MS = 10_000

let sessionsHere = 0
let reloadWanted = false

/**
 * Marks work that a reload would lose: a study session, a quiz, text not yet saved. As long as any tab holds one, no
 * update is applied in any tab. Returns the release.
 */
export function holdSession(): () => void {
  sessionsHere++
  let release = () => {}
  const released = new Promise<void>((done) => {
    release = done
  })
  void navigator.locks?.request(SESSION_LOCK, { mode: 'shared' }, () => released)
  let held = true
  return () => {
    if (!held) return
    held = false
    sessionsHere--
    release()
    if (reloadWanted) reloadUnlessInSession()
  }
}

/** As the page found them when it began, which may be a while before updates are looked after. */
export type WorkersAtStart = {
  readonly controller: ServiceWorker | null
  readonly waiting: Promise<ServiceWorker | null>
}

/** Registers the service worker and looks after its updates for as long as the page lives. */
export async function startUpdates(now: () => number, events: UpdateEvents, atStart: WorkersAtStart): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  await holdTab()
  reloadOnceWhenChunkIsGone()
  if (atStart.controller !== null) {
    navigator.serviceWorker.addEventListener('controllerchange', reloadUnlessInSession)
    // Another tab may have brought the new version while this one was still starting.
    if (navigator.serviceWorker.controller !== atStart.controller) return reloadUnlessInSession()
    // Only what waited already when the page began: a version that came since would reload a page in use.
    const waiting = await atStart.waiting
    if (waiting && (await isOnlyTab()) && (await activate(waiting)) === 'applied') return
  }
  const registration = await navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`, {
    scope: import.meta.env.BASE_URL,
    updateViaCache: 'none',
  })
  void navigator.serviceWorker.ready.then(events.onOfflineReady)
  offerWaiting(registration, events)
  checkNowAndThen(registration, now)
}

/** Tells of a version that waits already, and of each that comes to wait later. */
function offerWaiting(registration: ServiceWorkerRegistration, events: UpdateEvents): void {
  const offer = () => {
    const { waiting } = registration
    if (waiting && registration.active) events.onUpdateReady(() => activate(waiting))
  }
  const follow = () => registration.installing?.addEventListener('statechange', offer)
  offer()
  // A version that began to install before this ran told its `updatefound` to nobody.
  follow()
  registration.addEventListener('updatefound', follow)
}

/** Lets the waiting version take over, with no session able to start meanwhile; `controllerchange` then reloads. */
async function activate(waiting: ServiceWorker): Promise<'applied' | 'session-open'> {
  if (sessionsHere > 0) return 'session-open'
  return navigator.locks.request(SESSION_LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) return 'session-open'
    waiting.postMessage('activate')
    await new Promise<void>((done) => {
      waiting.addEventListener('statechange', () => {
        if (waiting.state === 'activated' || waiting.state === 'redundant') done()
      })
      // A request that hangs keeps the old version in charge; the new one follows by itself when that ends.
      setTimeout(done, ACTIVATION_PATIENCE_MS)
    })
    return 'applied'
  })
}

function reloadUnlessInSession(): void {
  reloadWanted = true
  if (sessionsHere === 0) location.reload()
}

/** Looks for a new version when the app comes back into view, at most hourly; a long-lived tab would never ask. */
function checkNowAndThen(registration: ServiceWorkerRegistration, now: () => number): void {
  let checkedAt = now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || !navigator.onLine) return
    if (Math.abs(now() - checkedAt) < CHECK_INTERVAL_MS) return
    checkedAt = now()
    registration.update().catch(() => {
      // Out of reach just now; the next time the app comes into view will do.
    })
  })
}

/**
 * A part of the app that neither the cache nor the host has any more (caches cleared under an open tab) comes back with
 * a reload; tried once a tab, and not where it could lose work.
 */
function reloadOnceWhenChunkIsGone(): void {
  addEventListener('vite:preloadError', (event) => {
    if (sessionsHere > 0 || !navigator.onLine || sessionStorage.getItem(RELOAD_STAMP)) return
    event.preventDefault()
    sessionStorage.setItem(RELOAD_STAMP, 'yes')
    location.reload()
  })
}

/** Resolves once this tab counts among those that are open. */
function holdTab(): Promise<void> {
  return new Promise((held) => {
    void navigator.locks.request(TAB_LOCK, { mode: 'shared' }, () => {
      held()
      return new Promise<never>(() => {})
    })
  })
}

async function isOnlyTab(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query()
  return held.filter((lock) => lock.name === TAB_LOCK).length <= 1
}
