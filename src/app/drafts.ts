import { createSignal, onMount } from 'solid-js'
import { type ArticleDraft, rejectionsOf } from '../domain/articleDraft.ts'
import type { ArticleForm, NothingFound } from '../domain/articleForm.ts'
import { joinDrafts } from '../domain/draftJoin.ts'
import type { Rejection } from '../domain/lessons.ts'
import { type DraftStore, openDrafts } from '../storage/drafts.ts'
import { type Services, useServices } from './services.ts'
import { type Content, makeTabForm, type TabForm } from './tabForm.ts'

export type Drafts = {
  /** Those that wait, newest first; empty until they are read. */
  readonly waiting: () => readonly ArticleDraft[]
  /** True where the device keeps none, so that a reload would lose what was done. */
  readonly failed: () => boolean
  /** Keeps a draft as it is now: at once on the screen, soon on the device. */
  readonly keep: (draft: ArticleDraft) => void
  /** Removes a draft; the reasons given in it stay. */
  readonly discard: (draft: ArticleDraft) => Promise<void>
  /** Removes a draft that was saved and keeps the reasons given in it. */
  readonly settle: (draft: ArticleDraft) => Promise<void>
  /** Every reason for a rejection that this device keeps; none until they are read. */
  readonly rejections: () => readonly Rejection[]
  readonly forgetRejections: () => void
  /** What this tab had in its form, or else what another left in its own when it ended, the newest first. */
  readonly readForm: () => Promise<ArticleForm | null>
  /** Null where there is nothing in the form: what came of reading it goes too. */
  readonly keepForm: (form: ArticleForm | null) => void
  readonly readNothingFound: () => Promise<NothingFound | null>
  readonly keepNothingFound: (nothing: NothingFound | null) => void
  /** How many forms tabs left behind besides this one; none until they are counted. */
  readonly leftForms: () => number
  /** Puts this form back among them and takes the next; null where there is none any more. */
  readonly nextForm: () => Promise<Content | null>
}

/** A form is written when typing rests for so long. */
const FORM_REST_MS = 400

/** Drafts on this device. Writing them never holds up the learner; where it fails, `failed` says so. */
export function createDrafts(store: DraftStore = openDrafts()): Drafts {
  const services = useServices()
  const [waiting, setWaiting] = createSignal<readonly ArticleDraft[]>([])
  const [rejections, setRejections] = createSignal<readonly Rejection[]>([])
  const [failed, setFailed] = createSignal(false)
  const [leftForms, setLeftForms] = createSignal(0)
  const writer = makeWriter(() => setFailed(true))
  const forms = makeWriter(() => setFailed(true))
  let rest: ReturnType<typeof setTimeout> | undefined
  onMount(() => {
    store.all().then(
      (drafts) => {
        for (const draft of drafts) if (!written.has(draft.id)) written.set(draft.id, { known: draft, met: null })
        setWaiting((mine) =>
          newestFirst([...mine, ...drafts.filter((each) => !mine.some((own) => own.id === each.id))]),
        )
      },
      () => setFailed(true),
    )
    store.rejections().then(setRejections, () => undefined)
  })
  /** Of each draft what this page knows to be kept, and what others wrote there: this page shows none of that, and keeps it. */
  const written = new Map<ArticleDraft['id'], { readonly known: ArticleDraft; readonly met: ArticleDraft | null }>()

  async function write(draft: ArticleDraft): Promise<void> {
    const { known = null, met: before = null } = written.get(draft.id) ?? {}
    const { kept, met } = await store.put(before ? joinDrafts(draft, before) : draft, known)
    written.set(draft.id, { known: kept, met: before && met ? joinDrafts(met, before) : (met ?? before) })
  }

  async function remove({ id }: ArticleDraft): Promise<void> {
    const { known, met } = written.get(id) ?? {}
    written.delete(id)
    if (met && known) await store.put(met, known)
    else if (known) await store.remove(known)
  }

  const tab = formOf(services, store)
  const keepTab = () => void forms.write('form', tab.store)
  const countLeft = () =>
    tab
      .read()
      .then(tab.leftBehind)
      .then(setLeftForms, () => undefined)
  onMount(countLeft)

  const forget = (draft: ArticleDraft) => setWaiting((all) => all.filter((each) => each.id !== draft.id))

  async function leave(draft: ArticleDraft): Promise<void> {
    const fresh = rejectionsOf(draft, services.now())
    forget(draft)
    setRejections((all) => [...all.filter((each) => !fresh.some(({ note }) => note.id === each.note.id)), ...fresh])
    await writer.write(draft.id, async () => {
      if (fresh.length > 0) await store.addRejections(fresh)
      await remove(draft)
    })
  }

  return {
    waiting,
    failed,
    keep: (draft) => {
      const kept = { ...draft, savedAt: services.now() }
      setWaiting((all) => [kept, ...all.filter((each) => each.id !== draft.id)])
      void writer.write(draft.id, () => write(kept))
    },
    discard: leave,
    settle: leave,
    rejections,
    forgetRejections: () => {
      setRejections([])
      void writer.write('rejections', store.clearRejections)
    },
    readForm: () =>
      tab.read().then(
        ({ form }) => form,
        () => null,
      ),
    keepForm: (form) => {
      clearTimeout(rest)
      if (form === null) tab.set({ form, nothing: null })
      else tab.set({ form })
      if (form === null) keepTab()
      else rest = setTimeout(keepTab, FORM_REST_MS)
    },
    readNothingFound: () =>
      tab.read().then(
        ({ nothing }) => nothing,
        () => null,
      ),
    keepNothingFound: (nothing) => {
      tab.set({ nothing })
      keepTab()
    },
    leftForms,
    nextForm: async () => {
      clearTimeout(rest)
      await forms.write('form', tab.store)
      const next = await tab.next().catch(() => null)
      void countLeft()
      return next
    },
  }
}

/** A page has one form, whichever of its screens asks. */
const tabForms = new WeakMap<Services['store'], TabForm>()

function formOf({ store: collection, now, clock }: Services, store: DraftStore): TabForm {
  const known = tabForms.get(collection)
  if (known) return known
  const newId = () => clock.next(now())
  const made = makeTabForm({ store, now, newId, locks: globalThis.navigator?.locks ?? null, memory: tabMemory() })
  tabForms.set(collection, made)
  return made
}

function tabMemory(): Storage | null {
  try {
    return globalThis.sessionStorage ?? null
  } catch {
    return null
  }
}

const newestFirst = (drafts: readonly ArticleDraft[]): readonly ArticleDraft[] =>
  [...drafts].sort((a, b) => b.savedAt - a.savedAt)

/** One write at a time; of several for the same thing that wait, the last alone is done. */
function makeWriter(onFailed: () => void): {
  readonly write: (key: string, work: () => Promise<void>) => Promise<void>
} {
  const next = new Map<string, () => Promise<void>>()
  let running: Promise<void> | null = null

  async function run(): Promise<void> {
    for (const [key, work] of next) {
      next.delete(key)
      await work().catch(onFailed)
    }
    running = null
  }

  return {
    write: (key, work) => {
      next.delete(key)
      next.set(key, work)
      running ??= run()
      return running
    },
  }
}
