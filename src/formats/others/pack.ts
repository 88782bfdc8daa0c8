import { zipSync } from 'fflate'
import type { Deck } from '../../domain/deck.ts'
import type { Media, MediaHash } from '../../domain/media.ts'
import { ENDINGS } from '../../domain/mediaTypes.ts'
import type { LeftOut } from '../anki/leftOut.ts'
import { writeHashcards } from './hashcards.ts'
import type { WriteContext } from './obsidianSchedule.ts'
import { writeObsidian } from './obsidianWrite.ts'

/** For whom a deck is written. */
export type Target = 'obsidian' | 'hashcards'

export type Packed = {
  /** With its ending. */
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly leftOut: readonly LeftOut[]
}

/** No year is before it in a zip; the same deck gives the same bytes. */
const TIME = '1980-01-01T12:00:00'

/**
 * A deck as Markdown: one note, or with pictures and sounds a zip with the note and these in a folder beside it. `name`
 * is the file's, without an ending; `progress` only serves Obsidian.
 */
export function packMarkdown(
  target: Target,
  name: string,
  deck: Pick<Deck, 'title' | 'notes'>,
  media: readonly Media[],
  progress: WriteContext | null,
): Packed {
  const paths = new Map(
    media.flatMap(({ hash, type }) => (ENDINGS[type] ? [[hash, `media/${hash}.${ENDINGS[type]}`]] : [])),
  )
  const pathOf = (hash: string): string | null => paths.get(hash as MediaHash) ?? null
  const { text, leftOut } =
    target === 'hashcards' ? writeHashcards(deck, pathOf) : writeObsidian(deck, { pathOf, progress })
  const note = new TextEncoder().encode(text)
  const used = media.filter(({ hash }) => text.includes(pathOf(hash) ?? hash))
  if (used.length === 0) return { name: `${name}.md`, bytes: note, leftOut }
  const files = used.map(({ hash, bytes }) => [pathOf(hash) ?? '', [new Uint8Array(bytes), { level: 0 }]] as const)
  const zip = zipSync({ [`${name}.md`]: note, ...Object.fromEntries(files) } as Parameters<typeof zipSync>[0], {
    mtime: TIME,
  })
  return { name: `${name}.zip`, bytes: zip, leftOut }
}
