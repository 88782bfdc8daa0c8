import { createMemo, createSignal, onCleanup, onMount } from 'solid-js'
import type { EventId } from '../domain/event.ts'
import { type Sitting, type SittingAction, sit, timeLeftMs } from '../domain/examSitting.ts'
import { type KeptSitting, openSittings, type SittingStore } from '../storage/sittings.ts'
import { findHandedIn, type HandingIn, handIn, underWay } from './examPaper.ts'
import { makePaperLock, type PaperLockParts } from './paperLock.ts'
import { useServices } from './services.ts'
import { onHidden } from './status.ts'
import { holdSession } from './update.ts'

export type SittingView =
  | { readonly phase: 'loading' }
  /** There is no such paper, or not any more. */
  | { readonly phase: 'gone' }
  /** Another tab has it open, and may be asked for it. */
  | { readonly phase: 'elsewhere' }
  | { readonly phase: 'open'; readonly sitting: Sitting }
  /** Found over, and on its way into the log. */
  | { readonly phase: 'over'; readonly sitting: Sitting }
  /** In the log, under this name. */
  | { readonly phase: 'handedIn'; readonly examId: EventId }

export type ExamSitting = {
  readonly view: () => SittingView
  /** Milliseconds, counting down; null without a limit. */
  readonly leftMs: () => number | null
  readonly act: (action: SittingAction) => void
  /** Goes on here with a paper that is open elsewhere. */
  readonly takeOver: () => void
  /** The paper once it is over and the device would not take it, until it is in; else null. */
  readonly waiting: () => Sitting | null
  /** True while the device would not keep what was done; it is tried again with the next answer. */
  readonly failed: () => boolean
}

const TICK_MS = 1000
/** How often the clock is kept though nothing is answered, so that a clock put back while closed gives little back. */
const KEEP_EVERY_MS = 15_000

/** A tab that has the paper stores an answer within this time, or sleeps. */
const PATIENCE_MS = 2000

const lockParts = (): PaperLockParts => ({
  locks: navigator.locks ?? null,
  channel: 'BroadcastChannel' in globalThis ? new BroadcastChannel('recite.papers') : null,
  patienceMs: PATIENCE_MS,
})

/** A paper taken up where it was left, with the clock as it ran; every answer is kept as it is given, by one tab alone. */
export function createExamSitting(
  id: string,
  sittings: SittingStore = openSittings(),
  parts: PaperLockParts = lockParts(),
): ExamSitting {
  const services = useServices()
  const { now, writer } = services
  const [view, setView] = createSignal<SittingView>({ phase: 'loading' })
  const [failed, setFailed] = createSignal(false)
  const [fault, setFault] = createSignal<{ readonly thrown: unknown } | null>(null)
  const release = holdSession()
  let open = true
  let isLost = false
  let keptAt = 0
  let writing: Promise<void> = Promise.resolve()
  let finishing: Promise<void> = Promise.resolve()

  const lock = makePaperLock(
    id,
    parts,
    async () => {
      keepNow()
      setView({ phase: 'elsewhere' })
      await Promise.all([writing, finishing])
    },
    () => {
      isLost = true
      if (open) setView({ phase: 'elsewhere' })
    },
  )

  /** One write after another; each keeps the paper as it then is, unless another tab has it by then. */
  function keep(kept: KeptSitting): void {
    keptAt = now()
    writing = writing
      .then(() => (isLost ? undefined : sittings.put(kept)))
      .then(
        () => void setFailed(false),
        () => void setFailed(true),
      )
  }

  async function finish(sitting: Sitting): Promise<void> {
    keep({ sitting, examId: null })
    await writing
    const examId = await handIn(services, sittings, { sitting, examId: null })
    release()
    if (open) setView({ phase: 'handedIn', examId })
  }

  function act(action: SittingAction): void {
    const at = view()
    if (at.phase !== 'open' || at.sitting.over !== null) return
    const next = sit(at.sitting, action, now())
    setView({ phase: 'open', sitting: next })
    if (next.over !== null) finishing = finish(next).catch(blame)
    else if (action.kind !== 'tick' || Math.abs(now() - keptAt) > KEEP_EVERY_MS) keep({ sitting: next, examId: null })
  }

  function blame(thrown: unknown): void {
    if (open) setFault({ thrown })
  }

  async function begin(how: 'free' | 'over'): Promise<void> {
    // The page that was left here has it still, and lets go of it when it is in.
    const going = underWay(services, id)
    if (going !== null) return follow(going)
    if (!(await lock.take(how))) {
      if (open) setView({ phase: 'elsewhere' })
      return
    }
    isLost = false
    if (open) await resume()
    else lock.release()
  }

  async function follow({ sitting, done }: HandingIn): Promise<void> {
    setView({ phase: 'over', sitting })
    const examId = await done
    if (open) setView({ phase: 'handedIn', examId })
  }

  async function resume(): Promise<void> {
    const kept = await sittings.get(id)
    if (!open) return
    const handedIn = kept && (await findHandedIn(services, sittings, kept))
    if (!open) return
    if (kept === null) setView({ phase: 'gone' })
    else if (handedIn !== null) setView({ phase: 'handedIn', examId: handedIn })
    else if (kept.sitting.over !== null) {
      setView({ phase: 'over', sitting: kept.sitting })
      await finish(kept.sitting)
    } else {
      setView({ phase: 'open', sitting: kept.sitting })
      act({ kind: 'resume' })
    }
  }

  const over = (): Sitting | null => {
    const at = view()
    return (at.phase === 'open' || at.phase === 'over') && at.sitting.over !== null ? at.sitting : null
  }
  /** Once told it stays told, while it is tried again. */
  const wasHeld = createMemo<boolean>((was) => over() !== null && (was || writer.state().phase === 'held'), false)

  const timer = setInterval(() => act({ kind: 'tick' }), TICK_MS)
  const keepNow = () => {
    act({ kind: 'tick' })
    const at = view()
    if (at.phase === 'open' && at.sitting.over === null) keep({ sitting: at.sitting, examId: null })
  }
  onMount(() => onHidden(keepNow, keepNow))
  onCleanup(() => {
    keepNow()
    open = false
    clearInterval(timer)
    release()
    void Promise.all([writing, finishing]).then(lock.release)
  })
  begin('free').catch(blame)

  return {
    view: () => {
      const failure = fault()
      if (failure) throw failure.thrown
      return view()
    },
    leftMs: () => {
      const at = view()
      return at.phase === 'open' ? timeLeftMs(at.sitting) : null
    },
    act,
    waiting: () => (wasHeld() ? over() : null),
    takeOver: () => void begin('over').catch(blame),
    failed,
  }
}
