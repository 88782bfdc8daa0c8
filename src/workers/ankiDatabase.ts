import type { Database, SqlJsStatic } from 'sql.js'
import type { Cell } from '../formats/anki/collection.ts'
import type { OutTables } from '../formats/anki/outgoing.ts'

/** Columns of schema 11, in the order in which rows give them. */
const TABLES = {
  col: 'id integer primary key, crt integer, mod integer, scm integer, ver integer, dty integer, usn integer, ls integer, conf text, models text, decks text, dconf text, tags text',
  notes:
    'id integer primary key, guid text, mid integer, mod integer, usn integer, tags text, flds text, sfld text, csum integer, flags integer, data text',
  cards:
    'id integer primary key, nid integer, did integer, ord integer, mod integer, usn integer, type integer, queue integer, due integer, ivl integer, factor integer, reps integer, lapses integer, left integer, odue integer, odid integer, flags integer, data text',
  revlog:
    'id integer primary key, cid integer, usn integer, ease integer, ivl integer, lastIvl integer, factor integer, time integer, type integer',
  graves: 'usn integer, oid integer, type integer',
} as const

type Rows = Pick<OutTables, 'col' | 'notes' | 'cards' | 'revlog'>

/** A collection as an SQLite database: of the same rows the same bytes. `progress` hears how far it has come, 0 to 1. */
export function makeDatabase(sql: SqlJsStatic, rows: Rows, progress: (share: number) => void = () => {}): Uint8Array {
  const db = new sql.Database()
  try {
    db.run('PRAGMA page_size = 4096')
    for (const [name, columns] of Object.entries(TABLES)) db.run(`CREATE TABLE ${name} (${columns})`)
    db.run('BEGIN')
    const all = rows.notes.length + rows.cards.length + rows.revlog.length
    let done = 0
    const fill = (name: keyof Rows, list: readonly (readonly Cell[])[]) => {
      insert(db, name, list, (n) => progress((done + n) / Math.max(1, all)))
      done += list.length
    }
    fill('notes', rows.notes)
    fill('cards', rows.cards)
    fill('revlog', rows.revlog)
    insert(db, 'col', [rows.col], () => {})
    db.run('COMMIT')
    return db.export()
  } finally {
    db.close()
  }
}

/** Rows told of at a time. */
const STEP = 5000

function insert(db: Database, table: keyof Rows, rows: readonly (readonly Cell[])[], told: (n: number) => void): void {
  const marks = TABLES[table].split(', ').map(() => '?')
  const statement = db.prepare(`INSERT INTO ${table} VALUES (${marks.join(', ')})`)
  try {
    for (const [i, row] of rows.entries()) {
      statement.run(row.map(whole))
      if (i % STEP === 0) told(i)
    }
  } finally {
    statement.free()
  }
}

/** Halves of characters as what stands for none: Anki takes nothing of a package that has one. */
const whole = (cell: Cell): Cell =>
  typeof cell === 'string'
    ? cell.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
    : cell
