import type { ModelFailure } from '../domain/endpoint.ts'
import { model as words } from './messages/model.ts'

/** Why a model failed, in our words and then in its own. */
export const failureWords = ({ kind, status, said }: ModelFailure): string =>
  [
    words.problems[kind],
    ...(said !== '' ? [words.said(said)] : status !== null ? [`${words.status(status)}.`] : []),
  ].join(' ')
