import type { KeptForm } from '../domain/articleForm.ts'
import type { Instant } from '../domain/time.ts'
import type { FormStore } from '../storage/forms.ts'

/**
 * The form that this tab fills in. Each tab has a record of its own, and holds a lock for as long as it lives: a record
 * without one is what a tab left behind that ended, and goes to the next that asks, the newest first. So two tabs never
 * write over each other's words, and a crash of both loses neither's.
 */
export type TabForm = {
  /** What is in it: what this tab had there, or else what another left behind. */
  readonly read: () => Promise<Content>
  /** Changes it on the page; `store` brings the device up to it. */
  readonly set: (part: Partial<Content>) => void
  readonly store: () => Promise<void>
  /** How many were left behind besides. */
  readonly leftBehind: () => Promise<number>
  /** Takes the next of those in the place of this one, which is stored; null where there is none any more. */
  readonly next: () => Promise<Content | null>
}

export type Content = Pick<KeptForm, 'form' | 'nothing'>

export type TabFormParts = {
  readonly store: FormStore
  readonly now: () => Instant
  /** A name that no other tab gives. */
  readonly newId: () => string
  /** Null where the browser knows none: then each record goes to whoever asks, and comes apart when both write. */
  readonly locks: LockManager | null
  /** The tab's own memory, over a reload. */
  readonly memory: Pick<Storage, 'getItem' | 'setItem'> | null
}

/** What a page leaves behind for a moment while it goes is its own. */
const LEAVING_MS = 500
const KEY = 'recite.form'
const BLANK: Content = { form: null, nothing: null }

export function makeTabForm({ store, now, newId, locks, memory }: TabFormParts): TabForm {
  let id: string | null = null
  let content = BLANK
  /** What is kept of it, as far as this tab knows. */
  let known: KeptForm | null = null
  let letGo = () => {}
  let reading: Promise<Content> | null = null

  const isBlank = () => content.form === null && content.nothing === null

  /** Resolves with how to let go of it, or with null where a tab that lives has it. */
  const hold = (name: string, options: LockOptions): Promise<(() => void) | null> =>
    new Promise((done) => {
      if (!locks) return done(() => {})
      const held = locks.request(`recite.form.${name}`, options, (lock) => {
        if (lock === null) return done(null)
        return new Promise<void>((release) => done(release))
      })
      held.catch(() => done(null))
    })

  function begin(record: KeptForm, release: () => void): void {
    letGo()
    letGo = release
    id = record.id
    content = { form: record.form, nothing: record.nothing }
    known = record
    remember(record.id)
  }

  function beginAnew(): string {
    letGo()
    const fresh = newId()
    id = fresh
    known = null
    letGo = () => {}
    void hold(fresh, {}).then((release) => {
      if (id === fresh && release) letGo = release
      else release?.()
    })
    remember(fresh)
    return fresh
  }

  function remember(name: string): void {
    try {
      memory?.setItem(KEY, name)
    } catch {
      // Closed to us: a reload then takes the newest that nobody has.
    }
  }

  async function take(records: readonly KeptForm[], options: LockOptions, still: () => boolean): Promise<boolean> {
    for (const record of records) {
      const release = await hold(record.id, options)
      if (!release) continue
      if (!still()) release()
      else begin(record, release)
      return true
    }
    return false
  }

  async function readAnew(): Promise<Content> {
    const records = await store.forms()
    const mine = memory?.getItem(KEY) ?? null
    const own = records.filter((each) => each.id === mine)
    const others = records.filter((each) => each.id !== mine && each.form !== null)
    // Whatever was typed meanwhile is what this tab has.
    if (!(await take(own, { signal: AbortSignal.timeout(LEAVING_MS) }, isBlank)))
      await take(others, { ifAvailable: true }, isBlank)
    return content
  }

  async function others(): Promise<readonly KeptForm[]> {
    const all = await store.forms()
    const at = all.findIndex((each) => each.id === id)
    return [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))].filter(({ form }) => form !== null)
  }

  async function write(): Promise<void> {
    if (isBlank()) {
      const gone = known
      known = null
      if (gone) await store.removeForm(gone)
      return
    }
    const kept = { id: id ?? beginAnew(), at: now(), ...content }
    if (await store.putForm(kept, known)) {
      known = kept
      return
    }
    const apart = { ...kept, id: beginAnew() }
    if (await store.putForm(apart, null)) known = apart
  }

  return {
    read: async () => {
      if (!isBlank()) return content
      reading ??= readAnew().finally(() => {
        reading = null
      })
      return reading
    },
    set: (part) => {
      content = { ...content, ...part }
    },
    store: write,
    leftBehind: async () => {
      let count = 0
      for (const record of await others()) {
        const release = await hold(record.id, { ifAvailable: true })
        if (release) count++
        release?.()
      }
      return count
    },
    next: async () => {
      return (await take(await others(), { ifAvailable: true }, () => true)) ? content : null
    },
  }
}
