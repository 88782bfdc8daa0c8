import type { IDBPDatabase, IDBPObjectStore } from 'idb'
import type { ArticleDraft } from '../domain/articleDraft.ts'
import { type DraftStep, draftBeside, joinDrafts, unjoined } from '../domain/draftJoin.ts'
import type { Rejection } from '../domain/lessons.ts'
import { sameValue } from '../domain/same.ts'
import { type FormSchema, type FormStore, makeForms } from './forms.ts'
import { issue, readIn } from './issue.ts'
import { makeOwnDatabase } from './ownDatabase.ts'
import { readable } from './readable.ts'

/** What is not part of the collection yet. It lies in a database of its own, so that losing it can harm nothing else. */
export type DraftStore = FormStore & {
  /** Those that can be read. */
  readonly all: () => Promise<readonly ArticleDraft[]>
  /** How many are here that cannot be read. */
  readonly unreadable: () => Promise<number>
  /**
   * Puts a draft in the place of the one that its writer knows, null for none. What somebody else wrote there meanwhile is
   * not lost: it is joined with it. Resolves with what is kept now, and with what it met.
   */
  readonly put: (draft: ArticleDraft, known?: ArticleDraft | null) => Promise<PutDraft>
  /** Joins drafts from elsewhere with those here, in which nothing is written over; all or none. Resolves with what it did. */
  readonly join: (drafts: readonly ArticleDraft[]) => Promise<readonly DraftStep[]>
  /** The way back from a join; resolves with what the articles are called in whose drafts something was changed since, and stays. */
  readonly unjoin: (steps: readonly DraftStep[]) => Promise<readonly string[]>
  /** Removes a draft as its writer knows it; what somebody else wrote there meanwhile stays. */
  readonly remove: (known: ArticleDraft) => Promise<void>
  readonly rejections: () => Promise<readonly Rejection[]>
  readonly addRejections: (rejections: readonly Rejection[]) => Promise<void>
  readonly clearRejections: () => Promise<void>
}

export type PutDraft = { readonly kept: ArticleDraft; readonly met: ArticleDraft | null }

type Schema = FormSchema & {
  drafts: { key: string; value: ArticleDraft }
  rejections: { key: string; value: Rejection }
}

const NAME = 'recite-drafts'
const VERSION = 1

/** Opens with the first call. Every method rejects with a `StorageFailure`, and changes nothing when it does. */
export function openDrafts(): DraftStore {
  const use = makeOwnDatabase<Schema>(NAME, VERSION, (db) => {
    db.createObjectStore('drafts', { keyPath: 'id' })
    db.createObjectStore('form')
    db.createObjectStore('rejections', { keyPath: 'note.id' })
  })

  return {
    all: () => use(async (db) => (await readable(db, 'drafts')).records),
    unreadable: () => use(async (db) => (await readable(db, 'drafts')).bad.length),
    put: (draft, known = null) =>
      use((db) =>
        changeIn(db, async (store, get) => {
          const here = await get(draft.id)
          const met = here === undefined || (known && sameValue(here, known)) ? null : here
          const isOne = met?.source.text === draft.source.text
          const kept = met && isOne ? joinDrafts(draft, met) : draft
          issue(store.put(kept))
          if (met && !isOne) await joinOne(draftBeside(met), store, get)
          return { kept, met: isOne ? met : null }
        }),
      ),
    join: (drafts) =>
      use((db) =>
        changeIn(db, async (store, get) => {
          const steps: DraftStep[] = []
          for (const draft of drafts) steps.push(...(await joinOne(draft, store, get)))
          return steps
        }),
      ),
    unjoin: (steps) =>
      use((db) =>
        changeIn(db, async (store, get) => {
          const stayed = new Set<string>()
          for (const step of steps.toReversed()) {
            const now = await get(step.after.id)
            if (!now) continue
            const { draft, isAll } = unjoined(now, step)
            issue(draft ? store.put(draft) : store.delete(now.id))
            if (!isAll) stayed.add(now.source.title)
          }
          return [...stayed]
        }),
      ),
    remove: (known) =>
      use((db) =>
        changeIn(db, async (store, get) => {
          if (sameValue(await get(known.id), known)) await store.delete(known.id)
        }),
      ),
    ...makeForms(use),
    rejections: () => use((db) => readIn(db, 'rejections', (store) => store.getAll())),
    clearRejections: () => use((db) => db.clear('rejections')),
    addRejections: (rejections) =>
      use(async (db) => {
        const change = db.transaction('rejections', 'readwrite')
        await Promise.all([...rejections.map((each) => change.store.put(each)), change.done])
      }),
  }
}

type Drafts = IDBPObjectStore<Schema, ['drafts'], 'drafts', 'readwrite'>
type Get = (id: string) => Promise<ArticleDraft | undefined>

/** Of one article as one, the one that is here in the lead; of another text under another name, where one may be as well. */
async function joinOne(draft: ArticleDraft, store: Drafts, get: Get): Promise<readonly DraftStep[]> {
  const here = await get(draft.id)
  if (here && here.source.text !== draft.source.text) return joinOne(draftBeside(draft), store, get)
  const after = here ? joinDrafts(here, draft) : draft
  if (after === here) return []
  issue(store.put(after))
  return [{ before: here ?? null, after }]
}

/** One that cannot be read is as if it were not here: what is written takes its place. */
async function changeIn<T>(db: IDBPDatabase<Schema>, change: (store: Drafts, get: Get) => Promise<T>): Promise<T> {
  const bad = new Set((await readable(db, 'drafts')).bad)
  const tx = db.transaction('drafts', 'readwrite')
  issue(tx.done)
  const result = await change(tx.store, async (id) => (bad.has(id) ? undefined : tx.store.get(id)))
  await tx.done
  return result
}
