import type { DownloadProblem } from '../domain/deckAddress.ts'
import type { Endpoint, ModelFailure } from '../domain/endpoint.ts'
import type { ProposedCard } from '../domain/proposedCard.ts'
import type { Result } from '../domain/result.ts'
import type { CardToReword, Passage } from '../formats/modelRequest.ts'
import { downloadDeck } from './deckDownload.ts'
import { listModels, nameModel, type Proposed, proposeCards, rewordQuestion } from './modelCall.ts'
import type { Handlers } from './rpc.ts'

/** All that the one door to the network can be asked for. */
export type NetworkApi = {
  /** Tells the cards as they come. */
  readonly propose: {
    readonly input: { readonly endpoint: Endpoint; readonly passage: Passage }
    readonly output: Result<Proposed, ModelFailure>
    readonly progress: readonly ProposedCard[]
  }
  /** Another wording of a card's question, not yet read against anything. */
  readonly reword: {
    readonly input: { readonly endpoint: Endpoint; readonly card: CardToReword }
    readonly output: Result<string, ModelFailure>
    readonly progress: never
  }
  /** The same endpoint with a model's name in it. */
  readonly name: {
    readonly input: Endpoint
    readonly output: Result<Endpoint, ModelFailure>
    readonly progress: never
  }
  readonly models: {
    readonly input: Endpoint
    readonly output: Result<readonly string[], ModelFailure>
    readonly progress: never
  }
  /** Whatever lies at the address of a deck. */
  readonly deck: {
    readonly input: string
    readonly output: Result<Blob, DownloadProblem>
    readonly progress: never
  }
}

export const networkHandlers: Handlers<NetworkApi> = {
  propose: ({ endpoint, passage }, { progress, signal }) => proposeCards(endpoint, passage, progress, { signal }),
  reword: ({ endpoint, card }, { signal }) => rewordQuestion(endpoint, card, { signal }),
  name: (endpoint, { signal }) => nameModel(endpoint, { signal }),
  deck: (address, { signal }) => downloadDeck(address, { signal }),
  models: (endpoint, { signal }) => listModels(endpoint, { signal }),
}
