import type { DBSchema, IDBPDatabase } from 'idb'
import type { ArticleForm, KeptForm, NothingFound } from '../domain/articleForm.ts'
import { sameValue } from '../domain/same.ts'
import { toInstant } from '../domain/time.ts'
import { issue, readIn } from './issue.ts'
import type { OwnDatabase } from './ownDatabase.ts'

/** Forms that are being filled in, or were when their tab ended. */
export type FormStore = {
  /** Newest first. */
  readonly forms: () => Promise<readonly KeptForm[]>
  /** False, and nothing is written, where it is not there as its writer knows it, null for not at all. */
  readonly putForm: (form: KeptForm, known: KeptForm | null) => Promise<boolean>
  /** Removes one as its writer knows it; what somebody else wrote there meanwhile stays. */
  readonly removeForm: (known: KeptForm) => Promise<void>
}

export type FormSchema = DBSchema & {
  form: { key: string; value: KeptForm | ArticleForm | NothingFound }
}

/** Where earlier versions kept the only one, and what came of reading it. */
const ONLY = 'form'
const ONLY_NOTHING = 'nothing'

/** Each is as long as an article at most. With one more the oldest goes. */
const MOST_FORMS = 20

export function makeForms<Schema extends FormSchema>(useAll: OwnDatabase<Schema>): FormStore {
  // Of the database's stores this one alone.
  const use = useAll as unknown as OwnDatabase<FormSchema>
  return {
    forms: () => use(async (db) => found(await readIn(db, 'form', (store) => entries(store)))),
    putForm: (form, known) =>
      use((db) =>
        changeIn(db, form.id, known, (here, put, remove) => {
          put(form)
          const others = here.filter(({ id }) => id !== form.id)
          for (const { id } of others.slice(MOST_FORMS - 1)) remove(id)
        }),
      ),
    removeForm: (known) =>
      use(async (db) => void (await changeIn(db, known.id, known, (_here, _put, remove) => remove(known.id)))),
  }
}

async function changeIn(
  db: IDBPDatabase<FormSchema>,
  id: string,
  known: KeptForm | null,
  change: (here: readonly KeptForm[], put: (form: KeptForm) => void, remove: (id: string) => void) => void,
): Promise<boolean> {
  const tx = db.transaction('form', 'readwrite')
  issue(tx.done)
  const here = found(await entries(tx.store))
  const isKnown = sameValue(here.find((each) => each.id === id) ?? null, known)
  const removeOnly = (other: string) => other === ONLY && issue(tx.store.delete(ONLY_NOTHING))
  if (isKnown)
    change(
      here,
      (form) => {
        issue(tx.store.put(form, form.id))
        removeOnly(form.id)
      },
      (other) => {
        issue(tx.store.delete(other))
        removeOnly(other)
      },
    )
  await tx.done
  return isKnown
}

type Entry = readonly [key: string, value: FormSchema['form']['value']]

async function entries(store: {
  readonly getAllKeys: () => Promise<string[]>
  readonly getAll: () => Promise<FormSchema['form']['value'][]>
}): Promise<readonly Entry[]> {
  const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()])
  return keys.flatMap((key, i): Entry[] => (values[i] === undefined ? [] : [[key, values[i]]]))
}

function found(all: readonly Entry[]): readonly KeptForm[] {
  const forms = all.flatMap(([, value]) => ('id' in value ? value : []))
  const [only, nothing] = [ONLY, ONLY_NOTHING].map((name) => all.find(([key]) => key === name)?.[1])
  const old: KeptForm = {
    id: ONLY,
    at: toInstant(0),
    form: only && 'text' in only ? only : null,
    nothing: nothing && 'problem' in nothing ? nothing : null,
  }
  const isOld = (old.form !== null || old.nothing !== null) && !forms.some(({ id }) => id === ONLY)
  return [...forms, ...(isOld ? [old] : [])].sort((a, b) => b.at - a.at)
}
