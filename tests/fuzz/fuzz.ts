import { makeRandom, type Random, randomInt } from '../../src/domain/random.ts'
import { ATOMS, mutateBytes, mutateJson, mutateText, pick } from './mutate.ts'

/** One way into the app for what strangers made. */
export type Reader = TextReader | BytesReader

type TextReader = {
  readonly kind: 'text' | 'json'
  readonly name: string
  /** Honest input, which is then spoilt. */
  readonly seeds: () => readonly string[] | Promise<readonly string[]>
  /** Takes it, or refuses it in the reader's own way. Throws, or rejects, for nothing else: not even for broken laws. */
  readonly read: (text: string) => unknown
  /** Puts right what a checksum would give away, so that what lies behind it is read as well. */
  readonly mend?: (text: string) => string
  /** What, many times over, took a square of the time before it was mended, or is made for this reader. */
  readonly atoms?: readonly string[]
  /** Longest input for which time is looked at, in UTF-16 units; the reader's own limit where it has one. */
  readonly most?: number
}

type BytesReader = {
  readonly kind: 'bytes'
  readonly name: string
  readonly seeds: () => Promise<readonly Uint8Array[]>
  readonly read: (bytes: Uint8Array) => unknown
}

/** What went wrong, and all that it takes to see it again. */
export class FuzzFault extends Error {
  constructor(reader: string, input: string | Uint8Array, cause: unknown) {
    const shown = typeof input === 'string' ? JSON.stringify(input) : Buffer.from(input).toString('base64')
    const words = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
    super(`${reader}: ${words}\ninput (${input.length}): ${shown.slice(0, 2000)}`, { cause })
    this.name = 'FuzzFault'
  }
}

const DEEPEST = 5

/** Gives the reader so many spoilt inputs, the same ones for the same seed. Throws `FuzzFault` for the first that breaks it. */
export async function fuzz(reader: Reader, seed: number, runs: number, onRun = (_run: number) => {}): Promise<void> {
  const random = makeRandom(seed)
  if (reader.kind === 'bytes') {
    const seeds = await reader.seeds()
    for (let run = 0; run < runs; run++) {
      onRun(run)
      let bytes = pick(seeds, random)
      if (run > 0) for (let i = randomInt(random, DEEPEST); i >= 0; i--) bytes = mutateBytes(bytes, random)
      await attempt(reader.name, bytes, () => reader.read(bytes))
    }
    return
  }
  const seeds = [...(await reader.seeds())]
  for (let run = 0; run < runs; run++) {
    onRun(run)
    const text = run < seeds.length ? (seeds[run] ?? '') : spoilt(reader, seeds, random)
    await attempt(reader.name, text, () => reader.read(text))
  }
}

function spoilt(reader: TextReader, seeds: readonly string[], random: Random): string {
  const mutate = reader.kind === 'json' && randomInt(random, 3) > 0 ? mutateJson : mutateText
  let text = pick(seeds, random)
  for (let i = randomInt(random, DEEPEST); i >= 0; i--) text = mutate(text, random, seeds)
  return reader.mend && randomInt(random, 2) === 0 ? reader.mend(text) : text
}

async function attempt(name: string, input: string | Uint8Array, read: () => unknown): Promise<void> {
  try {
    await read()
  } catch (thrown) {
    throw new FuzzFault(name, input, thrown)
  }
  if ('polluted' in {}) throw new FuzzFault(name, input, 'the prototype of every object was changed')
}

const MOST = 100_000
/** From so much time on, a doubling can be told from noise. In microseconds of this process. */
const MEASURABLE_US = 6_000
/** Four times the input takes four times as long; sixteen times would be a square. */
const MOST_RATIO = 10
const ATTEMPTS = 4

/**
 * Gives the reader more and more of the same, and looks at how its time grows: about in proportion, or it is a fault.
 * No time by itself is ever one. Processor time, and the least of several runs, so that a busy machine changes nothing.
 */
export async function checkGrowth(
  reader: Reader,
  atoms = reader.kind === 'bytes' ? ATOMS : [...(reader.atoms ?? []), ...ATOMS],
  most = MOST,
  onAtom = (_atom: string) => {},
): Promise<void> {
  if (reader.kind === 'bytes') return
  const longest = Math.min(most, reader.most ?? most)
  for (const atom of atoms) {
    onAtom(atom)
    const timeOf = (length: number) => cpuTime(() => reader.read(atom.repeat(Math.ceil(length / atom.length))))
    let length = 64
    while (length * 4 <= longest && (await timeOf(length)) < MEASURABLE_US) length *= 2
    if (length * 4 > longest) continue
    let ratio = Number.POSITIVE_INFINITY
    for (let i = 0; i < ATTEMPTS && ratio > MOST_RATIO; i++) {
      const [one, four] = [await timeOf(length), await timeOf(length * 4)]
      ratio = Math.min(ratio, four / Math.max(1, one))
    }
    if (ratio > MOST_RATIO)
      throw new FuzzFault(reader.name, atom, `${length} units four times over took ${ratio.toFixed(1)} times as long`)
  }
}

async function cpuTime(work: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 2; i++) {
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, user + system)
  }
  return least
}
