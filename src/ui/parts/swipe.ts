/** How far a finger goes sideways, and how much further than up or down, for a swipe. In CSS pixels. */
const SWIPE_PX = 80
const SIDEWAYS = 2

/** Tells of swipes to a side by touch; a mouse that drags selects text, as ever. Returns what ends it. */
export function listenForSwipes(element: HTMLElement, onSwipe: (to: 'left' | 'right') => void): () => void {
  let from: { readonly x: number; readonly y: number; readonly id: number } | null = null
  const begin = (event: PointerEvent) => {
    from =
      event.pointerType === 'touch' && event.isPrimary
        ? { x: event.clientX, y: event.clientY, id: event.pointerId }
        : null
  }
  const end = (event: PointerEvent) => {
    if (!from || event.pointerId !== from.id) return
    const across = event.clientX - from.x
    const down = event.clientY - from.y
    from = null
    if (Math.abs(across) >= SWIPE_PX && Math.abs(across) > SIDEWAYS * Math.abs(down))
      onSwipe(across < 0 ? 'left' : 'right')
  }
  const cancel = () => {
    from = null
  }
  element.addEventListener('pointerdown', begin)
  element.addEventListener('pointerup', end)
  element.addEventListener('pointercancel', cancel)
  return () => {
    element.removeEventListener('pointerdown', begin)
    element.removeEventListener('pointerup', end)
    element.removeEventListener('pointercancel', cancel)
  }
}
