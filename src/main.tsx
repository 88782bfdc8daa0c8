import './ui/styles/fallbacks.css'
import './ui/styles/tokens.css'
import './ui/styles/base.css'
import './ui/styles/controls.css'
import './ui/styles/page.css'
import { render } from 'solid-js/web'
import { keepAddressReadable } from './app/address.ts'
import { type Boot, openCollection } from './app/open.ts'
import { createUpdates } from './app/status.ts'
import { allowOwnScripts } from './app/trustedTypes.ts'
import { toInstant } from './domain/time.ts'
import { makeCanary } from './storage/canary.ts'
import { App } from './ui/App.tsx'
import { speak } from './ui/language.ts'

allowOwnScripts()
keepAddressReadable()

// The one place that reads the clock, draws chance and names things; everything else is given them.
const now = () => toInstant(Date.now())
const random = () => Math.random()
const newId = () => crypto.randomUUID()

const startJournal = () => new Worker(new URL('./workers/journal.worker.ts', import.meta.url), { type: 'module' })
const openChannel = (name: string) => ('BroadcastChannel' in globalThis ? new BroadcastChannel(name) : null)

const canary = makeCanary(() => localStorage)
// Asked once: opening the collection writes it, and the way in must stand until the first page does.
const isFirstVisit = canary.read() === null
const updates = createUpdates()
const SETTLE_MS = 400

async function start(): Promise<Boot> {
  const { journalFor } = await import('./workers/journalClient.ts')
  return openCollection({
    now,
    newId,
    random,
    offsetMinutes: (at) => 0 - new Date(at).getTimezoneOffset(),
    canary,
    journal: journalFor(navigator, startJournal, openChannel('recite.journal')),
    channel: openChannel('recite'),
    locks: navigator.locks ?? null,
    updates,
    startNetwork: () => new Worker(new URL('./workers/network.worker.ts', import.meta.url), { type: 'module' }),
    startGenerator: () => new Worker(new URL('./workers/generator.worker.ts', import.meta.url), { type: 'module' }),
  })
}

/** Opens the collection; what can wait starts when the first page, and its loading, are over. */
function boot(): Promise<Boot> {
  const opened = start()
  const settled = opened.then(() => new Promise((done) => setTimeout(done, SETTLE_MS)))
  void settled.then(() => updates.start(now))
  // Kept on the device, the text faces come with the page; over the network they follow the words.
  const isKept = Boolean(navigator.serviceWorker?.controller)
  void (isKept ? Promise.resolve() : settled).then(() => import('./ui/styles/fonts.css'))
  return opened
}

const root = document.getElementById('root')
if (!root) throw new Error('no root')
// A policy that comes with the page cannot keep others from framing it; a framed page then offers nothing to click on.
const isFramed = window.top !== window.self
// A language is a file, fetched before anything is said; a missing one must not keep the app from speaking English.
void speak(navigator.languages)
  .catch(() => {})
  .then(() =>
    render(
      () =>
        isFramed ? (
          <a href={location.href} target="_top">
            Recite
          </a>
        ) : (
          <App boot={boot()} isFirstVisit={isFirstVisit} />
        ),
      root,
    ),
  )
