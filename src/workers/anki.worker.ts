import initSqlJs, { type SqlJsStatic } from 'sql.js'
import wasm from 'sql.js/dist/sql-wasm-browser.wasm?url'
import { type AnkiApi, ankiHandlers } from './ankiApi.ts'
import { readAnki } from './ankiRead.ts'
import { makeOpener } from './ownStore.ts'
import { type Port, serve } from './rpc.ts'

/** The one place that runs WebAssembly: fetched from our own origin when a file is first opened, kept by the service worker. */
let started: Promise<SqlJsStatic> | null = null
const sql = (): Promise<SqlJsStatic> => {
  started ??= initSqlJs({ locateFile: () => wasm })
  return started
}

const offsetMinutes = (at: number): number => 0 - new Date(at).getTimezoneOffset()

serve<AnkiApi>(
  self as unknown as Port,
  ankiHandlers({
    read: (file, now, progress) => readAnki(file, { sql, now, offsetMinutes, progress }),
    take: () => import('./ankiTake.ts'),
    pack: async (input, store, progress) => {
      const { packAnki } = await import('./ankiPack.ts')
      return packAnki(input, { store, sql: await sql(), offsetMinutes, progress })
    },
    open: makeOpener(offsetMinutes),
  }),
)
