import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))

type Floor = { readonly folders: readonly string[]; readonly packages: readonly string[] }

/**
 * Who may import what. A folder may always import itself; dependencies point down, siblings never know each other, save
 * that workers may use storage. A package in `file.ts:package` form is for that file alone.
 */
const FLOORS: Readonly<Record<string, Floor>> = {
  domain: { folders: [], packages: ['scheduler.ts:ts-fsrs'] },
  generator: { folders: ['domain'], packages: [] },
  formats: { folders: ['domain'], packages: ['valibot', 'fflate', 'fzstd'] },
  storage: { folders: ['domain'], packages: ['idb'] },
  workers: {
    folders: ['domain', 'generator', 'formats', 'storage'],
    // What goes to Anki is drawn from the same tree as what is shown here.
    packages: ['sql.js', 'qr', 'ankiHtml.ts:../ui/rich/tree.ts', 'ankiHtml.ts:../ui/rich/isRich.ts'],
  },
  app: { folders: ['domain', 'formats', 'storage', 'workers'], packages: ['solid-js'] },
  ui: {
    folders: ['domain', 'app'],
    packages: ['solid-js', '@solidjs/router', 'micromark', 'temml', 'qr', 'virtual:card-frame'],
  },
  cli: {
    folders: ['domain', 'generator', 'formats'],
    packages: [
      'node:',
      'vite',
      'vite-plugin-pwa',
      '@playwright/test',
      'icons.ts:../ui/icons.ts',
      'decksModel.ts:../workers/modelCall.ts',
    ],
  },
  'main.tsx': { folders: ['domain', 'formats', 'storage', 'workers', 'app', 'ui'], packages: ['solid-js'] },
  'sw.ts': { folders: [], packages: ['workbox-precaching', 'workbox-routing', 'workbox-strategies'] },
}

/** What the top level may hold; a dot file may always stand there. */
const TOP_LEVEL = [
  'LICENSE',
  'NOTICE',
  'README.md',
  'decks',
  'package-lock.json',
  'package.json',
  'seeds',
  'src',
  'tests',
  'tsconfig.json',
  'vite.config.ts',
]
/** Made by the commands, and never committed. */
const MADE = ['coverage', 'dist', 'node_modules', 'playwright-report', 'test-results']

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
  .sort()
const textByFile = new Map(files.map((path) => [path, readFileSync(join(root, path), 'utf8')]))

describe('the floors', () => {
  test('every file of src stands on a floor of the table', () => {
    expect(files.filter((path) => !(floorOf(path) in FLOORS))).toEqual([])
  })

  test('a file imports only what its floor may', () => {
    expect(files.flatMap((path) => importsOf(path).flatMap((target) => breach(path, target)))).toEqual([])
  })

  test('the table itself would notice a breach', () => {
    expect(breach('src/domain/card.ts', '../storage/store.ts')).not.toEqual([])
    expect(breach('src/domain/card.ts', 'ts-fsrs')).not.toEqual([])
    expect(breach('src/storage/db.ts', '../app/update.ts')).not.toEqual([])
    expect(breach('src/ui/App.tsx', 'node:fs')).not.toEqual([])
    expect(breach('src/ui/App.tsx', 'solid-js/web')).toEqual([])
    expect(breach('src/workers/journal.ts', '../storage/journal.ts')).toEqual([])
  })
})

