import { isMediaHash, type MediaHash } from './media.ts'
import type { Face, Note, NoteContent } from './note.ts'

/** A picture of which one box a card is asked for. */
export type Occlusion = {
  readonly kind: 'occlusion'
  readonly question: string
  readonly picture: MediaHash
  /** Whether the boxes that are not asked for are covered as well. */
  readonly mode: 'hideAll' | 'hideOne'
  readonly shapes: readonly Shape[]
}

/** A box in percent of the picture's width and height, from its upper left corner. */
export type Shape = {
  /** Names the card for ever, whatever boxes come and go: 1 or more. */
  readonly id: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** What lies under the box; may be empty, where the picture says it. */
  readonly label: string
}

/** Boxes smaller than this, in percent, could be neither seen nor hit. */
export const LEAST_PERCENT = 2

export const MOST_SHAPES = 255

/** What a note covers, where it is of that kind and whole; null for any other. */
export function occlusionOf(note: Note): Occlusion | null {
  const content: { readonly kind: string } = note.content
  if (content.kind !== 'occlusion') return null
  const known = readByContent.get(content)
  if (known !== undefined) return known
  const read = readOcclusion(content)
  readByContent.set(content, read)
  return read
}

/** As a note holds it: a kind that is read by `occlusionOf` alone. */
export const occlusionContent = (occlusion: Occlusion): NoteContent => occlusion as unknown as NoteContent

export const shapeFace = (shape: Shape): Face => `s${shape.id}`

/** Clamped into the picture. */
export function withinPicture({ x, y, width, height }: Omit<Shape, 'id' | 'label'>) {
  const wide = clamp(width, LEAST_PERCENT, 100)
  const high = clamp(height, LEAST_PERCENT, 100)
  return { x: clamp(x, 0, 100 - wide), y: clamp(y, 0, 100 - high), width: wide, height: high }
}

const clamp = (value: number, least: number, most: number): number =>
  Math.round(Math.min(Math.max(value, least), most) * 100) / 100

const readByContent = new WeakMap<object, Occlusion | null>()

/** Contents come with strangers' decks: anything may be in them. */
function readOcclusion(content: object): Occlusion | null {
  const { question, picture, mode, shapes } = content as Record<string, unknown>
  if (typeof question !== 'string' || typeof picture !== 'string' || !isMediaHash(picture)) return null
  if ((mode !== 'hideAll' && mode !== 'hideOne') || !Array.isArray(shapes)) return null
  const read = shapes.slice(0, MOST_SHAPES).flatMap((shape: unknown) => readShape(shape) ?? [])
  const byId = new Map(read.map((shape) => [shape.id, shape]))
  return { kind: 'occlusion', question, picture, mode, shapes: [...byId.values()] }
}

function readShape(value: unknown): Shape | null {
  if (typeof value !== 'object' || value === null) return null
  const { id, x, y, width, height, label } = value as Record<string, unknown>
  if (typeof id !== 'number' || !Number.isInteger(id) || id < 1) return null
  if (![x, y, width, height].every((number) => typeof number === 'number' && Number.isFinite(number))) return null
  const box = { x: Number(x), y: Number(y), width: Number(width), height: Number(height) }
  return { id, ...withinPicture(box), label: typeof label === 'string' ? label : '' }
}
