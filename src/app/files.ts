/**
 * Hands a file to the learner: by the share sheet on a phone that has one for files, else as a download. Resolves with
 * whether it was taken: not when the share sheet was closed.
 */
export const saveFile = (name: string, content: string | Blob): Promise<boolean> =>
  save(name, content, name.endsWith('.json') ? 'application/json' : '')

/** The same for a file that other programs read as plain text. */
export const saveText = (name: string, text: string): Promise<boolean> => save(name, text, 'text/plain')

export const saveCalendar = (name: string, text: string): Promise<boolean> => save(name, text, 'text/calendar')

/** Gives a few words to another app by the share sheet, or else to the clipboard. */
export async function shareText(text: string): Promise<'shared' | 'copied'> {
  if (matchMedia('(pointer: coarse)').matches && 'share' in navigator) {
    try {
      await navigator.share({ text })
      return 'shared'
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'shared'
    }
  }
  await navigator.clipboard.writeText(text)
  return 'copied'
}

async function save(name: string, content: string | Blob, type: string): Promise<boolean> {
  const file = new File([content], name, { type })
  const isPhone = matchMedia('(pointer: coarse)').matches
  if (isPhone && navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file], title: name })
      return true
    } catch (error) {
      // Closed by the learner: nothing else is wanted. Anything else falls back to a download.
      if (error instanceof DOMException && error.name === 'AbortError') return false
    }
  }
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return true
}
