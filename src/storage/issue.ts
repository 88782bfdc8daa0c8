/**
 * Issues a write without waiting for it. It cannot fail alone: its transaction fails with it, and that is where it is
 * heard.
 */
export function issue(request: Promise<unknown>): void {
  request.catch(() => {})
}
