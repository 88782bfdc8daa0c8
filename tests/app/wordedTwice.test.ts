import { expect, test, vi } from 'vitest'
import { saveBackup } from '../../src/app/backups.ts'
import { packCorrections } from '../../src/app/corrections.ts'
import { createCreate } from '../../src/app/create.ts'
import { mergeBackup } from '../../src/app/restore.ts'
import { deckToSend } from '../../src/app/sendDeck.ts'
import type { ArticleDraft } from '../../src/domain/articleDraft.ts'
import type { DeckId, Note, NoteId } from '../../src/domain/note.ts'
import type { SourceId } from '../../src/domain/source.ts'
import { toInstant } from '../../src/domain/time.ts'
import { bareSource } from '../bareSource.ts'
import { makeDeck } from '../storage/world.ts'
import type { AppTab, Device } from './device.ts'
import { fileOf, preview, withShareSheet } from './transfers.ts'

const { devices, lastSaved } = withShareSheet()

const source = bareSource({ id: 's-tides' as SourceId, title: 'Tides', text: 'The moon draws the tide.' })
const FOUND: Note = {
  id: 'n_tide' as NoteId,
  content: { kind: 'qa', question: 'What draws the tide?', answer: 'The moon' },
  tags: [],
  accepted: [],
  distractors: [],
  evidence: [
    {
      sourceId: source.id,
      sentence: { start: 0, end: 24 },
      answer: { start: 0, end: 8 },
      quote: source.text,
      resolutions: [],
    },
  ],
  confidence: 0.9,
}
const worded = (question: string): Note => ({ ...FOUND, content: { kind: 'qa', question, answer: 'The moon' } })

/** The article is read, and its one card saved in these words. */
async function make(tab: AppTab, question: string | null, deckId: DeckId | null = null): Promise<DeckId> {
  vi.stubGlobal('indexedDB', new (await import('fake-indexeddb')).IDBFactory())
  const draft: ArticleDraft = {
    id: source.id,
    savedAt: toInstant(0),
    source,
    deckId,
    proposals: [{ note: FOUND, verdict: 'open', reason: null, origin: 'found' }],
    current: 0,
  }
  const { it: create, leave } = tab.use(createCreate)
  create.resume(draft)
  create.take(question === null ? FOUND : worded(question))
  const id = await create.save()
  leave()
  if (!id) throw new Error('not saved')
  return id
}

async function meet(into: AppTab, from: AppTab): Promise<void> {
  await saveBackup(from.services)
  const incoming = await preview(into, fileOf(lastSaved().text))
  if (incoming.kind !== 'backup') throw new Error(incoming.kind)
  await mergeBackup(into.services, incoming)
}

const asked = async (tab: AppTab, id: DeckId) =>
  (await tab.store.deck(id))?.notes.flatMap(({ content }) => ('question' in content ? content.question : []))

async function two(): Promise<[Device, AppTab, AppTab]> {
  const later = devices.make()
  later.at += 60_000
  return [later, await devices.open(), await later.open()]
}

test('of one card that two devices worded anew before it was saved, both words stay in the log, and the later are shown', async () => {
  const [, a, b] = await two()
  const id = await make(a, 'What raises the sea?')
  expect(await make(b, 'Which body draws the tide?')).toBe(id)
  await meet(a, b)
  await meet(b, a)
  for (const tab of [a, b]) {
    expect(await asked(tab, id)).toEqual(['Which body draws the tide?'])
    const log = JSON.stringify(await tab.store.eventsSince(null))
    expect(log).toContain('What raises the sea?')
    expect(log).toContain('Which body draws the tide?')
  }
})

test('a card that one device took as it was found and another worded anew keeps its words on both', async () => {
  const [, a, b] = await two()
  const id = await make(a, 'What raises the sea?')
  await make(b, null)
  await meet(a, b)
  await meet(b, a)
  for (const tab of [a, b]) expect(await asked(tab, id)).toEqual(['What raises the sea?'])
})

test('so it is of a card that goes into a deck that is there', async () => {
  const [, a, b] = await two()
  const into = 'd' as DeckId
  for (const tab of [a, b]) await tab.store.putDeck(makeDeck('d', 1), { builtIn: false })
  await make(a, 'What raises the sea?', into)
  await make(b, 'Which body draws the tide?', into)
  await meet(a, b)
  await meet(b, a)
  for (const tab of [a, b]) expect((await asked(tab, into))?.at(-1)).toBe('Which body draws the tide?')
})

test('what is sent of the deck has the learner’s words, and there is nobody to send corrections to', async () => {
  const tab = await devices.open()
  const id = await make(tab, 'What raises the sea?')
  expect((await deckToSend(tab.services, id))?.notes.map(({ content }) => content)).toEqual([
    worded('What raises the sea?').content,
  ])
  expect(await packCorrections(tab.services, id)).toBeNull()
})
