import type { LinkProblem } from '../app/received.ts'
import { receive as words } from './messages/receive.ts'

export function linkProblem(problem: LinkProblem): string {
  switch (problem) {
    case 'newer-version':
      return words.newerLink
    case 'too-large':
      return words.hugeLink
    case 'other-format':
      return words.noLink
    default:
      return words.brokenLink
  }
}
