import type { Media, MediaHash } from '../domain/media.ts'
import type { Instant } from '../domain/time.ts'
import type { AnkiImport } from '../formats/anki/convert.ts'
import type { AnkiProblem } from '../formats/anki/problem.ts'

export type AnkiProgress = { readonly phase: 'opening' | 'reading' | 'media'; readonly share: number }

/** A file is read once and kept open until another is, so that its media can be asked for when it is taken. */
export type AnkiApi = {
  readonly read: {
    readonly input: { readonly file: Blob; readonly now: Instant }
    readonly output:
      | { readonly kind: 'read'; readonly import: AnkiImport; readonly media: readonly MediaHash[] }
      | { readonly kind: 'refused'; readonly problem: AnkiProblem }
    readonly progress: AnkiProgress
  }
  /** A few files at a time, by what their bytes hash to. */
  readonly media: { readonly input: readonly MediaHash[]; readonly output: readonly Media[]; readonly progress: never }
}
