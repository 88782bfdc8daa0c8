import type { NothingFound } from '../domain/articleForm.ts'
import type { Note } from '../domain/note.ts'
import type { Source } from '../domain/source.ts'
import type { Unasked } from '../domain/unasked.ts'
import type { ArticleText, FindProgress, GeneratorApi } from '../workers/generatorApi.ts'
import type { Client } from '../workers/rpc.ts'

/** How far the finding has come. */
export type FindState = {
  /** The cleaned text, once it is. */
  readonly source: Source | null
  readonly step: 'loading' | 'reading' | 'asking'
  /** Of all the work, 0 to 1. */
  readonly share: number
  /** The best questions so far; the end decides which of them stay. */
  readonly found: readonly Note[]
}

export type FindOutcome =
  /** `unasked` is missing where it was ended before the whole text was read. */
  | {
      readonly kind: 'found'
      readonly source: Source
      readonly notes: readonly Note[]
      readonly unasked?: Unasked
    }
  | ({ readonly kind: 'none' } & NothingFound)

export type Finder = {
  /** Never rejects. */
  readonly find: (article: ArticleText, onState: (state: FindState) => void) => Promise<FindOutcome>
  readonly stop: () => void
  /** Ends the finding with the questions found so far; goes on where there are none yet. */
  readonly enough: () => void
}

/** Silence of the worker that means it is stuck, outside of a download. */
const patienceMs = (characters: number): number => 30_000 + characters * 2

/** Finds questions in an article, in a worker that is ended to stop it. One article at a time. */
export function makeFinder(client: Client<GeneratorApi>): Finder {
  let aborter = new AbortController()
  let isEnough = false
  let at: FindState = START

  async function find(article: ArticleText, onState: (state: FindState) => void): Promise<FindOutcome> {
    aborter = new AbortController()
    isEnough = false
    const { signal } = aborter
    const tell = (change: Partial<FindState>): void => {
      at = { ...at, ...change }
      onState(at)
    }
    tell(START)
    const watch = makeWatch(patienceMs(article.text.length), () => client.stop())
    watch.start()
    try {
      const found = await client.call('generate', article, {
        signal,
        onProgress: (progress) => {
          if (progress.phase === 'loading') watch.stop()
          else watch.start()
          tell(changeBy(progress))
        },
      })
      if (found.kind === 'found') return found
      const none = { kind: 'none', problem: { kind: found.why.kind }, source: at.source } as const
      return found.why.kind === 'no-question' ? { ...none, unasked: found.why.unasked } : none
    } catch {
      const { source, found } = at
      if (!signal.aborted) return { kind: 'none', problem: { kind: 'failed' }, source }
      return isEnough && source
        ? { kind: 'found', source, notes: found }
        : { kind: 'none', problem: null, source: null }
    } finally {
      watch.stop()
    }
  }

  return {
    find,
    stop: () => aborter.abort(),
    enough: () => {
      if (at.found.length === 0) return
      isEnough = true
      aborter.abort()
    },
  }
}

const START: FindState = { source: null, step: 'loading', share: 0, found: [] }

/** What a step of the work changes. Reading takes most of the time: it fills nineteen twentieths of the bar. */
function changeBy(progress: FindProgress): Partial<FindState> {
  switch (progress.phase) {
    case 'cleaned':
      return { source: progress.source }
    case 'loading':
      return { step: 'loading' }
    case 'reading':
      return { step: 'reading', share: progress.share * 0.95 }
    case 'asking':
      return { step: 'asking', share: 0.95 + progress.share * 0.05 }
    case 'found':
      return { found: progress.notes }
  }
}

/** Calls `onSilent` when it was started and neither started again nor stopped for so long. */
function makeWatch(ms: number, onSilent: () => void): { readonly start: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    start: () => {
      clearTimeout(timer)
      timer = setTimeout(onSilent, ms)
    },
    stop: () => clearTimeout(timer),
  }
}
