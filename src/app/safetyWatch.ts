import { createEffect, createSignal, onCleanup } from 'solid-js'
import { isWorthSaving, type Unsaved } from '../domain/unsaved.ts'
import { lastBackup } from './lastBackup.ts'
import type { Persistence } from './persistence.ts'
import { type SafetyMark, setSafetyMark } from './safetyMark.ts'
import { useServices } from './services.ts'
import { onHidden } from './status.ts'

export type SafetyWatch = {
  /** What is unsaved, while it is worth a word; else null. */
  readonly nudge: () => Unsaved | null
  /** Waves the word away, until there is much more to lose. */
  readonly hush: () => void
  /** How much disagreed with the log and was made anew since the page opened. */
  readonly mended: () => number
  /** An import that its tab did not live to end, until it is waved away. */
  readonly cutOff: () => { readonly title: string | null } | null
  readonly forgetCutOff: () => void
  /** The browser's answer, just after it was asked on its own account; null otherwise. */
  readonly answer: () => boolean | null
}

const HUSH_KEY = 'recite.backupHushed'
const ASKED_KEY = 'recite.askedToKeep'
/** The first page, and what it loads, come first. */
const SETTLE_MS = 1500
/** Of a log with more than this unsaved, counting every review would only be slow. */
const MOST_COUNTED = 2000

/**
 * Looks after the data while the app is used: compares the newest answers with their cards, keeps the rolling copies,
 * asks the browser once, after the first session, to keep what is stored, and counts what is not backed up.
 */
export function createSafetyWatch(isHome: () => boolean, persistence: Persistence): SafetyWatch {
  const services = useServices()
  const [unsaved, setUnsaved] = createSignal<Unsaved | null>(null)
  const [hushed, setHushed] = createSignal(readHushed())
  const [mended, setMended] = createSignal(0)
  const [cutOff, setCutOff] = createSignal<{ readonly title: string | null } | null>(null)
  const [answer, setAnswer] = createSignal<boolean | null>(null)

  // Where there is no room, or the folder is gone, the safety page says so; nothing else waits for a copy. A database that
  // is closed under the page is told of where the page itself reads.
  const keepCopy = () => copyIfDue().catch(() => {})
  const copyIfDue = async () => {
    const { isCopyDue } = await import('./copyDue.ts')
    if (!(await isCopyDue(services))) return
    const { keepCopyIfDue } = await import('./copies.ts')
    await keepCopyIfDue(services)
  }
  let isSettled = false
  const settle = setTimeout(async () => {
    isSettled = true
    setMended((await services.store.mend('tail').catch(() => 0)) + services.store.healed())
    const imports = services.store.imports()
    setCutOff(await imports.then((all) => all.cutOff()).catch(() => null))
    await keepCopy()
  }, SETTLE_MS)
  // Hidden, not left: what is begun on a page that is left would stand in the way of the next one.
  onHidden(
    () => void keepCopy(),
    () => clearTimeout(settle),
  )
  onCleanup(() => clearTimeout(settle))

  const countUnsaved = async () => {
    const { readUnsaved } = await import('./unsaved.ts')
    setUnsaved(await readUnsaved(services, MOST_COUNTED))
    // Back from a session, most likely.
    if (isSettled) await keepCopy()
  }
  createEffect(() => {
    lastBackup()
    if (!isHome()) return
    countUnsaved().catch(() => {})
  })
  createEffect(() => {
    const isFirstSessionOver = isHome() && (unsaved()?.reviews ?? 0) > 0
    if (!isFirstSessionOver || persistence.isKept() !== false || wasAsked()) return
    void persistence.ask().then(setAnswer)
  })

  const nudge = () => {
    const found = unsaved()
    return found && isWorthSaving(found, services.now(), hushed()) ? found : null
  }
  createEffect(() => {
    const mark: SafetyMark = nudge() !== null || persistence.isKept() === false ? 'look' : 'well'
    setSafetyMark(mark)
  })
  return {
    nudge,
    hush: () => {
      const at = { acts: unsaved()?.acts ?? 0, at: services.now() }
      setHushed(at)
      write(HUSH_KEY, JSON.stringify(at))
    },
    mended,
    cutOff,
    forgetCutOff: () => {
      setCutOff(null)
      services.store
        .imports()
        .then((imports) => imports.forget())
        .catch(() => {})
    },
    answer,
  }
}

/** True from the second time on. */
function wasAsked(): boolean {
  const asked = read(ASKED_KEY) !== null
  if (!asked) write(ASKED_KEY, 'yes')
  return asked
}

type Hushed = Parameters<typeof isWorthSaving>[2]

function readHushed(): Hushed {
  try {
    const value = JSON.parse(read(HUSH_KEY) ?? 'null') as Hushed
    return value && Number.isFinite(value.acts) && Number.isFinite(value.at) ? value : null
  } catch {
    return null
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Closed to us in some private modes.
  }
}
