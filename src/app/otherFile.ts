import type { Media, MediaHash } from '../domain/media.ts'
import { err, ok, type Result } from '../domain/result.ts'
import type { AnkiProblem, OtherProgram } from '../formats/anki/problem.ts'
import type { OtherImport } from '../formats/others/gather.ts'
import type { OtherFileApi } from '../workers/otherFileApi.ts'
import { type Client, makeClient, type WorkerLike } from '../workers/rpc.ts'
import { isForeignName, programOf } from './foreignName.ts'
import type { Services } from './services.ts'

/** Notes of another program, read and not yet taken; the worker keeps the file open for its media. */
export type OtherFile = {
  readonly kind: 'notes'
  readonly import: OtherImport
  readonly media: readonly MediaHash[]
  readonly mediaOf: (hashes: readonly MediaHash[]) => Promise<readonly Media[]>
}

type Named = Blob & { readonly name: string }

/**
 * Whether a file is one of another program: by its name's ending, or by what is in it. Decks and backups of our own are
 * none.
 */
export const isForeign = async (file: Named): Promise<boolean> => isForeignName(file.name) || (await isOtherFile(file))

/** Whether the table of formats (`formats/others/formats.ts`) knows a file. */
export const isOtherFile = async (file: Named): Promise<boolean> => (await lookAt(file)) === null

/** Why it does not know a file whose name says whose it is; null where it does. */
export async function whyUnknown(file: Named, takenFor: OtherProgram): Promise<AnkiProblem | null> {
  const why = file.size === 0 ? unknown('damaged', 'it is empty') : await lookAt(file)
  return why && { ...why, ...(why.kind === 'shape' && { detail: `${HOLDS[takenFor]} is not in it` }), takenFor }
}

const HOLDS: Record<OtherProgram, string> = { Mochi: 'data.edn', Mnemosyne: 'cards.xml' }

/** What keeps the table from knowing a file; null where nothing does. */
async function lookAt(file: Named): Promise<AnkiProblem | null> {
  const [{ looksOf }, { formatOf }] = await Promise.all([
    import('../formats/others/open.ts'),
    import('../formats/others/formats.ts'),
  ])
  try {
    const source = {
      size: file.size,
      read: async (start: number, end: number) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
    }
    const looks = await looksOf(source, file.name)
    if (looks?.kind !== 'zip') return looks && formatOf(looks) ? null : unknown('not-a-package', 'not a zip')
    return formatOf(looks) ? null : unknown('shape', 'no cards are in it')
  } catch (thrown) {
    // Not a whole zip: whoever reads it for what its name says tells why.
    return unknown('damaged', thrown instanceof Error ? thrown.message : String(thrown))
  }
}

const unknown = (kind: AnkiProblem['kind'], detail: string): AnkiProblem => ({ kind, detail })

export type OtherOptions = {
  readonly signal: AbortSignal
  readonly onProgress: (progress: OtherFileApi['read']['progress']) => void
}

const startOther = (): WorkerLike =>
  new Worker(new URL('../workers/otherFile.worker.ts', import.meta.url), { type: 'module' })

/** Reads it in a worker, which ends with the signal. Changes nothing. */
export async function readOtherFile(
  { now, settings }: Services,
  file: Named,
  { signal, onProgress }: OtherOptions,
  start: () => WorkerLike = startOther,
): Promise<Result<OtherFile, AnkiProblem>> {
  const client: Client<OtherFileApi> = makeClient(start, { abort: 'terminate' })
  signal.addEventListener('abort', () => client.stop(), { once: true })
  const input = { file, fileName: file.name, now: now(), rolloverHour: settings.current().rolloverHour }
  const read = await client.call('read', input, { signal, onProgress })
  if (read.kind === 'refused') {
    const takenFor = programOf(file.name)
    return err(takenFor ? { ...read.problem, takenFor } : read.problem)
  }
  return ok({
    kind: 'notes',
    import: read.import,
    media: read.media,
    mediaOf: (hashes) => client.call('media', hashes),
  })
}
