import type { Step } from '../app/undo.ts'
import { countOf } from '../domain/bulk.ts'
import { isReview } from '../domain/event.ts'
import { steps as words } from './messages/steps.ts'

/** What a step did, in words: for the snackbar that says it is done, and for Undo. */
export function stepWords(step: Step): string {
  const [first] = step
  const n = countOf(step)
  if (isReview(first)) return words.did.rated(first.rating)
  switch (first.kind) {
    case 'suspend':
      return 'on' in first && first.on === true ? words.did.suspend(n) : words.did.release(n)
    case 'undo':
      return words.did.release(n)
    case 'flag':
      return 'flag' in first && first.flag !== 0 ? words.did.flag(n) : words.did.unflag(n)
    case 'setDue':
      return words.did.due(n)
    case 'note':
      if (step.some((event) => event.kind === 'move')) return words.did.split
      return words.did.note(countOf(step.filter((event) => event.kind === 'note')))
    case 'bury':
    case 'reset':
    case 'retire':
    case 'move':
      if (first.kind === 'move' && 'from' in first && first.from === null) return words.did.add
      return words.did[first.kind](countOf(step.filter((event) => event.kind === first.kind)))
    case 'title':
      return words.did.title
    default:
      return words.did.other
  }
}
