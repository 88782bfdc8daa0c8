import type { FileProblem, Incoming } from '../app/transfer.ts'

/** How far the opening of something from elsewhere has come. */
export type OpenState =
  | { readonly phase: 'choose' | 'reading' | 'writing' }
  | { readonly phase: 'asking'; readonly host: string }
  /** By a link, which says nothing of what the learner wants. */
  | { readonly phase: 'mayAsk'; readonly address: string }
  /** `refused` by the device, which may be full. */
  | { readonly phase: 'preview' | 'refused'; readonly incoming: Known }
  | { readonly phase: 'sealed' | 'opening' | 'wrong'; readonly name: string; readonly file: Blob }
  | { readonly phase: 'problem'; readonly name: string; readonly problem: FileProblem }
  /** A link that holds no deck, or only part of one: said in a sentence. */
  | { readonly phase: 'broken'; readonly text: string }
  /** A package from Anki, or a table: what can read them comes when it is needed. */
  | { readonly phase: 'foreign'; readonly file: File }
  | { readonly phase: 'taken'; readonly text: string; readonly more?: string; readonly undo: Undo | null }

/** Resolves with what there is to be seen then. */
export type Undo = () => Promise<OpenState>

export type Known = Exclude<Incoming, { kind: 'sealed' }>

/** The state, where it is in one of these phases. */
export function inPhase<P extends OpenState['phase']>(
  state: OpenState,
  ...phases: readonly P[]
): Extract<OpenState, { phase: P }> | undefined {
  return phases.some((phase) => phase === state.phase) ? (state as Extract<OpenState, { phase: P }>) : undefined
}
