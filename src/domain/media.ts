import type { Brand } from './brand.ts'

/** Names a content: the first 32 hexadecimal digits of its SHA-256. */
export type MediaHash = Brand<string, 'MediaHash'>

/** A picture or a sound of a note. */
export type Media = { readonly hash: MediaHash; readonly type: string; readonly bytes: ArrayBuffer }

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
