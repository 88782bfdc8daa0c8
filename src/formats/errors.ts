/** Why a file cannot be taken, and where in it: `notes[3].content.answer`, or an empty path for the whole. */
export type ImportError = {
  readonly kind: ImportProblem
  readonly path: string
  /** The details, in English, for whoever mends the file. */
  readonly message: string
}

export type ImportProblem =
  /** Not JSON at all, or cut short. */
  | 'not-json'
  /** JSON, but of something else. */
  | 'other-format'
  /** Written by a newer version of the app than this one can read. */
  | 'newer-version'
  /** More, or more deeply nested, than any honest file. */
  | 'too-large'
  /** A field is missing, or is not what it should be. */
  | 'shape'
  /** Two things have one id. */
  | 'duplicate'
  /** A card points to words that do not stand where it says. */
  | 'evidence'
  /** The content is not what was written: damaged on the way, or changed by hand. */
  | 'damaged'
  /** A name in it would leave its folder. */
  | 'unsafe-name'

export const importError = (kind: ImportProblem, path: string, message: string): ImportError => ({
  kind,
  path,
  message,
})
