/** Where a learner's own model answers. It stays on this device: never in the log, a backup or a deck. */
export type Endpoint = {
  /** Base of an OpenAI-compatible interface, without a slash at its end: `http://localhost:11434/v1`. */
  readonly address: string
  /** Empty for whichever model the server names first. */
  readonly model: string
  /** Empty where the server wants none. */
  readonly key: string
}

/** Longest that any of its fields may be, in UTF-16 units. */
export const LONGEST_FIELD = 500

const ADDRESS = /^(https?):\/\/([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?(\/[^\s?#@\\]*)?$/i

/**
 * An address as a learner types or pastes it, without what belongs to single calls; null for what is no address of the
 * web, holds a name and password, or a question mark.
 */
export function parseAddress(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed.length > LONGEST_FIELD || !ADDRESS.test(trimmed)) return null
  const base = trimmed.replace(/\/+$/, '').replace(/\/(chat\/completions|models)$/i, '')
  return base.replace(/\/+$/, '')
}

/** Host and port, to name whom something is sent to. */
export const hostOf = (address: string): string => ADDRESS.exec(address)?.slice(2, 4).join('') ?? address

/** True where what is sent leaves this device unencrypted: HTTP to anywhere but here. */
export const isOpenToAll = (address: string): boolean =>
  /^http:/i.test(address) && !/^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i.test(hostOf(address))

/** Why a model gave no cards, or not all of them. */
export type ModelFailure = {
  readonly kind: ModelProblem
  /** HTTP status of a refusal, where there was one. */
  readonly status: number | null
  /** What the server itself says of it, at most `LONGEST_FIELD` units; empty where it says nothing. */
  readonly said: string
}

export type ModelProblem =
  /** Nobody answers there, or the browser is not allowed to read the answer. */
  | 'unreachable'
  /** It fell silent. */
  | 'silent'
  /** It went on and on. */
  | 'endless'
  /** The key is missing or wrong. */
  | 'key'
  /** There is no such model, or no such interface at the address. */
  | 'missing'
  /** Asked too often, or nothing is left of a quota. */
  | 'too-often'
  /** It will not do this, for another reason of its own. */
  | 'refused'
  /** It broke down. */
  | 'broke'
  /** It points to another address, which nobody has agreed to. */
  | 'moved'
  /** A web page, or something else that no model says. */
  | 'not-a-model'
  /** A model's words, and no card in them that could be read. */
  | 'unreadable'

export const modelFailure = (kind: ModelProblem, status: number | null = null, said = ''): ModelFailure => ({
  kind,
  status,
  said: said.slice(0, LONGEST_FIELD),
})
