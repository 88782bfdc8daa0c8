/** A place for copies of everything: a folder of the learner's, or one of the browser's own. Every method may reject. */
export type CopyFolder = {
  readonly list: () => Promise<readonly StoredCopy[]>
  /** Whole or not at all: what was there under this name stays until the new one has reached the disk. */
  readonly write: (name: string, content: Blob) => Promise<void>
  /** Null where there is no such copy. */
  readonly read: (name: string) => Promise<File | null>
  readonly remove: (name: string) => Promise<void>
}

/** `at` is when it was last written, in milliseconds since 1970. */
export type StoredCopy = { readonly name: string; readonly size: number; readonly at: number }

const FOLDER = 'recite-copies'
/** What Chromium writes into until a copy is whole; it stays behind when the browser is killed. */
const UNDER_WAY = '.crswap'

/** Over the File System API. A writable stream of it works on a file of its own, which takes the old one's place at the end. */
export function makeCopyFolder(open: () => Promise<FileSystemDirectoryHandle>): CopyFolder {
  return {
    list: async () => {
      const copies: StoredCopy[] = []
      for await (const handle of (await open()).values()) {
        if (handle.kind !== 'file' || handle.name.endsWith(UNDER_WAY)) continue
        const { name, size, lastModified } = await (handle as FileSystemFileHandle).getFile()
        // A file has its name before it has its content: a crash between the two leaves an empty one.
        if (size > 0) copies.push({ name, size, at: lastModified })
      }
      return copies
    },
    write: async (name, content) => {
      const handle = await (await open()).getFileHandle(name, { create: true })
      const stream = await handle.createWritable()
      try {
        await stream.write(content)
      } catch (thrown) {
        await stream.abort().catch(() => {})
        throw thrown
      }
      await stream.close()
    },
    read: async (name) => {
      try {
        return await (await (await open()).getFileHandle(name)).getFile()
      } catch (thrown) {
        if (thrown instanceof DOMException && thrown.name === 'NotFoundError') return null
        throw thrown
      }
    },
    remove: async (name) => {
      const folder = await open()
      await folder.removeEntry(name)
      await folder.removeEntry(name + UNDER_WAY).catch(() => {})
    },
  }
}

/**
 * The browser's own: a guard against our mistakes, not against the browser's, which clears it with all the rest. Null
 * where there is none that can be written from a page.
 */
export function privateFolder(): CopyFolder | null {
  const { storage } = navigator
  const canWrite = 'FileSystemFileHandle' in globalThis && 'createWritable' in FileSystemFileHandle.prototype
  if (!storage?.getDirectory || !canWrite) return null
  return makeCopyFolder(async () => (await storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true }))
}
