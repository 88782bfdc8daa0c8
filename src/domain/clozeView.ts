import { parseCloze } from './cloze.ts'

/** A cloze as one of its cards shows it: `asked` is drawn as a gap, then as its answer; other blanks are words, or kept. */
export type ClozeViewPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'asked'; readonly answer: string; readonly hint: string | null }

export function clozeView(
  text: string,
  number: number,
  others: 'shown' | 'hidden' = 'shown',
): readonly ClozeViewPart[] {
  const view: ClozeViewPart[] = []
  let words = ''
  const flush = (): void => {
    if (words !== '') view.push({ kind: 'text', text: words })
    words = ''
  }
  for (const part of parseCloze(text)) {
    if (part.kind === 'text') words += part.text
    else if (part.number !== number) words += others === 'shown' ? part.answer : HIDDEN
    else {
      flush()
      view.push({ kind: 'asked', answer: part.answer, hint: part.hint })
    }
  }
  flush()
  return view
}

/** What stands for a blank that is neither asked nor shown. */
const HIDDEN = '[…]'

/** The sentence with every blank filled in. */
export const clozeText = (text: string): string =>
  parseCloze(text)
    .map((part) => (part.kind === 'text' ? part.text : part.answer))
    .join('')
