import { type Endpoint, hostOf, type ModelFailure, type ModelProblem } from '../domain/endpoint.ts'
import type { Note } from '../domain/note.ts'
import { passagesOf } from '../domain/passages.ts'
import type { ProposedCard } from '../domain/proposedCard.ts'
import type { Source } from '../domain/source.ts'
import type { Reader } from '../generator/english/parse.ts'
import type { Generated } from '../generator/generate.ts'
import { type Checked, checkProposals, readWhole } from '../generator/proposal.ts'
import { nameModel, proposeCards } from '../workers/modelCall.ts'

/** Of the environment: a key on the command line would be seen by everybody on the machine. */
export const KEY_VARIABLE = 'RECITE_MODEL_KEY'

type AskedArticle = { readonly name: string; readonly source: Source; readonly generated: Generated }

/**
 * Asks a model about every article and adds what passes to the cards that the rules made. After its first failure the
 * model is not asked again; what it gave until then stays.
 */
export async function askForAll<A extends AskedArticle>(
  endpoint: Endpoint,
  articles: readonly A[],
  read: Reader['read'],
  say: (line: string) => void,
): Promise<{ readonly articles: readonly A[]; readonly failed: boolean }> {
  const { signal } = new AbortController()
  const named = await nameModel(endpoint, { signal })
  if (!named.ok) {
    say(sentenceFor(endpoint, named.error))
    return { articles, failed: true }
  }
  const asked: A[] = []
  let failed = false
  for (const article of articles) {
    const cards: ProposedCard[] = []
    for (const text of failed ? [] : passagesOf(article.source.text)) {
      const { title, published } = article.source
      const reply = await proposeCards(named.value, { title, published, text }, (more) => cards.push(...more), {
        signal,
      })
      if (reply.ok || reply.error.kind === 'unreadable') continue
      say(`${article.name}: ${sentenceFor(endpoint, reply.error)}`)
      failed = true
      break
    }
    const { notes } = article.generated
    const { notes: passed, refused } = checkProposals(readWhole(article.source, read), cards, notes)
    const from = `${named.value.model || 'the model'} at ${hostOf(endpoint.address)}`
    say(`${article.name}: ${cards.length} cards from ${from}, ${passed.length} passed${countsOf(refused)}`)
    asked.push({ ...article, generated: { ...article.generated, notes: inTextOrder([...notes, ...passed]) } })
  }
  return { articles: asked, failed }
}

function countsOf(refused: Checked['refused']): string {
  const counts = new Map<string, number>()
  for (const { reason } of refused) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].map(([reason, count], i) => `${i === 0 ? '; dropped: ' : ', '}${count} ${reason}`).join('')
}

const inTextOrder = (notes: readonly Note[]): readonly Note[] =>
  [...notes].sort((a, b) => (a.evidence[0]?.sentence.start ?? 0) - (b.evidence[0]?.sentence.start ?? 0))

const SENTENCES: Readonly<Record<ModelProblem, string>> = {
  unreachable: 'nobody answers there',
  silent: 'it fell silent',
  endless: 'its reply had no end',
  key: `it wants another key, from ${KEY_VARIABLE}`,
  missing: 'there is no such model or interface',
  'too-often': 'it was asked too often, or its quota is used up',
  refused: 'it refused',
  broke: 'it broke down',
  moved: 'it points to another address, which is not followed',
  'not-a-model': 'what it answers is no model’s reply',
  unreadable: 'no card could be read in its reply',
}

const sentenceFor = (endpoint: Endpoint, { kind, status, said }: ModelFailure): string =>
  `${endpoint.address}: ${SENTENCES[kind]}${status === null ? '' : ` (${status})`}${said === '' ? '' : `: ${said}`}. The rules' cards are made without it.`
