/** What does something of its own when tapped, or takes words. */
const OWN = 'a, button, input, select, textarea, label, summary, audio, video, iframe, [role=button], [tabindex="0"]'

/** Tells of taps by touch on what does nothing of its own; a mouse that clicks there selects text, as ever. Returns what ends it. */
export function listenForTaps(element: HTMLElement, onTap: () => void): () => void {
  const hear = (event: Event) => {
    const isTouch = event instanceof PointerEvent && event.pointerType === 'touch'
    const isOwn = !(event.target instanceof Element) || event.target.closest(OWN) !== null
    // Words that were just selected are to be read or copied.
    if (isTouch && !isOwn && getSelection()?.isCollapsed !== false) onTap()
  }
  element.addEventListener('click', hear)
  return () => element.removeEventListener('click', hear)
}
