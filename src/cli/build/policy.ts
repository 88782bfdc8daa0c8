/**
 * The page's Content-Security-Policy. The page talks to its own origin only, runs no string as code, and hands no
 * string to an HTML or script sink outside the two named Trusted Types policies (Solid's templates; our own workers).
 */
const DIRECTIVES: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
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
  'trusted-types': 'solid-template default',
}

/** For the meta tag, which every host serves, even one that takes no headers. */
export const CONTENT_SECURITY_POLICY = Object.entries(DIRECTIVES)
  .map(([name, value]) => `${name} ${value}`)
  .join('; ')

/**
 * The headers file that Netlify, Cloudflare Pages and `npm run serve` read: the same policy, and what a meta tag cannot
 * say (who may frame the app, what may be kept for ever).
 */
export function headersFile(base: string): string {
  const everywhere = {
    'Content-Security-Policy': `${CONTENT_SECURITY_POLICY}; frame-ancestors 'self'`,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  }
  return [
    section(`${base}*`, everywhere),
    // Every icon asks for the sprite: one answer must serve them all.
    section(`${base}icons.svg`, { 'Cache-Control': 'public, max-age=600' }),
    section(`${base}assets/*`, { 'Cache-Control': 'public, max-age=31536000, immutable' }),
  ].join('\n')
}

function section(pattern: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)
  return `${pattern}\n${lines.join('\n')}\n`
}
