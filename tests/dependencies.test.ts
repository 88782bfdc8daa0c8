import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ADVISORIES, known } from './advisories.ts'
import { startSql } from './formats/anki/fixtures.ts'

/** What can be said of packages without asking anybody: from the lock file, and from what is installed. */
const root = fileURLToPath(new URL('../', import.meta.url))
const json = (path: string) => JSON.parse(readFileSync(root + path, 'utf8'))
type Locked = {
  readonly version: string
  readonly integrity?: string
  readonly resolved?: string
  readonly dev?: boolean
  readonly hasInstallScript?: boolean
}

const { dependencies, devDependencies } = json('package.json') as Record<string, Record<string, string>>
const { packages } = json('package-lock.json') as { packages: Record<string, Locked> }
const locked = Object.entries(packages).filter(([path]) => path !== '')

/** Of the README's table: name, licence, what for. */
const rows = readFileSync(`${root}README.md`, 'utf8')
  .split('<!-- packages:start -->')[1]
  ?.split('<!-- packages:end -->')[0]
  ?.matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$/gm)
const table = new Map(Array.from(rows ?? [], ([, name = '', licence = '']) => [name, licence.trim()]))

test('every package that runs in the app has its row in the README, with the licence that it has, and no other has one', () => {
  expect([...table.keys()].sort()).toEqual(Object.keys(dependencies ?? {}).sort())
  for (const [name, licence] of table)
    expect(json(`node_modules/${name}/package.json`).license.replace(/[()]/g, ''), name).toBe(licence)
})

test('every version is named exactly, and is the one that the lock file holds', () => {
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
    expect(packages[`node_modules/${name}`]?.version, name).toBe(version)
  }
})

test('every locked package has its hash, and names no host', () => {
  for (const [path, { integrity, resolved }] of locked) {
    expect(integrity, path).toMatch(/^sha512-/)
    expect(resolved ?? '', path).not.toMatch(/^\w+:\/\//)
  }
})

test('nothing that runs in the app runs anything when it is installed', () => {
  const scripted = locked.filter(([, { dev, hasInstallScript }]) => hasInstallScript && !dev)
  expect(scripted.map(([path]) => path)).toEqual([])
})

test('nothing that runs in the app has a version of which something bad is known', async () => {
  const versions = locked
    .filter(([, { dev }]) => !dev)
    .map(([path, { version }]) => [path.slice(path.lastIndexOf('node_modules/') + 13), version] as const)
  const sqlite = new (await startSql()).Database().exec('SELECT sqlite_version()')[0]?.values[0]?.[0]
  expect(sqlite).toMatch(/^\d+\.\d+\.\d+$/)
  const found = [...versions, ['SQLite', String(sqlite)] as const].flatMap(([name, version]) => known(name, version))
  expect(found).toEqual([])
  const names = new Set<string>([...versions.map(([name]) => name), 'SQLite'])
  expect(
    ADVISORIES.filter(({ name }) => !names.has(name)),
    'of packages that are not there any more',
  ).toEqual([])
})

test('a version of which something bad is known is found, and no other', () => {
  expect(known('valibot', '1.1.0').map(({ id }) => id)).toEqual(['GHSA-vqpr-j7v3-hqw9'])
  expect(known('valibot', '0.30.9')).toEqual([])
  expect(known('valibot', '1.10.0')).toEqual([])
  expect(known('debug', '4.4.2')).toHaveLength(1)
  expect(known('debug', '4.4.3')).toEqual([])
})
