/**
 * Cuts a text that comes in pieces into its lines, without their line feeds. Of a line that is longer than `most`
 * characters nothing is kept, and null stands for it: no text, however long, takes more memory than one line.
 */
export function makeLineCutter(most: number) {
  // A line of media comes in many pieces: putting them together at each of them would take a square of the time.
  let pieces: string[] = []
  let length = 0

  function add(piece: string): void {
    length += piece.length
    if (length > most) pieces = []
    else pieces.push(piece)
  }

  function cut(): string | null {
    const line = length > most ? null : pieces.join('')
    pieces = []
    length = 0
    return line
  }

  return {
    push: (text: string): readonly (string | null)[] => {
      const parts = text.split('\n')
      const last = parts.pop() ?? ''
      const lines = parts.map((part) => {
        add(part)
        return cut()
      })
      add(last)
      return lines
    },
    /** What no line feed ended: '' where there is nothing. */
    end: cut,
  }
}
