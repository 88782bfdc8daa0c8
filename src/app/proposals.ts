import { createSignal, onCleanup, onMount } from 'solid-js'
import { withoutQuoted } from '../domain/bareText.ts'
import { sentenceBefore } from '../domain/context.ts'
import { type Endpoint, hostOf, isOpenToAll, type ModelFailure } from '../domain/endpoint.ts'
import type { Note, NoteId } from '../domain/note.ts'
import { passagesOf } from '../domain/passages.ts'
import type { ProposedCard } from '../domain/proposedCard.ts'
import { type Source, sliceOf } from '../domain/source.ts'
import { type EndpointStore, type ModelSetup, openEndpoint } from '../storage/endpoint.ts'
import type { GeneratorApi } from '../workers/generatorApi.ts'
import type { NetworkApi } from '../workers/networkApi.ts'
import { type Client, makeClient } from '../workers/rpc.ts'
import { useServices } from './services.ts'

/** What a model is asked for: cards from the article, or another wording of one question. */
export type Task = 'propose' | 'reword'

/** How asking the learner's own model stands. `passed` of what `came` stands in the text and went to the draft. */
export type Asking =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'asking'
      readonly task: Task
      readonly share: number
      readonly came: number
      readonly passed: number
    }
  | {
      readonly phase: 'over'
      readonly task: Task
      readonly came: number
      readonly passed: number
      /** Null where it answered to the end; `stopped` where the learner had enough. */
      readonly problem: ModelFailure | 'stopped' | 'broke-off' | null
    }

export type Proposals = {
  /** Whom to ask: null where the learner has set up no model, or turned it off. */
  readonly endpoint: () => { readonly host: string; readonly model: string; readonly isOpenToAll: boolean } | null
  readonly state: () => Asking
  /** Sends the article's text to the learner's model, piece by piece. Nothing is sent before this or `reword`. */
  readonly ask: (source: Source, others: () => readonly Note[]) => Promise<void>
  /** Sends one card with its sentence and the one before. `others` are the notes that it stands beside. */
  readonly reword: (source: Source, note: Note, others: readonly Note[]) => Promise<void>
  readonly stop: () => void
  /** Forgets what the last asking came to, or will come to. */
  readonly reset: () => void
}

export type Passed = {
  readonly onProposed: (notes: readonly Note[]) => void
  readonly onReworded: (noteId: NoteId, question: string) => void
}

/** Whether another wording may be asked for: of a question with one answer from one sentence. */
export const canReword = (note: Note): boolean => note.content.kind === 'qa' && note.evidence.length === 1

/**
 * Asks the learner's own model. It only proposes: the generator's worker reads whatever it says against the text, and
 * what stands there word for word is handed on.
 */
export function createProposals(
  generator: Client<GeneratorApi>,
  { onProposed, onReworded }: Passed,
  store: EndpointStore = openEndpoint(),
): Proposals {
  const services = useServices()
  const network = makeClient<NetworkApi>(services.startNetwork)
  const [setup, setSetup] = createSignal<ModelSetup | null>(null)
  const [state, setState] = createSignal<Asking>({ phase: 'idle' })
  let aborter: AbortController | null = null
  /** What the run under way comes to is nobody's concern any more. */
  let isForgotten = false
  onMount(() => {
    store.read().then(setSetup, () => undefined)
  })
  onCleanup(() => {
    aborter?.abort()
    network.stop()
  })

  type Run = {
    readonly endpoint: Endpoint
    readonly signal: AbortSignal
    readonly count: (change: { came?: number; passed?: number; share?: number }) => void
  }

  /** One asking at a time: finds the model's name, does the work, and says what came of it, whatever happens. */
  async function run(task: Task, work: (run: Run) => Promise<ModelFailure | null>): Promise<void> {
    const at = setup()
    if (!at?.on || at.address === '' || aborter) return
    aborter = new AbortController()
    isForgotten = false
    const { signal } = aborter
    let counts = { came: 0, passed: 0, share: 0 }
    const count: Run['count'] = ({ came = 0, passed = 0, share = counts.share }) => {
      counts = { came: counts.came + came, passed: counts.passed + passed, share }
      if (!signal.aborted) setState({ phase: 'asking', task, ...counts })
    }
    const over = (problem: ModelFailure | 'stopped' | 'broke-off' | null): void => {
      if (isForgotten) setState({ phase: 'idle' })
      else setState({ phase: 'over', task, came: counts.came, passed: counts.passed, problem })
    }
    count({})
    try {
      const { address, model, key } = at
      const named = await network.call('name', { address, model, key }, { signal })
      over(named.ok ? await work({ endpoint: named.value, signal, count }) : named.error)
    } catch {
      over(signal.aborted ? 'stopped' : 'broke-off')
    } finally {
      aborter = null
    }
  }

  const ask = (source: Source, others: () => readonly Note[]): Promise<void> =>
    run('propose', async ({ endpoint, signal, count }) => {
      const check = async (cards: readonly ProposedCard[]): Promise<void> => {
        const { notes } = await generator.call('check', { source, cards, others: others() })
        if (signal.aborted) return
        if (notes.length > 0) onProposed(notes)
        count({ passed: notes.length })
      }
      // One after the other, so that a card is compared with those that passed before it.
      let checks = Promise.resolve()
      const onProgress = (cards: readonly ProposedCard[]): void => {
        count({ came: cards.length })
        checks = checks.then(() => check(cards))
        checks.catch(() => undefined)
      }
      const { title, published } = source
      const passages = passagesOf(source.text)
      let isReadable = false
      let failure: ModelFailure | null = null
      for (const [i, text] of passages.entries()) {
        const passage = { title, published, text }
        const reply = await network.call('propose', { endpoint, passage }, { signal, onProgress })
        isReadable ||= reply.ok
        // One passage without a card is nothing; all of them are a model that does not do what it is told.
        const isLast = i === passages.length - 1
        if (!reply.ok && (reply.error.kind !== 'unreadable' || (isLast && !isReadable))) failure = reply.error
        if (failure) break
        count({ share: (i + 1) / passages.length })
      }
      await checks
      return failure
    })

  const reword = (source: Source, note: Note, others: readonly Note[]): Promise<void> =>
    run('reword', async ({ endpoint, signal, count }) => {
      const [piece] = note.evidence
      if (!piece || note.content.kind !== 'qa') return null
      const { answer } = note.content
      // What stands over a question stays as it is: only what is asked goes out and comes back.
      const question = withoutQuoted(note.content.question).trim()
      const above = note.content.question.slice(0, note.content.question.lastIndexOf(question))
      const card = { question, answer, sentence: sliceOf(source, piece.sentence) }
      const before = sentenceBefore(source, piece.sentence)
      const reply = await network.call('reword', { endpoint, card: { ...card, before } }, { signal })
      if (!reply.ok) return reply.error
      count({ came: 1 })
      const cards = [{ ...card, question: reply.value }]
      const { notes } = await generator.call('check', {
        source,
        cards,
        others: others.filter((other) => other.id !== note.id),
      })
      const [passed] = notes
      if (signal.aborted || passed?.content.kind !== 'qa') return null
      onReworded(note.id, above + passed.content.question)
      count({ passed: 1 })
      return null
    })

  return {
    endpoint: () => {
      const at = setup()
      return at?.on && at.address !== ''
        ? { host: hostOf(at.address), model: at.model, isOpenToAll: isOpenToAll(at.address) }
        : null
    },
    state,
    ask,
    reword,
    stop: () => aborter?.abort(),
    reset: () => {
      if (aborter) isForgotten = true
      else setState({ phase: 'idle' })
    },
  }
}
