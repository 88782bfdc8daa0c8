import type { Brand } from './brand.ts'

/** Names a content: the first 32 hexadecimal digits of its SHA-256. */
export type MediaHash = Brand<string, 'MediaHash'>

/** A picture or a sound of a note. */
export type Media = { readonly hash: MediaHash; readonly type: string; readonly bytes: ArrayBuffer }

/** Types that every engine served shows or plays, without running anything of theirs. */
export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/svg+xml']
export const SOUND_TYPES = [
  'audio/mpeg',
  'audio/mp4',
  'audio/ogg',
  'audio/wav',
  'audio/x-wav',
  'audio/webm',
  'audio/flac',
]

export const isMediaType = (type: string): boolean => PICTURE_TYPES.includes(type) || SOUND_TYPES.includes(type)

/** What stands for each type at the end of a file's name. */
export const ENDINGS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/svg+xml': 'svg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/webm': 'webm',
  'audio/flac': 'flac',
}

const HASH = /^[0-9a-f]{32}$/

export const isMediaHash = (text: string): text is MediaHash => HASH.test(text)

/** How a text names a medium: as the target of a picture, `![alt](media:hash)`. */
export const mediaLink = (hash: MediaHash, alt: string): string => `![${alt.replace(/[[\]\\]/g, ' ')}](media:${hash})`

/** The hash in a picture's target; null for anything else, which is never loaded. */
export function mediaHashOf(target: string): MediaHash | null {
  const hash = target.startsWith('media:') ? target.slice('media:'.length) : ''
  return isMediaHash(hash) ? hash : null
}

/**
 * Whatever in a value looks like the name of a medium: in links of texts, in the lists of templates, under the boxes of a
 * picture, in kinds of notes that are not known yet. Some of it may name none.
 */
export const mediaIn = (value: unknown): readonly MediaHash[] =>
  (JSON.stringify(value)?.match(/(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])/g) ?? []) as string[] as MediaHash[]
