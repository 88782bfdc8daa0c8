import type { FileProblem } from '../app/transfer.ts'
import { transfer as words } from './messages/transfer.ts'

/** Why a file, or what lies at an address, cannot be taken: a sentence. */
export function problemWords(name: string, problem: FileProblem): string {
  switch (problem.kind) {
    case 'download':
      return words.download[problem.problem](problem.host)
    case 'no-deck':
      return words.noDeck(problem.title)
    case 'empty':
      return words.empty(name)
    case 'too-big':
      return words.tooBig(name, problem.size, problem.limit)
    case 'not-json':
      return words.notJson(name)
    case 'unsafe-name':
      return words.unsafe(name)
    case 'other-format':
      return words.wrongFormat(name)
    case 'newer-version':
      return words.newer(name)
    case 'too-large':
    case 'shape':
    case 'duplicate':
    case 'evidence':
    case 'damaged':
      return problem.path === '' ? words.badFile(name, problem.message) : words.badField(name, problem.path)
  }
}
