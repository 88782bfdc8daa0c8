import type { Folder, StudyScope } from '../domain/deckTree.ts'
import type { DeckId } from '../domain/note.ts'

/** The page of a deck or a folder; Today for all decks. Sessions are begun there, and left to it. */
export function pageHref(scope: StudyScope): string {
  if (scope === null) return '#/'
  return typeof scope === 'string' ? `#/deck/${encodeURIComponent(scope)}` : `#/decks?${inFolder(scope)}`
}

/** A session; `query` as in `mode=ahead`. */
export const studyHref = (scope: StudyScope, query = ''): string => withScope('#/study', scope, query)

/** A quick quiz. */
export const quizHref = (scope: DeckId | Folder): string => withScope('#/quiz', scope, '')

function withScope(page: string, scope: StudyScope, query: string): string {
  const path = typeof scope === 'string' ? `${page}/${encodeURIComponent(scope)}` : page
  const folder = scope !== null && typeof scope === 'object' ? inFolder(scope) : ''
  const all = [folder, query].filter((part) => part !== '').join('&')
  return all === '' ? path : `${path}?${all}`
}

const inFolder = ({ folder }: Folder) => `folder=${encodeURIComponent(folder)}`

/** What the address of a session or a quiz says that it is over. */
export function scopeIn(deckId: string | undefined, folder: string | undefined): StudyScope {
  if (deckId) return decodeURIComponent(deckId) as DeckId
  return folder ? { folder } : null
}
