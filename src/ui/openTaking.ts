import type { PatchIncoming } from '../app/corrections.ts'
import type { BackupPreview } from '../app/restore.ts'
import type { Services } from '../app/services.ts'
import type { Proposal } from '../domain/deckPatch.ts'
import type { Side } from '../domain/noteMerge.ts'
import type { Way } from './IncomingBackup.tsx'
import type { Choose, DeckIncoming } from './IncomingDeck.tsx'
import { transfer as words } from './messages/transfer.ts'
import type { OpenState } from './openState.ts'

/** Takes a deck in; what is there to be seen then says what was taken, and holds the way back. */
export async function takingDeck(
  services: Services,
  { deck, merge, media, address }: DeckIncoming,
  choose: Choose,
): Promise<OpenState> {
  const { takeDeck } = await import('../app/takeDeck.ts')
  const undo = await takeDeck(services, deck, { choose, media, address })
  const { title, notes, sources } = deck
  const text = merge.isNew ? words.added(notes.length, sources.length) : words.updated(title)
  return { phase: 'taken', text, undo: async () => leftBehind(title, await undo()) }
}

/** Takes over those of the corrections that the learner chose. */
export async function takingPatch(
  services: Services,
  { patch, title }: PatchIncoming,
  choose: (proposal: Proposal) => Side,
): Promise<OpenState> {
  const { takePatch } = await import('../app/corrections.ts')
  const undo = await takePatch(services, patch, choose)
  const goBack = async (): Promise<OpenState> => {
    await undo()
    return { phase: 'choose' }
  }
  return { phase: 'taken', text: words.corrected(title), undo: goBack }
}

/** Adds a backup to what is here, or puts it in its place; what was here is kept first. */
export async function takingBackup(services: Services, incoming: BackupPreview, way: Way): Promise<OpenState> {
  const [{ mergeBackup, replaceWithBackup }, { keepPoint, keepPointIfAble }] = await Promise.all([
    import('../app/restore.ts'),
    import('../app/copies.ts'),
  ])
  if (way === 'replace') {
    const undo = await replaceWithBackup(services, incoming, () => keepPoint(services))
    return { phase: 'taken', text: words.replaced, undo: async () => leftChanged(await undo()) }
  }
  if (!incoming.isNew) {
    await mergeBackup(services, incoming)
    return { phase: 'taken', text: words.nothingAdded, undo: null }
  }
  const undo = await mergeBackup(services, incoming, { keep: () => keepPointIfAble(services) })
  return { phase: 'taken', text: words.restored(incoming.newReviews), undo: async () => leftChanged(await undo()) }
}

/** After a deck was taken back: what of it stays, as the learner has changed it or made it. */
const leftBehind = (title: string, own: number | 'changed'): OpenState => {
  if (own === 'changed') return leftChanged([title])
  return own === 0
    ? { phase: 'choose' }
    : { phase: 'taken', text: words.keptOwn(title), more: words.keptOwnText(own), undo: null }
}

const leftChanged = (titles: readonly string[]): OpenState =>
  titles.length === 0
    ? { phase: 'choose' }
    : { phase: 'taken', text: words.keptChanged, more: words.keptChangedText(titles), undo: null }
