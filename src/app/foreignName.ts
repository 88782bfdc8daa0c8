import type { OtherProgram } from '../formats/anki/problem.ts'

/**
 * Files of other programs, by their names' endings: told apart without what reads them. A deck of ours goes as text where
 * a share sheet takes no JSON.
 */
export const isForeignName = (name: string): boolean =>
  /\.(apkg|colpkg|anki2|anki21|anki|txt|csv|tsv)$/i.test(name) && !isDeckText(name)

export const isDeckText = (name: string): boolean => /\.deck\.txt$/i.test(name)

/** Whose file it is by its name's ending, though what is in it decides. */
export function programOf(name: string): OtherProgram | null {
  if (/\.mochi$/i.test(name)) return 'Mochi'
  return /\.cards$/i.test(name) ? 'Mnemosyne' : null
}
