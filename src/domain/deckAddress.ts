/** Longest address that is taken, in UTF-16 units. */
const LONGEST = 2_000
const ADDRESS = /^(https?):\/\/([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?(\/[^\s#\\]*)?$/i
const THIS_DEVICE = /^(localhost|127(\.\d+){3}|\[::1\])$/i

/**
 * The address of a deck as a learner types or pastes it. Null for what is none, for one with a name and password, and
 * for HTTP without encryption to anywhere but this device: what comes from there could be anybody's.
 */
export function parseDeckAddress(text: string): string | null {
  const trimmed = text.trim()
  const [, protocol = '', host = ''] = ADDRESS.exec(trimmed) ?? []
  if (host === '' || trimmed.length > LONGEST) return null
  return /^https$/i.test(protocol) || THIS_DEVICE.test(host) ? trimmed : null
}

/** Host and port, to say who is asked. */
export const hostOfDeck = (address: string): string => ADDRESS.exec(address)?.slice(2, 4).join('') ?? address

/** Where a deck can be asked for anew, and whether its page may do so by itself. */
export type Subscription = { readonly address: string; readonly looks: boolean }

/** Why nothing came from an address. */
export type DownloadProblem = {
  readonly kind: /** Nobody answers, or the browser is not allowed to read the answer. */
    | 'unreachable'
    /** It fell silent. */
    | 'silent'
    /** There is nothing at that address, or not for everybody. */
    | 'missing'
    /** It points to another address, which nobody has agreed to. */
    | 'moved'
    /** The server broke down, or wants to be left alone. */
    | 'broke'
    /** More than any deck. */
    | 'too-large'
    /** A web page. */
    | 'page'
  /** HTTP status, where there was an answer. */
  readonly status: number | null
}
