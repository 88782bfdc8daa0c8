import { cleanupOutdatedCaches, createHandlerBoundToURL, matchPrecache, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { CacheFirst } from 'workbox-strategies'

declare let self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: { url: string; revision: string | null }[] }

/** Big files that only some learners need: the language model, faces for rarer letters. Their names carry a hash. */
const LATE_CACHE = 'recite-late'
const LATE_FILES = /\/assets\/[^/]+\.(bin|wasm|woff2)$/

const RESCUE_FILES = /\/rescue\.(html|js|css)$/

/** The manifest's share target, and where what it brings is left for `app/shared.ts`. */
const SHARE_PATH = 'share'
const SHARED_CACHE = 'recite-shared'
const SHARED_KEY = 'shared-article'

// The page for when nothing else starts comes from the host where that answers: what is kept may be what is damaged.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && RESCUE_FILES.test(url.pathname),
  async ({ request }) => {
    const fresh = await fetch(request).catch(() => null)
    return fresh?.ok ? fresh : ((await matchPrecache(request.url)) ?? Response.error())
  },
)

// The shell, the built-in decks, fonts and icons: all there before the first offline start, or the install fails as one.
precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false })
cleanupOutdatedCaches()
// A file of its own, like the licences, is no page of the app.
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { denylist: [/\/[^/?]+\.(txt|json)$/] }))

registerRoute(
  ({ url, sameOrigin }) => sameOrigin && LATE_FILES.test(url.pathname),
  new CacheFirst({
    cacheName: LATE_CACHE,
    plugins: [
      {
        cacheWillUpdate: async ({ response }) => (response.status === 200 ? response : null),
        cacheDidUpdate: async ({ request }) => dropOlder(request.url),
      },
    ],
  }),
)

// What another app shares comes as a form, which no static host would take: it waits here until the page asks for it.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname === new URL(SHARE_PATH, self.registration.scope).pathname,
  async ({ request }) => {
    const form = await request.formData()
    const cache = await caches.open(SHARED_CACHE)
    await cache.put(new URL(SHARED_KEY, self.registration.scope).href, new Response(form))
    return Response.redirect(`${self.registration.scope}#/create?shared=1`, 303)
  },
  'POST',
)

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

// A new version waits until `app/update.ts` has made sure that no tab has a session open.
self.addEventListener('message', (event) => {
  if (event.data === 'activate') void self.skipWaiting()
})

/** Forgets the same file of earlier builds, which has the same name but another hash. */
async function dropOlder(url: string): Promise<void> {
  const cache = await caches.open(LATE_CACHE)
  for (const { url: other } of await cache.keys())
    if (other !== url && withoutHash(other) === withoutHash(url)) await cache.delete(other)
}

const withoutHash = (url: string): string => url.replace(/-[\w-]{8}(?=\.\w+$)/, '')
