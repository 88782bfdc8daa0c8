import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import solid from 'vite-plugin-solid'
import { measureFirstLoad } from '../../buildFiles.ts'
import type { Table } from '../table.ts'

/** The least that an app on the same libraries could send: one route, one list, one stored answer, one rating. */
const FLOOR = `
import { HashRouter, Route } from '@solidjs/router'
import { openDB } from 'idb'
import { For, createResource } from 'solid-js'
import { render } from 'solid-js/web'
import { createEmptyCard, fsrs, Rating } from 'ts-fsrs'
const db = openDB('floor', 1, { upgrade: (db) => void db.createObjectStore('cards', { keyPath: 'id' }) })
function Page() {
  const [cards] = createResource(async () => (await db).getAll('cards'))
  const rate = async () => (await db).put('cards', { id: 1, ...fsrs().next(createEmptyCard(), new Date(), Rating.Good).card })
  return <main><ul><For each={cards()}>{(card) => <li>{card.id}</li>}</For></ul><button onClick={rate}>Good</button></main>
}
render(() => <HashRouter><Route path="/" component={Page} /></HashRouter>, document.body)
`

export async function measureBundle(): Promise<Table> {
  const floor = await measureFloor()
  const { entry, total } = measureFirstLoad()
  const row = (what: string, size: number) => [what, kilobytes(size), (size / floor).toFixed(2)]
  return {
    title: 'Bytes',
    finding: `What runs first is ${(entry / floor).toFixed(2)} × the least that Solid, its router, idb and ts-fsrs take together.`,
    columns: ['gzip', 'kB', '× floor'],
    rows: [
      row('floor: solid-js, @solidjs/router, idb, ts-fsrs in one chunk', floor),
      row('Recite, entry JS + CSS', entry),
      row('Recite, whole first visit with fonts and icons', total),
    ],
  }
}

async function measureFloor(): Promise<number> {
  const folder = fileURLToPath(new URL('../../../test-results/floor/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}main.tsx`, FLOOR)
  const built = (await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    plugins: [solid()],
    build: { write: false, target: 'es2022', modulePreload: false, rolldownOptions: { input: `${folder}main.tsx` } },
  })) as Rolldown.RolldownOutput
  rmSync(folder, { recursive: true })
  return built.output.reduce((size, part) => size + (part.type === 'chunk' ? gzipSync(part.code).length : 0), 0)
}

const kilobytes = (size: number): string => (size / 1000).toFixed(1)
