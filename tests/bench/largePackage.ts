import { makeRandom } from '../../src/domain/random.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts'
import type { Cell } from '../../src/formats/anki/collection.ts'
import { confJson, decksJson, idOf, modelsJson, presetsJson } from '../../src/formats/anki/outSchema.ts'
import { OWN_TYPES } from '../../src/formats/anki/ownTypes.ts'
import { packZip } from '../../src/formats/anki/packZip.ts'
import { makeDatabase } from '../../src/workers/ankiDatabase.ts'
import { startSql } from '../formats/anki/fixtures.ts'

/** A learner of many years: so many notes in ten decks, a card each, six reviews a card, and pictures. */
export const LARGE = { notes: 50_000, reviews: 300_000, pictures: 350 }

const WORDS = 'river stone early ground table seven without between light number people water answer story'.split(' ')
const DAY_S = 86_400
/** Studied over these days, up to `now`. */
const DAYS = 1000

export async function largePackage(now: number, size: typeof LARGE = LARGE): Promise<Uint8Array> {
  const random = makeRandom(11)
  const pick = (n: number) => Math.floor(random() * n)
  const sentence = (words: number) => Array.from({ length: words }, () => WORDS[pick(WORDS.length)]).join(' ')
  const type = OWN_TYPES.qa
  const typeId = Number(type.id.slice(5))
  const today = Math.floor(now / 1000 / DAY_S)
  const dayZero = today - DAYS
  const decks = Array.from({ length: 10 }, (_, n) => ({ id: idOf(`deck ${n}`), name: `Large::Part ${n}`, presetId: 1 }))
  const [notes, cards, revlog]: [Cell[][], Cell[][], Cell[][]] = [[], [], []]
  const perCard = size.reviews / size.notes
  for (let n = 0; n < size.notes; n++) {
    const id = 1_500_000_000_000 + n
    const picture = n % 100 === 0 ? `<img src="picture${(n / 100) % size.pictures}.png">` : ''
    const fields = [
      `${sentence(12)}? ${n} ${picture}`,
      sentence(25),
      '',
      sentence(40),
      sentence(8),
      'https://example.org/',
    ]
    notes.push([id, `guid${n}`, typeId, 1_600_000_000, -1, ' made ', fields.join('\u001f'), fields[0] ?? '', 0, 0, ''])
    let day = dayZero + pick(300)
    let interval = 1
    for (let i = 0; i < perCard; i++) {
      const again = i > 0 && random() < 0.15
      const next = again ? 1 : Math.ceil(interval * 2.3)
      const at = (day * DAY_S + 10 * 3600) * 1000 + n * 97 + i
      const kind = i === 0 ? 0 : 1
      revlog.push([at, id, -1, again ? 1 : 3, next, i === 0 ? 0 : interval, again ? 700 : 450, 6000, kind])
      interval = next
      day = Math.min(day + interval, today)
    }
    const data = JSON.stringify({ s: interval, d: 5.1, dr: 0.9, decay: 0.154, lrt: day * DAY_S })
    const due = day - dayZero + interval
    const deckId = decks[n % decks.length]?.id ?? 1
    cards.push([id, id, deckId, 0, day * DAY_S, -1, 2, 2, due, interval, 2500, perCard, 1, 0, 0, 0, 0, data])
  }
  revlog.sort((a, b) => Number(a[0]) - Number(b[0]))
  for (const [i, row] of revlog.entries()) row[0] = Math.max(Number(row[0]), Number(revlog[i - 1]?.[0] ?? 0) + 1)
  const created = dayZero * DAY_S + 4 * 3600
  const [models, conf] = [modelsJson(new Map([[typeId, type]])), confJson(DEFAULT_SETTINGS, 0, size.notes)]
  const presets = presetsJson([{ id: 1, name: 'Default', settings: DEFAULT_SETTINGS }])
  const col = [1, created, now, now, 11, 0, 0, 0, conf, models, decksJson(decks), presets, '{}']
  const database = makeDatabase(await startSql(), { col, notes, cards, revlog })
  const names = Array.from({ length: size.pictures }, (_, n) => `picture${n}.png`)
  const noise = Uint8Array.from({ length: 100_000 }, () => pick(256))
  const pieces: Uint8Array[] = []
  await packZip(
    [
      { name: 'meta', bytes: async () => new Uint8Array([8, 2]), deflate: false },
      { name: 'collection.anki21', bytes: async () => database, deflate: true },
      { name: 'media', bytes: async () => new TextEncoder().encode(JSON.stringify({ ...names })), deflate: false },
      ...names.map((_, n) => ({
        name: String(n),
        bytes: async () => noise.with(0, n % 256).with(1, n >> 8),
        deflate: false,
      })),
    ],
    (piece) => pieces.push(piece.slice()),
  )
  return new Uint8Array(Buffer.concat(pieces))
}
