/** An address that no page has. */
const NOWHERE = '#/no-such-page'

/**
 * Keeps the hash such that it can be decoded. A link cut short in the middle of an escape cannot, and would stop the
 * router and the page with it, and one that begins like the name of a host has no page; both are then links to nowhere,
 * which has a page of its own. To be called before the router starts.
 */
export function keepAddressReadable(): void {
  mend()
  addEventListener('hashchange', mend)
}

function mend(): void {
  if (!canDecode(location.hash) || /^#[/\\]{2}/.test(location.hash)) history.replaceState(history.state, '', NOWHERE)
}

function canDecode(text: string): boolean {
  try {
    // Its result has to matter, or the bundler leaves the call out. Decoding never makes a text longer.
    return decodeURIComponent(text).length <= text.length
  } catch {
    return false
  }
}
