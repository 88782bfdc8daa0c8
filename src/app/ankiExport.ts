import { createEffect, createSignal, onCleanup } from 'solid-js'
import type { Pack, PackProgress } from '../workers/ankiApi.ts'
import type { ExportSubject } from './exportSubject.ts'
import { fileName, saveFile } from './files.ts'
import { type AnkiClient, makeAnkiClient, workOn } from './foreign.ts'
import { useServices } from './services.ts'

export type { ExportSubject, PackProgress }

export type PackState =
  | { readonly kind: 'packing'; readonly progress: PackProgress }
  | { readonly kind: 'ready'; readonly pack: Pack }
  | { readonly kind: 'failed' }

export type AnkiExport = {
  readonly state: () => PackState
  readonly withProgress: () => boolean
  readonly setWithProgress: (on: boolean) => void
  readonly withMedia: () => boolean
  readonly setWithMedia: (on: boolean) => void
  /** Hands the package over; false when the learner closed the share sheet. */
  readonly save: () => Promise<boolean>
}

/** A package for Anki, made anew with each choice, so that what is said of it is so. */
export function createAnkiExport(subject: () => ExportSubject, start: () => AnkiClient = makeAnkiClient): AnkiExport {
  const services = useServices()
  const client = start()
  const [withProgress, setWithProgress] = createSignal(false)
  const [withMedia, setWithMedia] = createSignal(true)
  const [state, setState] = createSignal<PackState>({ kind: 'packing', progress: { phase: 'gathering', share: 0 } })
  let current = new AbortController()
  createEffect(() => {
    const { scope } = subject()
    const input = { ...workOn(services), scope, withProgress: withProgress(), withMedia: withMedia() }
    current.abort()
    current = new AbortController()
    const { signal } = current
    const tell = (next: PackState) => signal.aborted || setState(next)
    tell({ kind: 'packing', progress: { phase: 'gathering', share: 0 } })
    client
      .call('pack', input, { signal, onProgress: (progress) => tell({ kind: 'packing', progress }) })
      .then((pack) => tell({ kind: 'ready', pack }))
      .catch(() => tell({ kind: 'failed' }))
  })
  onCleanup(() => {
    current.abort()
    client.stop()
  })
  return {
    state,
    withProgress,
    setWithProgress,
    withMedia,
    setWithMedia,
    save: async () => {
      const made = state()
      return made.kind === 'ready' && saveFile(`${fileName(subject().title)}.apkg`, made.pack.file)
    },
  }
}
