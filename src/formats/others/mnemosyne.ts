import type { MediaHash } from '../../domain/media.ts'
import { mediaNamesIn } from '../../domain/mediaNames.ts'
import type { Face } from '../../domain/note.ts'
import { asContent, faceOfOrdinal } from '../../domain/noteType.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { DAY_MS, toStudyDay } from '../../domain/time.ts'
import { makeTally, type Tally } from '../anki/leftOut.ts'
import { mediaTypeOf } from '../anki/mediaTypes.ts'
import type { AnkiProblem } from '../anki/problem.ts'
import { memoryFromEase } from '../anki/sm2.ts'
import { type CardPast, gather, nameOf, type OtherImport, type ReadContext, type ReadNote } from './gather.ts'
import { FACT_TYPES, type FactType, plainType } from './mnemosyneTypes.ts'
import type { Schedule } from './schedule.ts'
import { type Entry, readXmlLog } from './xmlLog.ts'

/**
 * What Mnemosyne 2 shares: a zip with `cards.xml`, `METADATA` and media. The XML is a log of what was added: tags (10),
 * facts (16), cards (6), views (19), types (22), media (13); what is said of a thing stands in attributes, a fact's
 * texts in elements within.
 */

const SECONDS_PER_DAY = 86_400

export function readMnemosyne(xml: string, metadata: string, context: ReadContext): Result<OtherImport, AnkiProblem> {
  const log = readXmlLog(xml, 'openSM2sync')
  if (!log.ok) return log
  const tally = makeTally()
  const deck = /^card_set_name:(.*)$/m.exec(metadata)?.[1]?.trim() || nameOf(context.fileName)
  const tags = new Map(of(log.value, '10').map(({ attributes, texts }) => [attributes.o_id, texts.get('name') ?? '']))
  const cards = new Map<string, Entry[]>()
  for (const card of of(log.value, '6')) {
    const fact = card.attributes.fact ?? ''
    const own = cards.get(fact)
    if (own) own.push(card)
    else cards.set(fact, [card])
  }
  const types = new Map<string, FactType>()
  const notes = of(log.value, '16').flatMap((fact): ReadNote[] => {
    const id = fact.attributes.o_id ?? ''
    const own = cards.get(id) ?? []
    cards.delete(id)
    const note = noteOf(fact, own, types, context, tally)
    if (note === null) return []
    const named = own.flatMap((card) => (card.attributes.tags ?? '').split(',')).map((tag) => tags.get(tag) ?? '')
    const said = named.filter((tag) => tag !== '' && tag !== '__UNTAGGED__').map((tag) => tag.replace(/\s+/g, '_'))
    return [{ deck, key: `fact ${id}`, tags: said, ...note }]
  })
  for (const left of cards.values()) tally.add('cards-without-note', left.length)
  if (notes.length === 0) return err({ kind: 'shape', detail: 'there is no card in it' })
  return ok(gather('mnemosyne', notes, context, tally))
}

const of = (log: readonly Entry[], kind: string): readonly Entry[] =>
  log.filter(({ attributes }) => attributes.type === kind)

type Noted = Pick<ReadNote, 'content' | 'past'>

function noteOf(
  fact: Entry,
  cards: readonly Entry[],
  types: Map<string, FactType>,
  context: ReadContext,
  tally: Tally,
): Noted | null {
  const [first] = cards
  if (!first) {
    tally.add('notes-without-cards')
    return null
  }
  const base = (first.attributes.card_t ?? '').split('::')[0] ?? ''
  const known = Object.hasOwn(FACT_TYPES, base) ? FACT_TYPES[base] : undefined
  const keys = [...fact.texts.keys()].slice(0, 50)
  const name = keys.join('\u0000')
  const { keys: order, type } = known ?? types.get(name) ?? plainType(keys)
  if (!known) {
    if (!types.has(name)) tally.add('types-as-plain')
    types.set(name, { keys: order, type })
  }
  const media: Record<string, MediaHash> = {}
  const fields = order.map((key) => {
    const html = htmlOf(fact.texts.get(key) ?? '')
    addMedia(media, html, context, tally)
    return type.kind === 'cloze' ? gapped(html) : html
  })
  const past = new Map<Face, CardPast>()
  const ordinals = new Set<number>()
  for (const card of cards) {
    const ordinal = ordinalOf(card, type.kind)
    const isThere =
      type.kind === 'cloze' ? (fields[0] ?? '').includes(`{{c${ordinal + 1}::`) : ordinal < type.templates.length
    if (!isThere) tally.add('cards-without-template')
    else if (ordinals.has(ordinal)) tally.add('cards-twice')
    else {
      ordinals.add(ordinal)
      past.set(faceOfOrdinal(type, ordinal), { schedule: scheduleOf(card, context, tally) })
    }
  }
  const content = { kind: 'template' as const, type, fields, media, changed: 0 }
  return { content: asContent({ ...content, cards: [...ordinals].sort((a, b) => a - b) }), past }
}

