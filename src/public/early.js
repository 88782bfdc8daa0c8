// Runs before the first paint, and before the app's own code is there.
;(() => {
  // The key of `storage/canary.ts`. Where storage is forbidden, nothing is known, and nothing fetched ahead.
  const isFirstVisit = () => {
    try {
      return localStorage.getItem('recite.canary') === null
    } catch {
      return false
    }
  }
  const load = (href, attributes) => {
    const link = document.createElement('link')
    document.head.append(Object.assign(link, attributes, { crossOrigin: '', href }))
  }

  // The page that the address names, which the app would only ask for once it runs.
  const [, page] = /^#\/(\w+)/.exec(location.hash) ?? []
  const parts = page && document.querySelector(`meta[name="page-parts"][data-page="${page}"]`)
  for (const href of parts ? parts.content.split(' ') : [])
    load(href, href.endsWith('.css') ? { rel: 'preload', as: 'style' } : { rel: 'modulepreload' })

  // A first visit to such a page shows nothing before the decks that ship are there; the way in does.
  if (parts && isFirstVisit())
    for (const { content } of document.querySelectorAll('meta[name="shipped-deck"]'))
      load(content, { rel: 'preload', as: 'fetch' })

  // From the cache the text faces come with the page; over the network words come first, and `main.tsx` loads the faces.
  if (navigator.serviceWorker?.controller)
    for (const { content } of document.querySelectorAll('meta[name="text-face"]'))
      load(content, { rel: 'preload', as: 'font', type: 'font/woff2' })

  // A chosen theme must not flash the other one. `ui` keeps the choice, if there is one, under this key; without it the
  // system's theme applies.
  try {
    const theme = localStorage.getItem('recite.theme')
    if (theme !== 'light' && theme !== 'dark') return
    document.documentElement.dataset.theme = theme
    const colour = theme === 'dark' ? '#0b1414' : '#ecf3ee'
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.setAttribute('content', colour)
  } catch {
    // Storage may be forbidden; the system's theme will do.
  }
})()

// Where the app's own code fails to load or to run, there is still the way to take one's data along. The page says so in
// any case; this hides it until it is true. If not even this script arrives, it shows at once.
;(() => {
  const PATIENCE_MS = 3000
  const hiding = new CSSStyleSheet()
  hiding.insertRule('#late { display: none }')
  document.adoptedStyleSheets.push(hiding)
  let isWaiting = false
  const offer = () => {
    if (!document.getElementById('root')?.hasChildNodes()) hiding.deleteRule(0)
  }
  const notice = () => {
    if (isWaiting) return
    isWaiting = true
    setTimeout(offer, PATIENCE_MS)
  }
  // In the capturing phase also for scripts that could not be loaded.
  addEventListener('error', notice, true)
  addEventListener('unhandledrejection', notice)
})()
