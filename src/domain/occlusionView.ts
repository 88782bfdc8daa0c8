import type { Face } from './note.ts'
import { type Occlusion, type Shape, shapeFace } from './occlusion.ts'

/** An occlusion as one of its cards asks it. */
export type OcclusionView = Omit<Occlusion, 'kind'> & { readonly asked: Shape }

export function occlusionView(occlusion: Occlusion, face: Face): OcclusionView | null {
  const asked = occlusion.shapes.find((shape) => shapeFace(shape) === face)
  return asked ? { ...occlusion, asked } : null
}

/** The boxes that are covered while a card is asked, the one that is asked for last. */
export const coveredShapes = ({ mode, shapes, asked }: OcclusionView): readonly Shape[] =>
  mode === 'hideOne' ? [asked] : [...shapes.filter((shape) => shape !== asked), asked]
