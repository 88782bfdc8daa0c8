import { type MediaHash, mediaIn } from '../domain/media.ts'
import { privateFolder } from '../storage/copyFolder.ts'
import { readText } from './backups.ts'
import { listCopies } from './copies.ts'

/**
 * Media that the copies in this browser name and do not hold: with many of them they are left out there, as they stay
 * here. Going back to such a copy brings none, so they have to.
 */
export async function mediaOfCopies(): Promise<ReadonlySet<MediaHash>> {
  const folder = privateFolder()
  const missing = new Set<MediaHash>()
  for (const { name } of folder ? await listCopies(folder) : []) {
    const file = await folder?.read(name)
    for (const hash of file ? await namedAndNotHeld(file) : []) missing.add(hash)
  }
  return missing
}

/** The line of a medium in a backup of version 2, which is all that a copy is ever written in. */
const OWN_LINE = /^\["\w{13}",\{"media":\{"hash":"([0-9a-f]{32})"/

async function namedAndNotHeld(file: Blob): Promise<readonly MediaHash[]> {
  const named = new Set<MediaHash>()
  const held = new Set<string>()
  let rest: string[] = []
  const take = (line: string) => {
    const [, own] = OWN_LINE.exec(line) ?? []
    if (own !== undefined) held.add(own)
    else for (const hash of mediaIn(line)) named.add(hash)
  }
  await readText(file, async (text) => {
    const [first = '', ...others] = text.split('\n')
    rest.push(first)
    for (const line of others) {
      take(rest.join(''))
      rest = [line]
    }
  })
  take(rest.join(''))
  return [...named].filter((hash) => !held.has(hash))
}
