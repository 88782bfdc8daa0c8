import { createResource } from 'solid-js'
import { splitTitle } from '../domain/deck.ts'
import type { Folder } from '../domain/deckTree.ts'
import { DEFAULT_BLUEPRINT } from '../domain/exam.ts'
import type { Sitting } from '../domain/examSitting.ts'
import type { DeckId } from '../domain/note.ts'
import { openSittings, type SittingStore } from '../storage/sittings.ts'
import { readWithin } from './deckTree.ts'
import { settleSittings, startPaper } from './examPaper.ts'
import { readPool } from './examPool.ts'
import { type Services, useServices } from './services.ts'

/** How many questions the quick form asks. */
export const QUIZ_LENGTH = 10

export type OpenPapers = {
  /** Papers not handed in, newest first; those whose time has run out are handed in on the way. */
  readonly papers: () => readonly Sitting[]
  readonly discard: (sitting: Sitting) => Promise<void>
}

export function createOpenPapers(sittings: SittingStore = openSittings()): OpenPapers {
  const services = useServices()
  const [kept, { refetch }] = createResource(() => settleSittings(services, sittings))
  return {
    papers: () => (kept() ?? []).map(({ sitting }) => sitting),
    discard: async ({ id }) => {
      await sittings.remove(id)
      await refetch()
    },
  }
}

/** A paper of ten from a deck with those in it, or from a folder; resolves with its id, or with null where there is nothing to ask. */
export async function startQuickQuiz(
  services: Services,
  scope: DeckId | Folder,
  sittings: SittingStore = openSittings(),
): Promise<string | null> {
  const [deckIds, infos] = await Promise.all([readWithin(services, scope), services.store.decks()])
  if (deckIds?.length === 0) return null
  const pool = await readPool(services, { deckIds: deckIds ?? [], query: '' })
  const path = typeof scope === 'string' ? (infos.find((info) => info.id === scope)?.title ?? '') : scope.folder
  const title = splitTitle(path).name
  return startPaper(services, sittings, {
    title,
    pool,
    blueprint: { ...DEFAULT_BLUEPRINT, count: QUIZ_LENGTH },
    seed: null,
  })
}
