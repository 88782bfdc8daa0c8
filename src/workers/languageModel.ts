/** Never part of the first load: fetched when it is first needed, and kept by the service worker from then on. */
const MODEL = new URL('../generator/english/model/en.bin', import.meta.url)

/** Its bytes; null where it is out of reach. */
export async function fetchModel(): Promise<Uint8Array | null> {
  try {
    const response = await fetch(MODEL)
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
  } catch {
    return null
  }
}

/** Whether cards can be made from text without a network. */
export async function hasModel(): Promise<boolean> {
  return 'caches' in globalThis && (await caches.match(MODEL.href)) !== undefined
}

/** Fetches it ahead of its first use, unless it is here or the learner asked the browser to save data. */
export async function keepModel(): Promise<void> {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } }
  if (connection?.saveData || !navigator.onLine || (await hasModel())) return
  await fetchModel()
}
