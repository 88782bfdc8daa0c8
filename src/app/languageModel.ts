import { createResource } from 'solid-js'

const load = () => import('../workers/languageModel.ts')

/** Fetches what cards are made with ahead of its first use; where that fails, the next session tries again. */
export const keepLanguageModel = (): Promise<void> =>
  load()
    .then((model) => model.keepModel())
    .catch(() => {})

/** Whether cards can be made from text without a network; asked whenever `isAsked` becomes true. */
export function createHasLanguageModel(isAsked: () => boolean): () => boolean {
  const [has] = createResource(isAsked, () => load().then((model) => model.hasModel()))
  return () => has.state === 'ready' && has.latest
}
