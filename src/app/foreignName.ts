/**
 * Files of other programs, by their names' endings: told apart without what reads them. A deck of ours goes as text where
 * a share sheet takes no JSON.
 */
export const isForeignName = (name: string): boolean =>
  /\.(apkg|colpkg|anki2|anki21|anki|txt|csv|tsv)$/i.test(name) && !isDeckText(name)

export const isDeckText = (name: string): boolean => /\.deck\.txt$/i.test(name)
