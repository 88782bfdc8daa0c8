import type { DBSchema } from 'idb'
import type { ArticleDraft, ArticleForm } from '../domain/articleDraft.ts'
import type { Rejection } from '../domain/lessons.ts'
import { issue, readIn } from './issue.ts'
import { makeOwnDatabase } from './ownDatabase.ts'

/** What is not part of the collection yet. It lies in a database of its own, so that losing it can harm nothing else. */
export type DraftStore = {
  readonly all: () => Promise<readonly ArticleDraft[]>
  readonly put: (draft: ArticleDraft) => Promise<void>
  /** Of several, those that are not here yet or are newer than here; all or none. Resolves with how many. */
  readonly join: (drafts: readonly ArticleDraft[]) => Promise<number>
  readonly remove: (id: ArticleDraft['id']) => Promise<void>
  readonly form: () => Promise<ArticleForm | null>
  /** Null clears it. */
  readonly putForm: (form: ArticleForm | null) => Promise<void>
  readonly rejections: () => Promise<readonly Rejection[]>
  readonly addRejections: (rejections: readonly Rejection[]) => Promise<void>
  readonly clearRejections: () => Promise<void>
}

type Schema = DBSchema & {
  drafts: { key: string; value: ArticleDraft }
  form: { key: string; value: ArticleForm }
  rejections: { key: string; value: Rejection }
}

const NAME = 'recite-drafts'
const VERSION = 1
const FORM_KEY = 'form'

/** Opens with the first call. Every method rejects with a `StorageFailure`, and changes nothing when it does. */
export function openDrafts(): DraftStore {
  const use = makeOwnDatabase<Schema>(NAME, VERSION, (db) => {
    db.createObjectStore('drafts', { keyPath: 'id' })
    db.createObjectStore('form')
    db.createObjectStore('rejections', { keyPath: 'note.id' })
  })

  return {
    all: () => use((db) => readIn(db, 'drafts', (store) => store.getAll())),
    put: (draft) => use(async (db) => void (await db.put('drafts', draft))),
    join: (drafts) =>
      use(async (db) => {
        const change = db.transaction('drafts', 'readwrite')
        issue(change.done)
        const here = new Map((await change.store.getAll()).map((draft) => [draft.id, draft]))
        const fresh = newerThan(here, drafts)
        for (const draft of fresh) issue(change.store.put(draft))
        await change.done
        return fresh.length
      }),
    remove: (id) => use((db) => db.delete('drafts', id)),
    form: () => use(async (db) => (await readIn(db, 'form', (store) => store.get(FORM_KEY))) ?? null),
    putForm: (form) =>
      use(async (db) => {
        if (form) await db.put('form', form, FORM_KEY)
        else await db.delete('form', FORM_KEY)
      }),
    rejections: () => use((db) => readIn(db, 'rejections', (store) => store.getAll())),
    clearRejections: () => use((db) => db.clear('rejections')),
    addRejections: (rejections) =>
      use(async (db) => {
        const change = db.transaction('rejections', 'readwrite')
        await Promise.all([...rejections.map((each) => change.store.put(each)), change.done])
      }),
  }
}

const newerThan = (here: ReadonlyMap<string, ArticleDraft>, drafts: readonly ArticleDraft[]): readonly ArticleDraft[] =>
  drafts.filter(({ id, savedAt }) => savedAt > (here.get(id)?.savedAt ?? Number.NEGATIVE_INFINITY))
