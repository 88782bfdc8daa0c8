/** The text with what is selected (UTF-16 offsets) as a gap of this number; null where no words, or braces, are selected. */
export function gapSelection(text: string, start: number, end: number, number: number): string | null {
  const selected = text.slice(start, end)
  const words = selected.trim()
  if (words === '' || /[{}]/.test(words)) return null
  const from = start + selected.length - selected.trimStart().length
  return `${text.slice(0, from)}{{c${number}::${words}}}${text.slice(from + words.length)}`
}
