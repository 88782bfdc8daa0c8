import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))

type ManifestChunk = {
  readonly file: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

/** The bytes of a first visit, gzip as a host sends them, by part. Throws where there is no build to measure. */
export type FirstLoad = { readonly entry: number; readonly total: number; readonly byFile: ReadonlyMap<string, number> }

export function measureFirstLoad(): FirstLoad {
  if (!existsSync(join(dist, '.vite/manifest.json')))
    throw new Error('There is no build to measure in dist/: run npm run build first.')
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, ManifestChunk>
  const page = readFileSync(join(dist, 'index.html'), 'utf8')
  // The page says what runs first: the bundler marks no chunk as an entry once it shares one with others.
  const first = [...page.matchAll(/<script type="module"[^>]*? src="[^"]*?\/(assets\/[^"]+)"/g)].map(([, file]) => file)
  const entryFiles = [
    ...new Set(
      Object.values(manifest)
        .filter(({ file }) => first.includes(file))
        .flatMap(filesOf(manifest)),
    ),
  ]
  // The decks that the page names are content: what an app weighs does not grow with what there is to read.
  const linked = [
    ...page
      .replace(/<meta name="shipped-deck"[^>]*>/g, '')
      .matchAll(/(?:src|href|content)="[^" ]*?\/((?:assets\/|early)[^" ]+)"/g),
  ].flatMap(([, file]) => file ?? [])
  const files = [
    ...new Set(['index.html', 'icons.svg', 'icons/icon.svg', 'manifest.webmanifest', ...entryFiles, ...linked]),
  ]
  const byFile = new Map(files.map((file) => [file, wireSize(file)]))
  return { entry: sum(entryFiles.map(wireSize)), total: sum([...byFile.values()]), byFile }
}

/** An entry's own code and style, and those of every chunk that it loads before it can run. */
function filesOf(manifest: Readonly<Record<string, ManifestChunk>>): (chunk: ManifestChunk) => string[] {
  return ({ file, css = [], imports = [] }) => [
    file,
    ...css,
    ...imports.flatMap((name) => {
      const chunk = manifest[name]
      return chunk ? filesOf(manifest)(chunk) : []
    }),
  ]
}

/** Fonts and pictures are packed already; everything else travels as gzip. */
function wireSize(file: string): number {
  const content = readFileSync(join(dist, file))
  return /\.(woff2|png)$/.test(file) ? content.length : gzipSync(content).length
}

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0)
