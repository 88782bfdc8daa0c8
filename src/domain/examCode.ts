import { type Blueprint, MOST_MINUTES, MOST_QUESTIONS, MOST_WEIGHT, type PoolNote, QUESTION_KINDS } from './exam.ts'
import type { Seed } from './examCompose.ts'
import { hashText, hashToSeed } from './hash.ts'

/** What a code stands for. `content` tells whether the cards at hand are those that it was made for. */
export type ExamCode = { readonly blueprint: Blueprint; readonly seed: Seed; readonly content: number }

/** Seeds that a code can name: below this. */
export const SEEDS = 1 << 16

/** Digits and letters without I, L, O and U, which are read as others (Crockford's base 32). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const ORDERS = ['random', 'sequential'] as const
const FEEDBACKS = ['end', 'once'] as const
const MARKINGS = ['tolerant', 'exact', 'self'] as const
const PASS_STEPS = 20

/** Fields in their order, each with its width in bits: 80 with the check, 16 letters. Append nothing; make a new code. */
const WIDTHS = {
  seed: 16,
  content: 16,
  count: 8,
  mix: 14,
  order: 1,
  shuffle: 1,
  limit: 8,
  pass: 5,
  feedback: 1,
  marking: 2,
}
const CHECK_BITS = 8

/**
 * `7Q4K-0M2X-…`: gives the identical paper to whoever has the same cards. Null for `weakest`, which is each learner's
 * own. Whether answers count for the schedule is not in it.
 */
export function formatCode({ blueprint, seed, content }: ExamCode): string | null {
  if (blueprint.order === 'weakest') return null
  const fields: Record<keyof typeof WIDTHS, number> = {
    seed,
    content,
    count: Math.min(blueprint.count, MOST_QUESTIONS),
    mix: QUESTION_KINDS.reduce((bits, kind) => bits * 4 + Math.min(blueprint.mix[kind], MOST_WEIGHT), 0),
    order: ORDERS.indexOf(blueprint.order),
    shuffle: blueprint.shuffleOptions ? 1 : 0,
    limit: blueprint.limitMinutes ?? 0,
    pass: Math.round(blueprint.passRatio * PASS_STEPS),
    feedback: FEEDBACKS.indexOf(blueprint.feedback),
    marking: MARKINGS.indexOf(blueprint.marking),
  }
  const bits = Object.entries(WIDTHS)
    .map(([name, width]) => binary(fields[name as keyof typeof WIDTHS], width))
    .join('')
  const all = bits + binary(checkOf(bits), CHECK_BITS)
  const letters = (all.match(/.{5}/g) ?? []).map((five) => LETTERS[Number.parseInt(five, 2)])
  return (letters.join('').match(/.{4}/g) ?? []).join('-')
}

/** What a code says, whatever its case and hyphens; null for a text that is none or was mistyped. */
export function parseCode(text: string): ExamCode | null {
  const letters = text.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1').replace(/[\s-]/g, '')
  if (letters.length !== 16 || [...letters].some((letter) => !LETTERS.includes(letter))) return null
  const all = [...letters].map((letter) => binary(LETTERS.indexOf(letter), 5)).join('')
  const bits = all.slice(0, -CHECK_BITS)
  if (Number.parseInt(all.slice(-CHECK_BITS), 2) !== checkOf(bits)) return null
  let at = 0
  const take = (width: number): number => {
    at += width
    return Number.parseInt(bits.slice(at - width, at), 2)
  }
  const seed = take(WIDTHS.seed)
  const content = take(WIDTHS.content)
  const count = take(WIDTHS.count)
  const weights = binary(take(WIDTHS.mix), WIDTHS.mix).match(/../g) ?? []
  const mix = Object.fromEntries(QUESTION_KINDS.map((kind, i) => [kind, Number.parseInt(weights[i] ?? '0', 2)]))
  const order = ORDERS[take(WIDTHS.order)] ?? 'random'
  const shuffleOptions = take(WIDTHS.shuffle) === 1
  const limit = take(WIDTHS.limit)
  const passRatio = take(WIDTHS.pass) / PASS_STEPS
  const feedback = FEEDBACKS[take(WIDTHS.feedback)] ?? 'end'
  const marking = MARKINGS[take(WIDTHS.marking)]
  if (count > MOST_QUESTIONS || limit > MOST_MINUTES || passRatio > 1 || marking === undefined) return null
  const blueprint: Blueprint = {
    count,
    mix: mix as Blueprint['mix'],
    order,
    shuffleOptions,
    limitMinutes: limit === 0 ? null : limit,
    passRatio,
    feedback,
    marking,
    teaches: false,
  }
  return { blueprint, seed, content }
}

/** 16 bits of all that a paper is made of: ids and words of the notes, in no order. */
export function contentOf(pool: readonly PoolNote[]): number {
  const notes = pool.map(({ note }) =>
    hashText(JSON.stringify([note.id, note.content, note.accepted, note.distractors.map((each) => each.text)])),
  )
  return hashToSeed([...new Set(notes)].sort().join()) & 0xffff
}

const binary = (value: number, width: number): string => value.toString(2).padStart(width, '0').slice(-width)

const checkOf = (bits: string): number => hashToSeed(bits) & 0xff
