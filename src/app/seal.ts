/**
 * A backup under a passphrase, by WebCrypto alone. The file is one line of JSON in ASCII and then bytes:
 *
 *     {"format":"recite-sealed","formatVersion":1,"kdf":"PBKDF2-HMAC-SHA-256","iterations":N,"salt":BASE64,
 *      "cipher":"AES-256-GCM","prefix":BASE64,"chunk":BYTES} LF
 *     CHUNK CHUNK … CHUNK
 *
 * The key is derived from the passphrase (NFC, UTF-8) with a fresh salt of 16 bytes, so that it serves this file alone.
 * The text is cut into chunks of `chunk` bytes, the last one shorter; each is encrypted for itself and followed by its
 * tag of 16 bytes. Its nonce of 12 bytes is the fresh prefix (7), its number from 0 (4, big-endian) and 1 for the last,
 * else 0 (1), so that chunks cannot be swapped, dropped or cut off unnoticed (the STREAM construction of Hoang,
 * Reyhanitabar, Rogaway and Vizár, 2015). The line with its line feed is authenticated with each chunk. Whoever loses
 * the passphrase has lost the file.
 */
type Header = {
  readonly format: 'recite-sealed'
  readonly formatVersion: 1
  readonly kdf: 'PBKDF2-HMAC-SHA-256'
  readonly iterations: number
  readonly salt: string
  readonly cipher: 'AES-256-GCM'
  readonly prefix: string
  readonly chunk: number
}

/** What OWASP advises for PBKDF2 with SHA-256 (Password Storage Cheat Sheet, 2023). */
const ITERATIONS = 600_000
/** A file that asks for more would only keep the device busy. */
const MOST_ITERATIONS = 10_000_000
const CHUNK_BYTES = 1_048_576
const TAG_BYTES = 16
const MOST_HEADER_BYTES = 1000

export async function sealBlob(plain: Blob, passphrase: string, iterations = ITERATIONS): Promise<Blob> {
  const header: Header = {
    format: 'recite-sealed',
    formatVersion: 1,
    kdf: 'PBKDF2-HMAC-SHA-256',
    iterations,
    salt: toBase64(crypto.getRandomValues(new Uint8Array(16))),
    cipher: 'AES-256-GCM',
    prefix: toBase64(crypto.getRandomValues(new Uint8Array(7))),
    chunk: CHUNK_BYTES,
  }
  const line = new TextEncoder().encode(`${JSON.stringify(header)}\n`)
  const key = await deriveKey(passphrase, header)
  const parts: Blob[] = [new Blob([line])]
  const count = Math.max(1, Math.ceil(plain.size / CHUNK_BYTES))
  for (let n = 0; n < count; n++) {
    const bytes = await plain.slice(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES).arrayBuffer()
    const how = { name: 'AES-GCM', iv: nonce(header, n, n === count - 1), additionalData: line }
    parts.push(new Blob([await crypto.subtle.encrypt(how, key, bytes)]))
  }
  return new Blob(parts)
}

export const isSealed = async (file: Blob): Promise<boolean> => (await readHeader(file)) !== null

/**
 * What was sealed, or null when nothing of it opens: the passphrase is another one. A chunk that was damaged is left
 * out, a line feed in its place: what is read then says what is missing.
 */
export async function openSealed(file: Blob, passphrase: string): Promise<Blob | null> {
  const found = await readHeader(file)
  if (!found) return null
  const { header, line } = found
  const key = await deriveKey(passphrase, header)
  const step = header.chunk + TAG_BYTES
  const count = Math.max(1, Math.ceil((file.size - line.length) / step))
  const parts: Blob[] = []
  let opened = 0
  for (let n = 0; n < count; n++) {
    const start = line.length + n * step
    const bytes = await file.slice(start, start + step).arrayBuffer()
    const chunk = await openChunk(key, header, line, n, n === count - 1, bytes)
    if (chunk) opened++
    parts.push(new Blob([chunk ?? '\n']))
  }
  return opened > 0 ? new Blob(parts) : null
}

/** Of a file that was cut off, the last chunk that is there was not written as the last. */
async function openChunk(
  key: CryptoKey,
  header: Header,
  additionalData: Uint8Array<ArrayBuffer>,
  n: number,
  isLast: boolean,
  bytes: ArrayBuffer,
): Promise<ArrayBuffer | null> {
  for (const last of isLast ? [true, false] : [false]) {
    try {
      const how = { name: 'AES-GCM', iv: nonce(header, n, last), additionalData }
      return await crypto.subtle.decrypt(how, key, bytes)
    } catch {
      // Not with this nonce, this key or these bytes.
    }
  }
  return null
}

async function deriveKey(passphrase: string, header: Header): Promise<CryptoKey> {
  const secret = new TextEncoder().encode(passphrase.normalize('NFC'))
  const base = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveKey'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64(header.salt), iterations: header.iterations }
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

function nonce(header: Header, n: number, isLast: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12)
  bytes.set(fromBase64(header.prefix), 0)
  new DataView(bytes.buffer).setUint32(7, n)
  bytes[11] = isLast ? 1 : 0
  return bytes
}

async function readHeader(file: Blob): Promise<{ header: Header; line: Uint8Array<ArrayBuffer> } | null> {
  const start = new Uint8Array(await file.slice(0, MOST_HEADER_BYTES).arrayBuffer())
  const end = start.indexOf(0x0a)
  if (end < 0) return null
  const line = start.slice(0, end + 1)
  try {
    const header = JSON.parse(new TextDecoder().decode(line)) as Header
    return isHeader(header) ? { header, line } : null
  } catch {
    return null
  }
}

function isHeader(header: Header): boolean {
  if (header?.format !== 'recite-sealed' || header.formatVersion !== 1 || header.cipher !== 'AES-256-GCM') return false
  const isCount = (value: number, most: number) => Number.isInteger(value) && value > 0 && value <= most
  return (
    header.kdf === 'PBKDF2-HMAC-SHA-256' &&
    isCount(header.iterations, MOST_ITERATIONS) &&
    isCount(header.chunk, 64 * CHUNK_BYTES) &&
    fromBase64(header.salt).length >= 8 &&
    fromBase64(header.prefix).length === 7
  )
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0))
