import type { Deck } from '../domain/deck.ts'
import { err, type Result } from '../domain/result.ts'
import { decodeBase64, encodeBase64 } from './base64.ts'
import { encodeDeck } from './deckFile.ts'
import { type ImportError, importError } from './errors.ts'
import { unpackText } from './parcel.ts'

/**
 * A deck in a link: `ADDRESS#/open/1.BASE64URL`, where 1 is the version of the format and the rest a parcel with the
 * text of a deck file. A fragment stays in the browser: no host ever sees it (RFC 9110, section 7.1).
 */
const VERSION = '1'

/**
 * In characters. What every sender and receiver of an address should at least take (RFC 9110, section 4.1: 8000 octets);
 * browsers take far more, but the apps that a link passes through cut it where they like.
 */
export const SAFE_LINK_CHARS = 8000

/** No browser takes a longer address than 2 MB: what is longer is no link. In characters. */
const MAX_LINK_CHARS = 2_000_000

/** The deck as the text that parcels hold: a deck file without the white space that is for people. */
export const parcelText = (deck: Deck): string => JSON.stringify(JSON.parse(encodeDeck(deck)))

/** `address` is where the app lies, without a fragment; `parcel` a packed `parcelText`. */
export function deckLink(address: string, parcel: Uint8Array): string {
  const text = encodeBase64(parcel).replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')
  return `${address}#/open/${VERSION}.${text}`
}

/** What stands behind `#/open/` in a link to a deck, of whatever host; null for any other text. */
export function linkedPart(text: string): string | null {
  return /^\s*(?:https?:\/\/[^\s#]*)?#\/open\/(\d{1,4}\.[^\s/?#]*)\s*$/i.exec(text)?.[1] ?? null
}

/** The text of the deck file in a link, from its part behind `#/open/`. Never throws. */
export function readLinked(part: string): Result<string, ImportError> {
  if (part.length > MAX_LINK_CHARS)
    return err(importError('too-large', '', `${part.length} characters, of ${MAX_LINK_CHARS} at most`))
  const [version = '', packed = ''] = part.split('.', 2)
  if (/^\d+$/.test(version) && version !== VERSION)
    return err(importError('newer-version', '', `version ${version} of links, this app reads version ${VERSION}`))
  const parcel = version === VERSION ? bytesOf(packed) : null
  return parcel ? unpackText(parcel) : err(importError('damaged', '', 'not what links are made of'))
}

function bytesOf(text: string): Uint8Array | null {
  if (/[^\w-]/.test(text)) return null
  const padded = text.replaceAll('-', '+').replaceAll('_', '/') + '='.repeat((4 - (text.length % 4)) % 4)
  return decodeBase64(padded)
}
