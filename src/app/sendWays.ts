import type { Deck } from '../domain/deck.ts'
import { facesOf } from '../domain/faces.ts'
import type { Parcel } from './sendDeck.ts'

/** The ways to send a deck beside its file. Both hold its text alone: pictures and sounds go with a file. */
export type Ways = {
  /** Null where it would be longer than every app on its way is sure to take. */
  readonly link: string | null
  /** Null for a deck that is sooner sent as a file. */
  readonly codes: Codes | null
}

/** The deck as a row of QR codes without end, of which a camera has to see `needed`. */
export type Codes = { readonly needed: number; readonly code: (number: number) => string }

/** Longer texts are not deflated: they would fit into neither, and take a phone seconds. */
const MAX_PACKED_CHARS = 2_000_000

export async function waysOf(deck: Deck): Promise<Ways> {
  const [{ parcelText, deckLink, SAFE_LINK_CHARS }, { packText }, { makeCodeRow, MAX_CODED_BYTES }] = await Promise.all(
    [import('../formats/deckLink.ts'), import('../formats/parcel.ts'), import('../formats/deckCodes.ts')],
  )
  const text = parcelText(deck)
  if (text.length > MAX_PACKED_CHARS) return { link: null, codes: null }
  const bytes = packText(text)
  const link = deckLink(new URL(import.meta.env.BASE_URL, location.origin).href, bytes)
  return {
    link: link.length <= SAFE_LINK_CHARS ? link : null,
    codes: bytes.length <= MAX_CODED_BYTES ? makeCodeRow(bytes) : null,
  }
}

export const cardsIn = (deck: Deck): number => deck.notes.reduce((sum, note) => sum + facesOf(note).length, 0)

/** Articles in a deck that are somebody else's text. */
export const othersTexts = (deck: Deck): number => deck.sources.filter(({ licence }) => licence === null).length

/** What the device's share sheet takes of a deck: its file, a file of JSON as text, the link; or null. */
export function shareable({ name, file }: Parcel, link: string | null): ShareData | null {
  if (!('share' in navigator)) return null
  const asItIs = new File([file], name, { type: name.endsWith('.json') ? 'application/json' : 'application/zip' })
  const asText = name.endsWith('.json') ? [new File([file], name.replace(/json$/, 'txt'), { type: 'text/plain' })] : []
  for (const one of [asItIs, ...asText])
    if (navigator.canShare?.({ files: [one] })) return { files: [one], title: name }
  return link === null ? null : { title: name, url: link }
}

/** By the share sheet. Resolves when it is closed, whatever was chosen there. */
export async function shareBySheet(data: ShareData): Promise<void> {
  try {
    await navigator.share(data)
  } catch (thrown) {
    if (!(thrown instanceof DOMException && thrown.name === 'AbortError')) throw thrown
  }
}

export const copyText = (text: string): Promise<void> => navigator.clipboard.writeText(text)
