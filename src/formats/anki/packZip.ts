import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** A file of a zip: given whole, or read when its turn comes. */
export type Packed = { readonly name: string; readonly bytes: () => Promise<Uint8Array>; readonly deflate: boolean }

/**
 * Writes a zip piece by piece: of the same files the same bytes. Its files have no date, which zips write as the first
 * day that they know.
 */
export async function packZip(files: Iterable<Packed>, write: (piece: Uint8Array) => void): Promise<void> {
  const fault: { error: Error | null } = { error: null }
  const zip = new Zip((error, piece) => {
    if (error) fault.error = error
    else write(piece)
  })
  for (const { name, bytes, deflate } of files) {
    const entry = deflate ? new ZipDeflate(name, { level: 6 }) : new ZipPassThrough(name)
    entry.mtime = FIRST_DAY
    zip.add(entry)
    entry.push(await bytes(), true)
    if (fault.error) throw fault.error
  }
  zip.end()
}

/** By the local calendar, as the library reads it. */
const FIRST_DAY = '1980-01-01T00:00'
