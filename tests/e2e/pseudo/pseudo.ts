/** What begins and ends every text that came through the catalogue. */
export const OPEN = '⟦'
export const CLOSE = '⟧'

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ACCENTED = 'áƀćđéƒǵĥíĵķļɱñóþɋřšťúṽŵẋýžÁƁĆĐÉƑǴĤÍĴĶĻṀÑÓÞɊŘŠŤÚṼŴẊÝŽ'
const ACCENTS = new Map([...PLAIN].map((letter, i) => [letter, [...ACCENTED][i] ?? letter]))

/** As much longer as German or Finnish may be, in words that may break where theirs do. */
const LONGER = 0.4
const PAD_WORD = 'łôňĝéř'

/** A catalogue, or any part of it, in the pseudo-locale; what functions give is turned as it comes. */
export function pseudo(value: unknown): unknown {
  if (typeof value === 'string') return pseudoText(value)
  if (typeof value === 'function') return (...args: readonly unknown[]) => pseudo(Reflect.apply(value, null, args))
  if (Array.isArray(value)) return value.map(pseudo)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, pseudo(part)]))
}

/** Parts that are in the pseudo-locale already, as words within words, stay as they are. */
function pseudoText(text: string): string {
  if (!/\p{L}/u.test(text)) return text
  const parts = text.split(/(⟦[^⟦⟧]*⟧)/)
  const turned = parts.map((part) => (part.startsWith(OPEN) ? part.slice(1, -1) : lengthened(part)))
  return `${OPEN}${turned.join('')}${CLOSE}`
}

function lengthened(text: string): string {
  const letters = [...text].filter((letter) => ACCENTS.has(letter)).length
  const accented = [...text].map((letter) => ACCENTS.get(letter) ?? letter).join('')
  if (letters === 0) return accented
  const more = Math.ceil(letters * LONGER)
  const words = Array.from({ length: Math.ceil(more / PAD_WORD.length) }, (_, i) =>
    PAD_WORD.slice(0, Math.min(PAD_WORD.length, more - i * PAD_WORD.length)),
  )
  return `${accented} ${words.join(' ')}`
}
