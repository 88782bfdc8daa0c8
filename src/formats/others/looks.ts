/** A file as it is told apart: by its text, or as a zip by the names in it. Its own name decides nothing alone. */
export type Looks =
  | { readonly kind: 'text'; readonly text: string; readonly fileName: string }
  | { readonly kind: 'zip'; readonly names: readonly string[] }

/** What a reader gets: the text, or a way to the texts in the zip. */
export type Opened = {
  readonly text: string
  readonly textOf: (name: string) => Promise<string>
  readonly names: readonly string[]
}

/** A note in Markdown, but for hidden ones. */
export const isNote = (name: string): boolean => /\.(?:md|markdown)$/i.test(name) && !/(?:^|\/)[._]/.test(name)
