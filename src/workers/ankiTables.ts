import type { Database, SqlJsStatic } from 'sql.js'
import type { AnkiTables, Cell } from '../formats/anki/collection.ts'
import { AnkiFault } from '../formats/anki/problem.ts'

/**
 * A stranger's database as plain rows. Only real tables are read, none that would compute what it gives, and never more
 * rows than asked for, so that no file can keep this busy for ever. `take` gives its bytes, which are copied and let go
 * of; `close` gives the memory back.
 */
export function openTables(sql: SqlJsStatic, take: () => Uint8Array): AnkiTables & { readonly close: () => void } {
  const db = new sql.Database(take())
  const known = new Map<string, readonly string[]>()
  try {
    db.run('PRAGMA trusted_schema = OFF')
    useKnownCollation(db)
    for (const name of tableNames(db)) known.set(name, columnsOf(db, name))
  } catch (thrown) {
    db.close()
    throw damaged(thrown)
  }
  return {
    columns: (table) => known.get(table) ?? [],
    rows: (table, columns, most, onRow) => {
      const missing = columns.find((column) => !known.get(table)?.includes(column))
      if (missing !== undefined) throw new AnkiFault('shape', `table ${table} has no column ${missing}`)
      readRows(db, table, columns, most, onRow)
    },
    close: () => db.close(),
  }
}

function readRows(
  db: Database,
  table: string,
  columns: readonly string[],
  most: number,
  onRow: (row: readonly Cell[]) => void,
): void {
  let count = 0
  try {
    const statement = db.prepare(`SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table)}`)
    try {
      while (statement.step()) {
        if (++count > most) throw new AnkiFault('too-large', `more than ${most} rows in ${table}`)
        onRow(statement.get())
      }
    } finally {
      statement.free()
    }
  } catch (thrown) {
    throw damaged(thrown)
  }
}

/** Newer collections sort names by a collation that only Anki has; the order of names is nothing to us. */
function useKnownCollation(db: Database): void {
  const [found] = db.exec("SELECT count(*) FROM sqlite_master WHERE sql LIKE '%unicase%'")
  if (found?.values[0]?.[0] === 0) return
  db.run('PRAGMA writable_schema = ON')
  db.run("UPDATE sqlite_master SET sql = replace(sql, 'unicase', 'NOCASE')")
  db.run('PRAGMA writable_schema = RESET')
}

/** Views and virtual tables are code, and not of Anki's making. */
function tableNames(db: Database): readonly string[] {
  const [found] = db.exec(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND upper(sql) NOT LIKE 'CREATE VIRTUAL%' LIMIT 200",
  )
  return (found?.values ?? []).map(([name]) => String(name))
}

/** Without columns that are computed when they are read. */
function columnsOf(db: Database, table: string): readonly string[] {
  const [found] = db.exec(`PRAGMA table_xinfo(${quoted(table)})`)
  return (found?.values ?? []).filter((row) => row[6] === 0).map((row) => String(row[1]).toLowerCase())
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

function damaged(thrown: unknown): AnkiFault {
  if (thrown instanceof AnkiFault) return thrown
  return new AnkiFault('damaged', thrown instanceof Error ? thrown.message : String(thrown))
}
