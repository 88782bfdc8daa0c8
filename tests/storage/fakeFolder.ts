export type FakeFolder = {
  readonly kind: 'directory'
  readonly name: string
  readonly files: Map<string, Blob>
  /** From now on writes fail with an error of this name; null heals it. */
  readonly failWith: (error: string | null) => void
  readonly getDirectoryHandle: (child: string) => Promise<FakeFolder>
  readonly [method: string]: unknown
}

/** A folder of the File System API in memory: as much of it as copies need, with its promise that a write is whole or not. */
export function makeFakeFolder(name = 'Copies'): FakeFolder {
  const files = new Map<string, Blob>()
  const folders = new Map<string, FakeFolder>()
  let fails: string | null = null
  const notFound = () => new DOMException('no such file', 'NotFoundError')

  const fileHandle = (file: string) => ({
    kind: 'file' as const,
    name: file,
    getFile: async () => new File([files.get(file) ?? new Blob()], file, { lastModified: 1 }),
    createWritable: async () => {
      const parts: Blob[] = []
      return {
        write: async (part: Blob) => {
          if (fails) throw new DOMException('', fails)
          parts.push(part)
        },
        close: async () => void files.set(file, new Blob(parts)),
        abort: async () => {},
      }
    },
  })

  return {
    kind: 'directory',
    name,
    files,
    failWith: (error: string | null) => {
      fails = error
    },
    values: async function* () {
      for (const file of files.keys()) yield fileHandle(file)
    },
    getFileHandle: async (file: string, { create = false } = {}) => {
      if (!files.has(file) && !create) throw notFound()
      return fileHandle(file)
    },
    removeEntry: async (file: string) => {
      if (!files.delete(file)) throw notFound()
    },
    getDirectoryHandle: async (child: string): Promise<FakeFolder> => {
      const found = folders.get(child) ?? makeFakeFolder(child)
      folders.set(child, found)
      return found
    },
  }
}
