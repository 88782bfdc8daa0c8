import type { IDBPDatabase, IDBPObjectStore } from 'idb'
import type { ArticleDraft } from '../domain/articleDraft.ts'
import { draftBeside, joinDrafts } from '../domain/draftJoin.ts'
import type { Rejection } from '../domain/lessons.ts'
import { sameValue } from '../domain/same.ts'
import { type FormSchema, type FormStore, makeForms } from './forms.ts'
import { issue, readIn } from './issue.ts'
import { makeOwnDatabase } from './ownDatabase.ts'
import { isReadable, readable } from './readable.ts'

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
  /** Joins drafts from elsewhere with those here, in which nothing is written over; all or none. */
  readonly join: (drafts: readonly ArticleDraft[]) => Promise<void>
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
        changeIn(db, [draft.id], async (store, get) => {
          const here = await get(draft.id)
          const met = here === undefined || (known && sameValue(here, known)) ? null : here
          const [kept = draft, ...besides] = met ? joined(draft, met) : [draft]
          for (const each of [kept, ...besides]) issue(store.put(each))
          return { kept, met: met && besides.length === 0 ? met : null }
        }),
      ),
    join: (drafts) =>
      use((db) =>
        changeIn(
          db,
          drafts.map(({ id }) => id),
          async (store, get) => {
            for (const draft of drafts) {
              const here = await get(draft.id)
              for (const each of here ? joined(here, draft) : [draft]) issue(store.put(each))
            }
          },
        ),
      ),
    remove: (known) =>
      use((db) =>
        changeIn(db, [known.id], async (store, get) => {
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

/** Of one article as one, the first in the lead; of different texts the second under another name. */
const joined = (lead: ArticleDraft, other: ArticleDraft): readonly ArticleDraft[] =>
  lead.source.text === other.source.text ? [joinDrafts(lead, other)] : [lead, draftBeside(other)]

type Drafts = IDBPObjectStore<Schema, ['drafts'], 'drafts', 'readwrite'>

/** Of those that it is about, one that cannot be read is as if it were not here: what is written takes its place. */
async function changeIn<T>(
  db: IDBPDatabase<Schema>,
  about: readonly string[],
  change: (store: Drafts, get: (id: string) => Promise<ArticleDraft | undefined>) => Promise<T>,
): Promise<T> {
  const bad = new Set<string>()
  for (const id of about) if (!(await isReadable(db, 'drafts', id))) bad.add(id)
  const tx = db.transaction('drafts', 'readwrite')
  issue(tx.done)
  const result = await change(tx.store, async (id) => (bad.has(id) ? undefined : tx.store.get(id)))
  await tx.done
  return result
}
