import { type DBSchema, openDB } from 'idb'
import { readIn } from './issue.ts'

type Schema = DBSchema & { folders: { key: 'copies'; value: FileSystemDirectoryHandle } }

/** In a database of its own, so that losing it can harm nothing else. */
const open = () => openDB<Schema>('recite-folders', 1, { upgrade: (db) => void db.createObjectStore('folders') })

/** The folder that the learner chose for copies; null where none was, or where it cannot be found out. */
export async function chosenFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    const db = await open()
    const handle = await readIn(db, 'folders', (store) => store.get('copies'))
    db.close()
    return handle ?? null
  } catch {
    return null
  }
}

/** Null forgets it; what is in it stays. */
export async function chooseFolder(handle: FileSystemDirectoryHandle | null): Promise<void> {
  const db = await open()
  if (handle) await db.put('folders', handle, 'copies')
  else await db.delete('folders', 'copies')
  db.close()
}
