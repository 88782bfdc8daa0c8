/** The three platform globals that pure code may use: they exist, and behave alike, in Node, browsers and workers. */
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean })
  decode(bytes?: ArrayBufferView | ArrayBuffer): string
}
declare function structuredClone<T>(value: T): T
