import { MOST_SHAPES, type Shape, withinPicture } from './occlusion.ts'

/** A new box, clamped into the picture, under an id that none of the others ever had here. */
export function addShape(shapes: readonly Shape[], box: Omit<Shape, 'id' | 'label'>): readonly Shape[] {
  if (shapes.length >= MOST_SHAPES) return shapes
  const id = Math.max(0, ...shapes.map((shape) => shape.id)) + 1
  return [...shapes, { ...withinPicture(box), id, label: '' }]
}

/** A box moved or sized by percents, clamped into the picture. */
export const changeShape = (
  shapes: readonly Shape[],
  id: number,
  change: Partial<Omit<Shape, 'id'>>,
): readonly Shape[] =>
  shapes.map((shape) => (shape.id === id ? { ...shape, ...change, ...withinPicture({ ...shape, ...change }) } : shape))
