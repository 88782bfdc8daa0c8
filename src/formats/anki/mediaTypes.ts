/** By the ending of a file's name: what every engine served shows or plays. */
const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  svg: 'image/svg+xml',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  webm: 'audio/webm',
  flac: 'audio/flac',
}

/** The first ending in use for a type; `bin` for one that has none. */
export const endingOf = (type: string): string =>
  Object.entries(TYPES).find(([, known]) => known === type)?.[0] ?? 'bin'

/** Null for a kind of file that is not taken. */
export function mediaTypeOf(name: string): string | null {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return Object.hasOwn(TYPES, ending) ? (TYPES[ending] ?? null) : null
}
