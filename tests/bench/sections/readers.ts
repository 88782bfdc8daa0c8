import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { readAnki as readWhole } from '../../../src/workers/ankiRead.ts'
import { fixture, NOW, readAnki, startSql, takable } from '../../formats/anki/fixtures.ts'
import { median, type Table } from '../table.ts'

/** Fetched when this is measured, and never part of what is built. No script of its own runs when it is installed. */
const PEER = 'anki-reader'
const VERSION = '0.3.0'
const TIMES = 9

/** What one reader found in a file; null where it refused it. */
type Found = { readonly notes: ReadonlySet<string>; readonly cards: ReadonlySet<string> } | null
type Measured = { readonly ms: number; readonly found: Found }

/** The one other reader of packages that npm can install, beside ours on the same small files: time, and what is found. */
export async function measureReaders(): Promise<Table> {
  const peer = await installPeer()
  const rows: string[][] = []
  const sum = { ours: 0, theirs: 0, notes: 0, theirNotes: 0, lost: 0 }
  for (const { file } of takable) {
    const bytes = fixture(file)
    const ours: number[] = []
    const theirs: number[] = []
    let their: Found = null
    const counts = await countsOf(bytes)
    // In turns, so that whatever else the machine does falls on both alike; the first turn of each only warms up.
    for (let turn = 0; turn <= TIMES; turn++) {
      const own = await timed(() => countsOf(bytes))
      if (turn > 0) ours.push(own.ms)
      if (!peer) continue
      const other: Measured = await timed(() => quietly(() => peer(bytes, file))).then(({ ms, it }) => ({
        ms,
        found: it,
      }))
      if (turn > 0) theirs.push(other.ms)
      their = other.found
    }
    const known = await foundByUs(bytes)
    const real = their && isPlaceholder(bytes) ? { notes: new Set<string>(), cards: new Set<string>() } : their
    const lost = real ? missing(real.notes, known.notes) + missing(real.cards, known.cards) : 0
    sum.notes += counts.notes
    sum.theirNotes += real?.notes.size ?? 0
    sum.lost += lost
    // The time for a placeholder is not that for the file.
    if (their && real === their) {
      sum.ours += median(ours)
      sum.theirs += median(theirs)
    }
    rows.push([
      file.replace(/^.*__/, ''),
      `${counts.notes} / ${counts.cards} / ${counts.reviews}`,
      median(ours).toFixed(1),
      peer ? (real ? `${real.notes.size} / ${real.cards.size} / –` : 'refused') : 'not there',
      their ? median(theirs).toFixed(1) : '–',
      peer ? String(lost) : '–',
    ])
  }
  return {
    title: 'Small packages from Anki beside another reader',
    finding: peer
      ? `In ${takable.length} real files Recite finds ${sum.notes} notes and ${PEER} ${VERSION} ${sum.theirNotes}, of which Recite lacks ${sum.lost}. What both take, Recite reads and converts in ${(sum.ours / sum.theirs).toFixed(1)} × its time. A note that says only that Anki must be updated counts as none.`
      : `${PEER} ${VERSION} is not there: npm could not fetch it.`,
    columns: [
      'file',
      'Recite: notes / cards / reviews',
      'ms',
      `${PEER}: notes / cards / reviews`,
      'ms',
      'notes and cards that Recite lacks',
    ],
    rows,
  }
}

type PeerModule = {
  readonly readAnkiPackage: (file: Blob) => Promise<{ readonly collection: PeerCollection }>
  readonly readAnkiCollection: (file: Uint8Array) => Promise<PeerCollection>
}
type PeerCollection = {
  readonly getDecks: () => Readonly<Record<string, { readonly getCards: () => Readonly<Record<string, PeerCard>> }>>
}
type PeerCard = {
  readonly getNoteId: () => string
  readonly getFields: () => object
  readonly getRawFields: () => string
}

/** Reads a file to the words of each card, media included, as ours does; null where npm does not bring it. */
async function installPeer(): Promise<((bytes: Uint8Array, name: string) => Promise<Found>) | null> {
  const folder = fileURLToPath(new URL('../../../test-results/readers', import.meta.url))
  mkdirSync(folder, { recursive: true })
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--no-save', '--omit=peer']
  const run = spawnSync('npm', ['install', '--prefix', folder, ...flags, `${PEER}@${VERSION}`], { encoding: 'utf8' })
  if (run.status !== 0) {
    console.log(`Skipped: ${PEER}, as npm could not fetch it.`)
    return null
  }
  const entry = pathToFileURL(join(folder, 'node_modules', PEER, 'lib/src/index.js')).href
  const reader = (await import(entry)) as PeerModule
  return async (bytes, name) => {
    try {
      const isPackage = /pkg$/.test(name)
      const collection = isPackage
        ? (await reader.readAnkiPackage(new Blob([new Uint8Array(bytes)]))).collection
        : await reader.readAnkiCollection(bytes)
      const cards = Object.values(collection.getDecks()).flatMap((deck) => Object.entries(deck.getCards()))
      for (const [, card] of cards) card.getFields()
      const notes = cards.map(([, card]) => noteKey(card.getNoteId(), card.getRawFields().split('\u001f')))
      return { notes: new Set(notes), cards: new Set(cards.map(([id]) => id)) }
    } catch {
      return null
    }
  }
}

/** It tells what it stumbles over on the console, which is no part of the table. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { error, warn } = console
  Object.assign(console, { error: () => {}, warn: () => {} })
  try {
    return await work()
  } finally {
    Object.assign(console, { error, warn })
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly it: T }> {
  const start = performance.now()
  const it = await work()
  return { ms: performance.now() - start, it }
}

/** As the worker reads it: parsed, its media named by their content, and turned into notes and events of ours. */
async function countsOf(bytes: Uint8Array) {
  const file = new Blob([new Uint8Array(bytes)])
  const deps = { sql: startSql, offsetMinutes: () => 0, now: NOW, progress: () => {} }
  return (await readWhole(file, deps)).import.counts
}

async function foundByUs(bytes: Uint8Array): Promise<NonNullable<Found>> {
  const { notes, cards } = (await readAnki(bytes)).collection
  return {
    notes: new Set(notes.map(({ id, fields }) => noteKey(String(id), fields))),
    cards: new Set(cards.map(({ id }) => String(id))),
  }
}

/** Text is composed when it is read here, as Anki does: the same letters count as the same. */
const noteKey = (id: string, fields: readonly string[]): string => JSON.stringify([id, ...fields]).normalize('NFC')

/** Of two collections in a package the old one holds a single note, which asks for a newer Anki. */
const isPlaceholder = (bytes: Uint8Array): boolean => Buffer.from(bytes).includes('collection.anki21')

const missing = (theirs: ReadonlySet<string>, ours: ReadonlySet<string>): number =>
  [...theirs].filter((key) => !ours.has(key)).length
