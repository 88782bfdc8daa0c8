import type { Columns } from './columns.ts'
import { type DeckTree, EVERYWHERE, originOf, settingsIn } from './deckTree.ts'
import { DECK_KEYS, type Scope, type Settings } from './settings.ts'

/** Decks that are studied alike, under limits that they share. */
export type WorkloadGroup = { readonly decks: readonly Columns[]; readonly settings: Settings }

/** The decks that a scope's settings reach, as groups to simulate one by one; their workloads add up. */
export function workloadGroups(
  decks: readonly Columns[],
  tree: DeckTree,
  settings: Settings,
  scope: Scope,
): readonly WorkloadGroup[] {
  const groups = new Map<string, { decks: Columns[]; settings: Settings }>()
  for (const columns of decks) {
    const scopes = tree(columns.deckId)
    if (scope !== EVERYWHERE && !scopes.includes(scope)) continue
    const inDeck = settingsIn(settings, scopes)
    const key = JSON.stringify([
      originOf(settings, scopes, 'newPerDay'),
      originOf(settings, scopes, 'reviewsPerDay'),
      DECK_KEYS.map((own) => inDeck[own]),
    ])
    const group = groups.get(key) ?? { decks: [], settings: inDeck }
    group.decks.push(columns)
    groups.set(key, group)
  }
  return [...groups.values()]
}
