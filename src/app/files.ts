const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  txt: 'text/plain',
  ics: 'text/calendar',
}

/**
 * Hands a file to the learner: by the share sheet on a phone that has one for files, else as a download. Resolves with
 * whether it was taken: not when the share sheet was closed.
 */
export async function saveFile(name: string, content: string | Blob): Promise<boolean> {
  const file = makeFile(name, content)
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
  downloadFile(file)
  return true
}

export function makeFile(name: string, content: string | Blob): File {
  return new File([content], name, { type: TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? '' })
}

/** Into the folder that the browser saves to. */
export function downloadFile(file: File): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** A title as a file's name on every system: letters, digits and dashes. */
export function fileName(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()
  return plain.slice(0, 60) || 'deck'
}

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
