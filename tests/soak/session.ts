import { createBrowse } from '../../src/app/browse.ts'
import { removalEvent } from '../../src/app/deckEvents.ts'
import { mergeBackup } from '../../src/app/restore.ts'
import { createStudy } from '../../src/app/study.ts'
import { takeDeck } from '../../src/app/takeDeck.ts'
import { createUndo } from '../../src/app/undo.ts'
import type { BulkAction } from '../../src/domain/bulk.ts'
import type { Deck } from '../../src/domain/deck.ts'
import type { Note, NoteId } from '../../src/domain/note.ts'
import { makeRandom, type Random } from '../../src/domain/random.ts'
import { RATINGS } from '../../src/domain/rating.ts'
import { DAY_MS, dueOnDay, MINUTE_MS, toInstant, toStudyDay } from '../../src/domain/time.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { decodeBackup } from '../../src/formats/backupReader.ts'
import { type AppTab, type Device, makeDevice } from '../app/device.ts'
import { same } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { everything, makeDeck } from '../storage/world.ts'
import { assertQueue } from './queueLaws.ts'

/**
 * A learner with two devices does `steps` things at random, chosen by the seed: after each the queue's laws hold, at the
 * end the store's; then each device takes the other's backup, and both must know the same. Rejects with the seed and
 * what was done.
 */
export async function playSession(seed: number, steps: number): Promise<void> {
  const random = makeRandom(seed)
  const players = [await startPlayer(), await startPlayer()] as const
  const done: string[] = []
  try {
    for (let i = 0; i < steps; i++) {
      const [me, other] = random() < 0.75 ? players : [players[1], players[0]]
      const name = pick(STEP_NAMES, random)
      done.push(`${me === players[0] ? 'a' : 'b'}: ${name}`)
      me.device.at += Math.ceil(random() * 5) * MINUTE_MS
      await STEPS[name](me, random, other)
      await assertQueue(me.tab)
    }
    for (const player of players) await assertWhole(player.tab.store)
    done.push('each takes the backup of the other')
    await mergeFrom(players[0], players[1])
    await mergeFrom(players[1], players[0])
    await assertAgree(players[0].tab, players[1].tab)
  } catch (thrown) {
    const why = thrown instanceof Error ? (thrown.stack ?? thrown.message) : JSON.stringify(thrown)
    throw new Error(`seed ${seed}, after ${done.join(', ')}: ${why}`)
  } finally {
    for (const { device } of players) await device.closeAll()
  }
}

type Player = { readonly device: Device; tab: AppTab }
type Step = (me: Player, random: Random, other: Player) => Promise<void>

