import { decodeQR } from 'qr/decode.js'
import { makeCodeReader } from '../formats/deckCodes.ts'
import { linkedPart } from '../formats/deckLink.ts'
import { unpackText } from '../formats/parcel.ts'
import type { Handlers } from './rpc.ts'

/** Looks at the pictures of a camera, one at a time, and puts together what the codes in them say. */
export type ScanApi = {
  readonly look: { readonly input: ImageBitmap; readonly output: Seen; readonly progress: never }
}

export type Seen =
  | { readonly kind: 'nothing' }
  /** A code of something else. */
  | { readonly kind: 'other' }
  /** A link to a deck; its part behind `#/open/`. */
  | { readonly kind: 'link'; readonly part: string }
  | { readonly kind: 'reading'; readonly seen: number; readonly needed: number }
  | { readonly kind: 'too-large' | 'damaged' }
  /** A row of codes, complete: the text of a deck file. */
  | { readonly kind: 'whole'; readonly text: string }

export type Pixels = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray }

export function scanHandlers(pixelsOf: (picture: ImageBitmap) => Pixels): Handlers<ScanApi> {
  const reader = makeCodeReader()
  return {
    look: (picture) => {
      const text = textIn(pixelsOf(picture))
      if (text === null) return { kind: 'nothing' }
      const part = linkedPart(text)
      if (part !== null) return { kind: 'link', part }
      const progress = reader.read(text)
      if (progress.kind !== 'whole') return progress
      const unpacked = unpackText(progress.message)
      if (unpacked.ok) return { kind: 'whole', text: unpacked.value }
      return { kind: unpacked.error.kind === 'too-large' ? 'too-large' : 'damaged' }
    },
  }
}

/** The decoder throws where it finds no code: in a camera's picture the common case. */
function textIn(pixels: Pixels): string | null {
  try {
    return decodeQR(pixels)
  } catch {
    return null
  }
}
