import type { MediaHash } from '../../domain/media.ts'

/**
 * Names of files in a package: each stands for one content. Of two contents under one name the later takes another name,
 * and so do the fields that say it.
 */
export function makeMediaNames() {
  const byName = new Map<string, string>()
  return {
    all: (): readonly (readonly [name: string, hash: MediaHash])[] =>
      [...byName].map(([name, hash]) => [name, hash as MediaHash] as const),
    /** The fields as they have to be, with all their files named. */
    take(fields: readonly string[], media: Readonly<Record<string, string>>): readonly string[] {
      let named = fields
      for (const [name, hash] of Object.entries(media)) {
        const taken = byName.get(name)
        if (taken === undefined || taken === hash) byName.set(name, hash)
        else {
          const other = renamed(name, hash)
          byName.set(other, hash)
          named = named.map((field) => field.replaceAll(name, other).replaceAll(encodeURI(name), encodeURI(other)))
        }
      }
      return named
    },
    add(name: string, hash: MediaHash): string {
      byName.set(name, hash)
      return name
    },
  }
}

export type MediaNames = ReturnType<typeof makeMediaNames>

function renamed(name: string, hash: string): string {
  const dot = name.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  return `${stem}-${hash.slice(0, 12)}${ending}`
}