const STEPS = {
  answer: async ({ device, tab }, random) => {
    const { it: study, leave } = tab.use(() => createStudy({ kind: 'due', scope: null }))
    await soon(() => study.view().phase !== 'loading')
    for (let i = Math.ceil(random() * 4); i > 0; i--) {
      if (study.view().phase === 'finished') break
      await soon(() => study.view().phase === 'question')
      device.at += 1000 + Math.round(random() * 30_000)
      study.reveal()
      study.rate(pick(RATINGS, random))
      await soon(() => study.view().phase !== 'answer')
    }
    await settle(tab)
    leave()
  },
  'set aside in study': async ({ device, tab }, random) => {
    const { it: study, leave } = tab.use(() => createStudy({ kind: 'due', scope: null }))
    await soon(() => study.view().phase !== 'loading')
    device.at += 1000
    if (study.view().phase === 'question') {
      study.act(pick(['bury', 'suspend', 'buryNote', 'flag', 'mark', 'remove'] as const, random))
      await soon(() => study.done() !== null)
    }
    await settle(tab)
    leave()
  },
  undo: async ({ device, tab }, random) => {
    const { it: undo, leave } = tab.use(createUndo)
    for (let i = Math.ceil(random() * 3); i > 0; i--) {
      device.at += 1000
      await undo.undo()
    }
    leave()
  },
  'do and undo': async (me, random) => {
    const before = await shown(me.tab)
    await actOnSome(me, random, true)
    same(await shown(me.tab), before, 'what was there before')
  },
  act: (me, random) => actOnSome(me, random, false),
  edit: async ({ device, tab }, random) => {
    const { it: browse, leave } = tab.use(() => createBrowse())
    await soon(() => browse.search.hits().complete)
    const position = Math.floor(random() * browse.search.hits().rows.length)
    browse.want(position, position + 1)
    await soon(() => browse.cardAt(position) !== undefined || browse.search.hits().rows.length === 0)
    const card = browse.cardAt(position)
    device.at += 1000
    if (card && random() < 0.2) await browse.restoreNote(card)
    else if (card) await browse.saveNote(card, reworded(card.note, random), random() < 0.2)
    leave()
  },
  import: async ({ tab }, random) => {
    const name = pick(DECKS, random)
    const here = (await tab.store.decks()).find((deck) => deck.id === name)
    const before = random() < 0.3 ? await everything(tab.store) : null
    const takeBack = await takeDeck(tab.services, deckOfVersion(name, (here?.version ?? 0) + 1))
    if (!before) return
    await takeBack()
    // The log only grows: what was merged into my texts, and that it was taken back.
    const after = { ...(await everything(tab.store)), events: before.events }
    same(after, before, 'what was there before the import')
  },
  'remove a deck': async ({ tab }, random) => {
    if (random() >= 0.3) return
    const { id } = makeDeck(pick(DECKS, random), 0)
    const isHere = (await tab.store.decks()).some((deck) => deck.id === id)
    if (isHere) await tab.store.removeDeck(id, { events: [removalEvent(tab.services, id)] })
  },
  'move and rename': async (me, random) => {
    const { tab, device } = me
    const { it: undo, leave } = tab.use(createUndo)
    device.at += 1000
    const deckId = makeDeck(pick(DECKS, random), 0).id
    const title = random() < 0.7 ? `Mine::${Math.floor(random() * 10)}` : null
    const when = tab.services.moment()
    await undo.run(async () => ({
      events: [{ ...when, id: tab.services.clock.next(when.at), kind: 'title', deckId, title }],
      cards: [],
    }))
    leave()
    await actOnSome(me, random, random() < 0.3, [{ kind: 'move', deckId }])
  },
  'write a note': async ({ tab, device }, random) => {
    const [base] = makeDeck('own', 1).notes
    if (!base) return
    const { it: undo, leave } = tab.use(createUndo)
    device.at += 1000
    const when = tab.services.moment()
    const id = tab.services.clock.next(when.at)
    const note = reworded({ ...base, id: `own-${id}` as NoteId, evidence: [] }, random)
    const deckId = makeDeck(pick(DECKS, random), 0).id
    await undo.run(async () => ({
      events: [{ ...when, id, kind: 'move', noteId: note.id, from: null, deckId, note }],
      cards: [],
    }))
    leave()
  },
  setting: async ({ tab }, random) => {
    const change = [{ newPerDay: 3 }, { rolloverHour: 2 }, { burySiblings: false }, { desiredRetentionRatio: 0.8 }]
    await tab.services.settings.change(pick(change, random))
  },
  merge: (me, _random, other) => mergeFrom(me, other),
  rollover: async ({ device }, random) => {
    device.at += Math.ceil(random() * 3) * DAY_MS
  },
  'change of time zone': async ({ device }, random) => {
    device.offsetMinutes = pick([-600, -300, 0, 330, 540, 840], random)
  },
  'start again': async (me) => {
    await me.tab.close()
    me.tab = await me.device.open()
  },
} satisfies Record<string, Step>

const STEP_NAMES = Object.keys(STEPS) as (keyof typeof STEPS)[]
const DECKS = ['d', 'e'] as const

async function startPlayer(): Promise<Player> {
  const device = makeDevice()
  const tab = await device.open()
  for (const name of DECKS) await tab.store.putDeck(deckOfVersion(name, 1), { builtIn: false })
  return { device, tab }
}

