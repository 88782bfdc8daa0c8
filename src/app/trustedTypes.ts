type TrustedTypesFactory = {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown
}

/**
 * Allows our own built scripts, and nothing else, as workers and as the service worker. Without a `createHTML` in this
 * policy every string that reaches an HTML sink still throws. To be called before the first worker starts.
 */
export function allowOwnScripts(): void {
  const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes
  factory?.createPolicy('default', {
    createScriptURL(url) {
      if (isOwnScript(new URL(url, location.href), location.origin, import.meta.env.BASE_URL)) return url
      throw new TypeError(`not a script of this app: ${url}`)
    },
  })
}

/** The service worker, or a file that the build put, under a name with its hash, into `assets/`, `network/` or `wasm/`. */
export function isOwnScript(url: URL, origin: string, base: string): boolean {
  if (url.origin !== origin || !url.pathname.startsWith(base)) return false
  return /^(sw\.js|(assets|network|wasm)\/[\w.-]+\.js)$/.test(url.pathname.slice(base.length))
}
