import type { DownloadProblem } from '../domain/deckAddress.ts'
import { err, ok, type Result } from '../domain/result.ts'
import type { NetworkApi } from '../workers/networkApi.ts'
import { makeClient } from '../workers/rpc.ts'
import type { Services } from './services.ts'

/** What lies at an address, as a file; only ever asked for at the learner's word. */
export async function fetchDeckFile(
  services: Pick<Services, 'startNetwork'>,
  address: string,
  signal: AbortSignal,
): Promise<Result<File, DownloadProblem>> {
  const client = makeClient<NetworkApi>(services.startNetwork)
  try {
    const body = await client.call('deck', address, { signal })
    return body.ok ? ok(new File([body.value], address.split('/').at(-1) || address)) : body
  } catch {
    return err({ kind: 'unreachable', status: null })
  } finally {
    client.stop()
  }
}
