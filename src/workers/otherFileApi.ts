import type { Media, MediaHash } from '../domain/media.ts'
import { type Instant, studyDayAt, toInstant } from '../domain/time.ts'
import type { AnkiProblem } from '../formats/anki/problem.ts'
import type { OtherImport } from '../formats/others/gather.ts'
import { type OtherRead, openOther } from '../formats/others/open.ts'
import type { Handlers } from './rpc.ts'

export type OtherFileApi = {
  readonly read: {
    readonly input: {
      readonly file: Blob
      readonly fileName: string
      readonly now: Instant
      /** When the learner's days begin. */
      readonly rolloverHour: number
    }
    readonly output:
      | { readonly kind: 'read'; readonly import: OtherImport; readonly media: readonly MediaHash[] }
      | { readonly kind: 'refused'; readonly problem: AnkiProblem }
    readonly progress: { readonly phase: 'reading' | 'media'; readonly share: number }
  }
  /** A few files at a time of what was read last, by what their bytes hash to. */
  readonly media: { readonly input: readonly MediaHash[]; readonly output: readonly Media[]; readonly progress: never }
}

/** The worker's methods, apart from what only a browser has. */
export function otherFileHandlers(offsetMinutes: (at: number) => number): Handlers<OtherFileApi> {
  let held: OtherRead['media'] = new Map()
  return {
    read: async ({ file, fileName, now, rolloverHour }, { progress }) => {
      progress({ phase: 'reading', share: 0 })
      const source = {
        size: file.size,
        read: async (start: number, end: number) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
      }
      const read = await openOther(source, {
        fileName,
        now,
        hashOf,
        momentAt: (ms) => {
          const time = { at: toInstant(ms), offsetMinutes: offsetMinutes(ms) }
          return { ...time, day: studyDayAt(time, rolloverHour) }
        },
        onMedia: (share) => progress({ phase: 'media', share }),
      })
      if (!read.ok) return { kind: 'refused', problem: read.error }
      held = read.value.media
      return { kind: 'read', import: read.value.import, media: [...held.keys()] }
    },
    media: (hashes) =>
      Promise.all(
        hashes.flatMap((hash) => {
          const medium = held.get(hash)
          if (!medium) return []
          const { type, read } = medium
          return [read().then((bytes): Media => ({ hash, type, bytes: new Uint8Array(bytes).buffer }))]
        }),
      ),
  }
}

async function hashOf(bytes: Uint8Array): Promise<MediaHash> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)))
  return [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('') as MediaHash
}