describe('the edges', () => {
  // A clock, chance and fresh names come from one place, so that everything else can be told what they are.
  test.each(['Date.now', 'Math.random', 'crypto.randomUUID'])('%s occurs once, in main.tsx', (name) => {
    const places = files.filter((path) => floorOf(path) !== 'cli').flatMap((path) => occurrences(path, name))
    expect(places.map((place) => place.replace(/:\d+$/, ''))).toEqual(['src/main.tsx'])
  })

  // The policy holds the page alone where a host sets no headers: what workers may reach is held here.
  test('the network is spoken to in five places: our own decks, model and rescue page, and by the learner’s word a deck’s address and a model', () => {
    const network =
      /(?<![\w.])(?:fetch\(|importScripts\(|new (?:XMLHttpRequest|WebSocket|EventSource)\b)|\.sendBeacon\(/
    const places = files.filter((path) => floorOf(path) !== 'cli' && network.test(textByFile.get(path) ?? ''))
    expect(places).toEqual([
      'src/app/builtIn.ts',
      'src/sw.ts',
      'src/workers/deckDownload.ts',
      'src/workers/languageModel.ts',
      'src/workers/modelCall.ts',
    ])
  })

  // What these give follows the platform's version of its language data; decks must not.
  test.each(['Intl.', 'localeCompare', 'toLocale'])('no %s on the pure floors', (name) => {
    const pure = files.filter((path) => ['domain', 'generator', 'formats'].includes(floorOf(path)))
    expect(pure.flatMap((path) => occurrences(path, name))).toEqual([])
  })

  test('no text within Show or Match is made by a function, which would run once and stay as it was', () => {
    const once = />\s*\{\((\w+)\) =>\s*([^\s<({][^\n]*?\b\1\(\))(?!\()/g
    const found = files
      .filter((path) => path.endsWith('.tsx'))
      .flatMap((path) => [...(textByFile.get(path) ?? '').matchAll(once)].map(([code]) => `${path}: ${code.trim()}`))
    expect(found).toEqual([])
  })

  test('the top level holds nothing unexpected', () => {
    const names = readdirSync(root).filter((name) => !name.startsWith('.') && !MADE.includes(name))
    expect(names.filter((name) => !TOP_LEVEL.includes(name))).toEqual([])
  })

  test('every package stands in package.json at one exact version, and the lock file names no host', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const versions = Object.entries({ ...dependencies, ...devDependencies })
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([])
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved": "http')
  })
})

/** The folder under src, or the file itself where it stands directly there. */
function floorOf(path: string): string {
  return path.split('/')[1] ?? ''
}

/** Every specifier that the file imports or re-exports, statically or not; also the address of a worker. */
function importsOf(path: string): string[] {
  const text = textByFile.get(path) ?? ''
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s(?:[^'"]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|new URL\(\s*['"](\.[^'"]+\.tsx?)['"]/g
  return [...text.matchAll(pattern)].map(([, fixed, late, address]) => fixed ?? late ?? address ?? '')
}

/** A sentence for an import that the table does not allow; nothing for one that it does. */
function breach(path: string, target: string): string[] {
  const floor = floorOf(path)
  const allowed = FLOORS[floor]
  if (!allowed) return [`${path}: ${floor} is not in the table`]
  const bare = target.replace(/\?.*$/, '')
  const own = `${path.slice(path.indexOf(floor) + floor.length + 1)}:${bare}`
  const named = allowed.packages.some(
    (name) =>
      name === own || bare === name || bare.startsWith(`${name}/`) || (name.endsWith(':') && bare.startsWith(name)),
  )
  if (named) return []
  if (!bare.startsWith('.')) return [`${path} imports ${target}`]
  const resolved = relative(root, join(root, dirname(path), bare)).replaceAll('\\', '/')
  // Styles, decks and data files are content, not code.
  if (!/\.tsx?$/.test(resolved)) return []
  const targetFloor = floorOf(resolved)
  return targetFloor === floor || allowed.folders.includes(targetFloor) ? [] : [`${path} imports ${target}`]
}

/** `path:line` of each line of code (comments aside) that holds the name. */
function occurrences(path: string, name: string): string[] {
  return (textByFile.get(path) ?? '')
    .split('\n')
    .flatMap((line, index) =>
      line.replace(/^\s*(\*|\/\/|\/\*).*$|\s\/\/\s.*$/, '').includes(name) ? [`${path}:${index + 1}`] : [],
    )
}
