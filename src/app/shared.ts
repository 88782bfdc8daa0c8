/** Where the service worker leaves what the share sheet brought; `sw.ts` has the same names. */
const CACHE = 'recite-shared'
const KEY = 'shared-article'

export type Shared = {
  readonly title: string
  readonly text: string
  readonly url: string
  readonly file: File | null
}

/** What another app shared with this one, once: reading it takes it away. Null where nothing waits. */
export async function takeShared(): Promise<Shared | null> {
  if (!('caches' in globalThis)) return null
  const cache = await caches.open(CACHE)
  const key = import.meta.env.BASE_URL + KEY
  const response = await cache.match(key)
  if (!response) return null
  await cache.delete(key)
  const form = await response.formData()
  const words = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const file = form.get('article') ?? form.get('deck')
  return {
    title: words('title'),
    text: words('text'),
    url: words('url'),
    file: file instanceof File && file.size > 0 ? file : null,
  }
}

/** Many apps put a page's address where its text should be. */
export const isAddress = (text: string): boolean => /^\s*https?:\/\/\S+\s*$/.test(text)
