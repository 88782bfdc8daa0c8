import { CARD_SCRIPT } from './cardFrame.ts'

/**
 * The page's Content-Security-Policy. The page talks to its own origin only, runs no string as code, and hands no
 * string to an HTML or script sink outside the named Trusted Types policies (Solid's templates; the frame of strangers' cards; our own workers).
 */
const DIRECTIVES: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  // The frame of strangers' cards is part of the page, and its script is named by what it hashes to.
  'script-src': `'self' ${CARD_SCRIPT}`,
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'media-src': "'self' blob: data:",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'frame-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'object-src': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'solid-template card-frame default',
}

/** For the meta tag, which every host serves, even one that takes no headers. */
export const CONTENT_SECURITY_POLICY = Object.entries(DIRECTIVES)
  .map(([name, value]) => `${name} ${value}`)
  .join('; ')

/**
 * The policy of the one worker that may reach other hosts: connect, and nothing else. A worker obeys the policy that its
 * own script came with, never the page's meta tag; so where a host sets no headers, workers have none, and the meta tag
 * holds the page alone.
 */
const NETWORK_WORKER_POLICY = "default-src 'none'; connect-src http: https:; require-trusted-types-for 'script'"

/** The policy of the one worker that runs WebAssembly, fetched from our own origin: it reads strangers' databases. */
const WASM_WORKER_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'"

/** Workers with a policy of their own lie in folders of their own, since hosts join all policies whose pattern matches. */
const FOLDERS: ReadonlyMap<string, string> = new Map([
  ['network.worker', 'network'],
  ['anki.worker', 'wasm'],
])

/** The name of a worker's file in the build. */
export const workerFile = ({ name }: { readonly name: string }): string =>
  `${FOLDERS.get(name) ?? 'assets'}/[name]-[hash].js`

/**
 * The headers file that Netlify, Cloudflare Pages and `npm run serve` read: the page's policy, those two workers', and
 * what a meta tag cannot say (who may frame the app, what may be kept for ever). No two sections set the same header for
 * one file.
 */
export function headersFile(base: string): string {
  const everywhere = {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  }
  const page = { 'Content-Security-Policy': `${CONTENT_SECURITY_POLICY}; frame-ancestors 'self'` }
  const forEver = { 'Cache-Control': 'public, max-age=31536000, immutable' }
  return [
    section(`${base}*`, everywhere),
    ...['', 'index.html', 'sw.js'].map((file) => section(base + file, page)),
    // Every icon asks for its sprite: one answer must serve them all.
    ...['icons.svg', 'more-icons.svg'].map((file) => section(base + file, { 'Cache-Control': 'public, max-age=600' })),
    section(`${base}assets/*`, { ...page, ...forEver }),
    section(`${base}network/*`, { 'Content-Security-Policy': NETWORK_WORKER_POLICY, ...forEver }),
    section(`${base}wasm/*`, { 'Content-Security-Policy': WASM_WORKER_POLICY, ...forEver }),
  ].join('\n')
}

function section(pattern: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)
  return `${pattern}\n${lines.join('\n')}\n`
}
