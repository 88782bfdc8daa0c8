import { zipSync } from 'fflate'
import { startSql } from './fixtures.ts'

export type MadeType = {
  readonly id: number
  readonly name?: string
  readonly cloze?: boolean
  readonly fields: readonly string[]
  readonly templates: readonly (readonly [front: string, back: string])[]
  readonly css?: string
}

export type MadeNote = {
  readonly guid: string
  readonly type: MadeType
  readonly fields: readonly string[]
  readonly ordinals?: readonly number[]
  readonly tags?: string
}

export const BASIC: MadeType = {
  id: 1_600_000_000_001,
  name: 'Basic',
  fields: ['Front', 'Back'],
  templates: [['{{Front}}', '{{FrontSide}}<hr id=answer>{{Back}}']],
}

export type MadePackage = {
  readonly notes: readonly MadeNote[]
  readonly deck?: string
  readonly media?: Readonly<Record<string, Uint8Array>>
  /** More SQL, run at the end: what an honest package has not. */
  readonly sql?: string
}

/** A package as Anki 2.1 writes it for older versions: schema 11, no progress. */
export async function makePackage({ notes, deck = 'Made', media = {}, sql = '' }: MadePackage): Promise<Uint8Array> {
  const { Database } = await startSql()
  const db = new Database()
  db.run(`
    CREATE TABLE col (id integer primary key, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags);
    CREATE TABLE notes (id integer primary key, guid text, mid, mod, usn, tags text, flds text, sfld, csum, flags, data);
    CREATE TABLE cards (id integer primary key, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags, data text);
    CREATE TABLE revlog (id integer primary key, cid, usn, ease, ivl, lastIvl, factor, time, type);
    CREATE TABLE graves (usn, oid, type);
  `)
  const types = new Map(notes.map(({ type }) => [type.id, type]))
  const models = Object.fromEntries([...types.values()].map((type) => [type.id, modelOf(type)]))
  const decks = { 1: { id: 1, name: 'Default', dyn: 0, conf: 1 }, 2: { id: 2, name: deck, dyn: 0, conf: 1 } }
  const json = [{ schedVer: 2, creationOffset: 0 }, models, decks, {}, {}].map((value) => JSON.stringify(value))
  db.run('INSERT INTO col VALUES (1, 1600000000, 0, 0, 11, 0, 0, 0, ?, ?, ?, ?, ?)', json)
  let id = 1_600_000_000_000
  for (const { guid, type, fields, ordinals = [0], tags = '' } of notes) {
    const noteId = ++id
    const row = [noteId, guid, type.id, 1_600_000_000, tags, fields.join('\u001f')]
    db.run("INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, '', 0, 0, '')", row)
    for (const ordinal of ordinals)
      db.run("INSERT INTO cards VALUES (?, ?, 2, ?, 1600000000, -1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, '')", [
        ++id,
        noteId,
        ordinal,
      ])
  }
  if (sql !== '') db.run(sql)
  const names = Object.keys(media)
  const list = new TextEncoder().encode(JSON.stringify(Object.fromEntries(names.map((name, i) => [i, name]))))
  const files = Object.fromEntries(names.map((name, i) => [String(i), media[name] ?? new Uint8Array()]))
  const database = db.export()
  db.close()
  return zipSync({ 'collection.anki21': database, media: list, ...files })
}

const modelOf = ({ id, name = 'Type', cloze = false, fields, templates, css = '' }: MadeType) => ({
  id,
  name,
  type: cloze ? 1 : 0,
  css,
  flds: fields.map((field, ord) => ({ name: field, ord })),
  tmpls: templates.map(([qfmt, afmt], ord) => ({ name: `Card ${ord + 1}`, ord, qfmt, afmt })),
})
