/** Longest piece that is given to a model at once, in UTF-16 units: small ones lose the thread of more. */
export const LONGEST_PASSAGE = 6_000

/** An article in pieces for a model: whole paragraphs while they fit, else cut at a stop or a space. All of it, in order. */
export function passagesOf(text: string, longest = LONGEST_PASSAGE): readonly string[] {
  const passages: string[] = []
  let open = ''
  for (const block of text.split(/\n{2,}/).flatMap((block) => cut(block.trim(), longest))) {
    if (open !== '' && open.length + block.length + 2 > longest) {
      passages.push(open)
      open = ''
    }
    open = open === '' ? block : `${open}\n\n${block}`
  }
  if (open !== '') passages.push(open)
  return passages
}

function cut(block: string, longest: number): readonly string[] {
  const pieces: string[] = []
  let rest = block
  while (rest.length > longest) {
    const window = rest.slice(0, longest)
    const stop = Math.max(window.lastIndexOf('. '), window.lastIndexOf('? '), window.lastIndexOf('! ')) + 1
    const at = stop > longest / 2 ? stop : window.lastIndexOf(' ')
    const end = at > 0 ? at : longest
    pieces.push(rest.slice(0, end).trim())
    rest = rest.slice(end).trimStart()
  }
  return rest === '' ? pieces : [...pieces, rest]
}
