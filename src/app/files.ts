/**
 * Hands a text file to the learner: by the share sheet on a phone that has one for files, else as a download. Resolves
 * with its size in bytes.
 */
export async function saveFile(name: string, text: string): Promise<number> {
  const file = new File([text], name, { type: 'application/json' })
  const isPhone = matchMedia('(pointer: coarse)').matches
  if (isPhone && navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file], title: name })
      return file.size
    } catch (error) {
      // Closed by the learner: nothing else is wanted. Anything else falls back to a download.
      if (error instanceof DOMException && error.name === 'AbortError') return file.size
    }
  }
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return file.size
}
