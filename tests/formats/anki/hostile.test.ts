import { describe, expect, test } from 'vitest'
import { firstIdAt } from '../../../src/domain/clock.ts'
import { toInstant } from '../../../src/domain/time.ts'
import { AnkiFault } from '../../../src/formats/anki/problem.ts'
import { openTables } from '../../../src/workers/ankiTables.ts'
import { importAnki, readAnki, startSql } from './fixtures.ts'
import { BASIC, type MadePackage, makePackage } from './makePackage.ts'

const NOTE = { guid: 'a', type: BASIC, fields: ['q', 'a'] }

async function refusal(made: MadePackage): Promise<string> {
  try {
    await readAnki(await makePackage(made))
    return 'taken'
  } catch (thrown) {
    if (thrown instanceof AnkiFault) return thrown.problem.kind
    throw thrown
  }
}

describe('a database from a stranger', () => {
  test('is read where it is honest', async () => {
    const { counts, decks } = await importAnki(await makePackage({ notes: [NOTE] }))
    expect(counts).toMatchObject({ notes: 1, cards: 1 })
    expect(decks[0]?.title).toBe('Made')
  })

  test.each([
    ['a view in place of a table', 'DROP TABLE notes; CREATE VIEW notes AS SELECT 1 AS id', 'not-a-package'],
    [
      'a view without an end',
      'DROP TABLE revlog; CREATE VIEW revlog AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n',
      'not-a-package',
    ],
    [
      'a column that is computed when it is read',
      'DROP TABLE notes; CREATE TABLE notes (id integer primary key, guid, mid, mod, tags, flds AS (hex(zeroblob(100000000))))',
      'shape',
    ],
    ['a field of millions of letters', 'UPDATE notes SET flds = hex(zeroblob(2000000))', 'too-large'],
    ['no collection in it', 'DELETE FROM col', 'damaged'],
    ['a newer schema', 'UPDATE col SET ver = 19', 'newer-version'],
    ['note types that are no JSON', "UPDATE col SET models = '{'", 'damaged'],
    ['JSON nested without end', `UPDATE col SET decks = '${'['.repeat(100_000)}'`, 'too-large'],
  ])('with %s is refused', async (_, sql, kind) => {
    expect(await refusal({ notes: [NOTE], sql })).toBe(kind)
  })

  test('gives no more rows than were asked for', async () => {
    const { Database } = await startSql()
    const db = new Database()
    db.run('CREATE TABLE revlog (id); INSERT INTO revlog VALUES (1), (2), (3)')
    const tables = openTables(await startSql(), () => db.export())
    let count = 0
    const counting = () => void count++
    expect(() => tables.rows('revlog', ['id'], 2, counting)).toThrow(AnkiFault)
    expect(count).toBe(2)
  })

  test('whose pages lead in a circle is refused, and not followed for ever', async () => {
    const notes = Array.from({ length: 2000 }, (_, i) => ({
      ...NOTE,
      guid: `g${i}`,
      fields: ['q'.repeat(200), `a${i}`],
    }))
    const { unzipSync, zipSync } = await import('fflate')
    const files = unzipSync(await makePackage({ notes }))
    const database = files['collection.anki21']?.slice() ?? new Uint8Array()
    const view = new DataView(database.buffer)
    const size = view.getUint16(16)
    // Every pointer of every inner page of a table now names that page itself.
    for (let page = 1; page < database.length / size; page++) {
      const at = page * size
      if (database[at] !== 5) continue
      const cells = view.getUint16(at + 3)
      for (let i = 0; i < cells; i++) view.setUint32(at + view.getUint16(at + 12 + 2 * i), page + 1)
      view.setUint32(at + 8, page + 1)
    }
    const bytes = zipSync({ ...files, 'collection.anki21': database })
    await expect(readAnki(bytes)).rejects.toBeInstanceOf(AnkiFault)
  })

  test('with poisoned keys and values of other kinds spoils nothing', async () => {
    const sql = `UPDATE col SET models = json_patch(models, '{"__proto__":{"polluted":1},"7":{"id":7,"name":5,"flds":"no","tmpls":{"a":1}}}');
      UPDATE cards SET due = 'soon', ivl = 1e300, factor = x'00', data = '{"s":"NaN","d":[]}';
      INSERT INTO revlog VALUES (1, 'x', 0, 9, NULL, NULL, NULL, -5, 77), (2, 1600000000002, 0, 3, 1e18, 1e18, 0, 1, 1)`
    const { events } = await importAnki(await makePackage({ notes: [NOTE], sql }))
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    expect(JSON.stringify(events)).not.toContain('null,')
    for (const event of events) expect(Number.isFinite(event.at)).toBe(true)
  })

  test('with reviews and changes of times to come names no event that sorts after all others', async () => {
    const sql = `UPDATE cards SET mod = 9000000000000, flags = 3, type = 2, ivl = 5, data = '{"s":5,"d":5,"lrt":9000000000000}';
      INSERT INTO revlog SELECT 1800000000000, id, 0, 3, 5, 5, 2500, 900, 1 FROM cards;
      INSERT INTO revlog SELECT 8000000000000, id, 0, 3, 5, 5, 2500, 900, 1 FROM cards;
      INSERT INTO revlog SELECT 9000000000000000, id, 0, 3, 5, 5, 2500, 900, 1 FROM cards`
    const { events } = await importAnki(await makePackage({ notes: [NOTE], sql }))
    expect(events.filter((event) => event.kind === 'review')).toEqual([])
    expect(events.some((event) => event.kind === 'flag')).toBe(true)
    for (const { id } of events) {
      expect(id).toHaveLength(21)
      expect(id < firstIdAt(toInstant(Date.UTC(2100, 0, 1) + 1))).toBe(true)
    }
  })
})