/** Each version drops a note, words one anew and brings one; every third note has two cards. */
function deckOfVersion(name: string, version: number): Deck {
  const deck = makeDeck(name, 6 + version)
  const notes = deck.notes.slice(version - 1).map((note, i): Note => {
    if (i === 1) return { ...note, content: { kind: 'qa', question: `Version ${version}?`, answer: 'Yes' } }
    if (i % 3 !== 2) return note
    return { ...note, content: { kind: 'cloze', text: 'The {{c1::moon}} draws the {{c2::tide}}.' } }
  })
  return { ...deck, version, notes }
}

async function actOnSome(
  { device, tab }: Player,
  random: Random,
  thenUndo: boolean,
  actions: readonly BulkAction[] = actionsOn(tab),
): Promise<void> {
  const { it: browse, leave } = tab.use(() => createBrowse())
  await soon(() => browse.search.hits().complete)
  const { length } = browse.search.hits().rows
  for (let i = Math.ceil(random() * 4); i > 0 && length > 0; i--) browse.selection.toggle(Math.floor(random() * length))
  device.at += 1000
  const step = await browse.act(pick(actions, random))
  device.at += 1000
  if (step && thenUndo) await browse.undo.undo()
  leave()
}

function actionsOn(tab: AppTab): readonly BulkAction[] {
  const { day } = tab.services.moment()
  return [
    { kind: 'suspend' },
    { kind: 'bury' },
    { kind: 'reset' },
    { kind: 'release' },
    { kind: 'flag', flag: 3 },
    { kind: 'setDue', due: dueOnDay(toStudyDay(day + 2)) },
    { kind: 'tag', tag: 'hard', on: true },
    { kind: 'tag', tag: 'test', on: false },
    { kind: 'retire' },
  ]
}

/** Another wording, and now and then another number of cards. */
function reworded(note: Note, random: Random): Note {
  const content: readonly Note['content'][] = [
    { kind: 'qa', question: `Reworded ${Math.floor(random() * 1000)}?`, answer: 'Yes' },
    { kind: 'cloze', text: '{{c1::One}}, {{c2::two}}, {{c4::four}}.' },
    { kind: 'cloze', text: 'No blank at all.' },
  ]
  return { ...note, content: pick(content, random) }
}

async function mergeFrom(me: Player, other: Player): Promise<void> {
  const text = encodeBackup({
    appVersion: '0.1.0',
    savedAt: toInstant(other.device.at),
    ...(await other.tab.store.exportAll()),
  })
  const backup = decodeBackup(text)
  if (!backup.ok) throw new Error(`the backup is refused: ${JSON.stringify(backup.error)}`)
  if (backup.value.damage) throw new Error('the backup is damaged')
  await mergeBackup(me.tab.services, backup.value)
}

async function assertAgree(a: AppTab, b: AppTab): Promise<void> {
  const events = await a.store.eventsSince(null)
  same(await b.store.eventsSince(null), events, 'the logs')
  for (const tab of [a, b]) {
    await assertWhole(tab.store)
    same([await tab.store.mend('tail'), await tab.store.mend('all')], [0, 0], 'nothing to mend')
  }
  same(await b.store.settings(), await a.store.settings(), 'settings')
  same(await b.store.searches(), await a.store.searches(), 'searches')
  const titles = async (tab: AppTab) => new Map((await tab.store.decks()).map((deck) => [deck.id, deck.title]))
  const [mine, theirs] = await Promise.all([titles(a), titles(b)])
  for (const [deckId, title] of mine) if (theirs.has(deckId)) same(theirs.get(deckId), title, `title of ${deckId}`)
}

/** What a store shows but for the log, which only grows. */
const shown = async (tab: AppTab): Promise<unknown> => ({ ...((await everything(tab.store)) as object), events: null })

const settle = (tab: AppTab): Promise<void> => soon(() => tab.services.writer.state().phase === 'safe')

/** Waits until it is so, a turn of the loop at a time. */
async function soon(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 100_000; i++) {
    if (condition()) return
    await new Promise((resolve) => setImmediate(resolve))
  }
  throw new Error(`never came: ${condition}`)
}

function pick<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new RangeError('nothing to pick from')
  return item
}
