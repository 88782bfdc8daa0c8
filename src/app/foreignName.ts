/** Files of other programs, by their names' endings: told apart without what reads them. */
export const isForeignName = (name: string): boolean => /\.(apkg|colpkg|anki2|anki21|anki|txt|csv|tsv)$/i.test(name)