/** Of a view its number; of a gap its place, which lies beside. */
function ordinalOf(card: Entry, kind: 'fields' | 'cloze'): number {
  const index = /['"]index['"]:\s*(\d{1,3})\b/.exec(card.texts.get('extra') ?? '')?.[1]
  if (kind === 'cloze') return Number(index ?? 0)
  return Math.max(0, Number(/\.(\d{1,2})$/.exec(card.attributes.fact_v ?? '')?.[1] ?? 1) - 1)
}

const SOURCE = /(<(?:img|audio|video|source)\b[^<>]{0,2000}?\bsrc\s*=\s*)(?:"([^"<>]{1,1000})"|'([^'<>]{1,1000})')/gi

/** Lines break where they break; maths, pictures and sounds as they are written here. Names have no folders. */
const htmlOf = (text: string): string =>
  text
    .trim()
    .replace(
      /<\$\$>([^<]{0,5000})<\/\$\$>|<latex>([^<]{0,5000})<\/latex>/g,
      (_, a?: string, b?: string) => `\\[${a ?? b ?? ''}\\]`,
    )
    .replace(/<\$>([^<]{0,5000})<\/\$>/g, (_, tex: string) => `\\(${tex}\\)`)
    .replace(SOURCE, (_, head: string, a?: string, b?: string) => `${head}"${flat(a ?? b ?? '')}"`)
    .replace(/<audio\b[^<>]{0,2000}?\bsrc\s*=\s*"([^"<>]{1,1000})"[^<>]{0,2000}>(?:<\/audio>)?/gi, '[sound:$1]')
    .replace(/\r?\n/g, '<br>')

const flat = (path: string): string => (/^[a-z]+:/i.test(path) ? path : path.replaceAll('/', '_'))

function addMedia(media: Record<string, MediaHash>, html: string, { mediumOf }: ReadContext, tally: Tally): void {
  for (const name of mediaNamesIn(html)) {
    const hash = mediumOf(name)
    if (hash !== null) media[name] = hash
    else tally.add(mediaTypeOf(name) === null ? 'media-kinds' : 'media-missing')
  }
}

/** `[words:hint]` are gaps, each one card, but for those behind a backslash. */
function gapped(html: string): string {
  let number = 0
  return html.replace(/(\\?)\[([^[\]]{1,5000})\]/g, (whole, escaped: string, inner: string) => {
    if (escaped !== '' || inner.startsWith('sound:')) return whole
    const at = inner.indexOf(':')
    const words = at < 0 ? inner : inner.slice(0, at)
    const hint = at < 0 ? '' : `::${inner.slice(at + 1)}`
    return `{{c${++number}::${words}${hint}}}`
  })
}

/** Seconds: `l_rp` of the last review, `n_rp` of the midnight (UTC) that the next one follows; grades from 2 are known. */
function scheduleOf({ attributes }: Entry, { momentAt }: ReadContext, tally: Tally): Schedule | null {
  const [grade, ease, last, next] = ['gr', 'e', 'l_rp', 'n_rp'].map((key) => Number(attributes[key] ?? -1))
  if (!(grade !== undefined && grade >= 0)) return null
  const isKnown =
    grade >= 2 && last !== undefined && next !== undefined && last > 0 && next > 0 && next < 1e10 && last < 1e10
  if (!isKnown) {
    tally.add('cards-without-log')
    return null
  }
  const days = Math.max(1, (next - last) / SECONDS_PER_DAY)
  const due = toStudyDay(Math.floor((next * 1000) / DAY_MS))
  return { ...memoryFromEase(days, Number.isFinite(ease) ? (ease ?? 2.5) : 2.5), due, reviewed: momentAt(last * 1000) }
}
