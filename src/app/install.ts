import { createSignal } from 'solid-js'

/** How the app may come to the home screen of this device. */
export type Install =
  | { readonly kind: 'installed' }
  /** The browser offers it: `ask` shows its question. */
  | { readonly kind: 'offered'; readonly ask: () => Promise<void> }
  /** Safari on iOS: by hand, and the installed app starts with storage of its own. */
  | { readonly kind: 'by-hand' }
  | { readonly kind: 'unknown' }

type InstallPrompt = Event & { readonly prompt: () => Promise<unknown> }

const [offer, setOffer] = createSignal<InstallPrompt | null>(null)

if (typeof addEventListener === 'function') {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    setOffer(event as InstallPrompt)
  })
  addEventListener('appinstalled', () => setOffer(null))
}

export function install(): Install {
  const { standalone } = navigator as { standalone?: boolean }
  if (standalone || matchMedia('(display-mode: standalone)').matches) return { kind: 'installed' }
  const prompt = offer()
  if (prompt) {
    const ask = async () => {
      setOffer(null)
      await prompt.prompt()
    }
    return { kind: 'offered', ask }
  }
  // Only Safari on iOS has this property, whatever the browser calls itself.
  return { kind: standalone === false ? 'by-hand' : 'unknown' }
}

/**
 * Whether this looks like a private window, whose data goes when it closes. Some browsers keep such a window from
 * service workers, from the origin-private file system or from local storage; others cannot be told from the outside.
 */
export async function looksPrivate(): Promise<boolean> {
  if (!globalThis.isSecureContext) return false
  if (!('serviceWorker' in navigator)) return true
  try {
    localStorage.getItem('')
    await navigator.storage?.getDirectory?.()
    return false
  } catch {
    return true
  }
}
