import { type Accessor, createSignal, onCleanup } from 'solid-js'
import { makeClient, type WorkerLike } from '../workers/rpc.ts'
import type { ScanApi, Seen } from '../workers/scanApi.ts'
import { keepAwake } from './keepAwake.ts'

export type Scan =
  | { readonly phase: 'starting' }
  | { readonly phase: 'refused'; readonly why: CameraProblem }
  /** `last` is what the newest code said; pictures without one leave it. */
  | { readonly phase: 'looking'; readonly last: Seen }

export type CameraProblem = 'not-allowed' | 'none' | 'busy' | 'unsupported'

/** Something to open: a link's part behind `#/open/`, or the text of a deck file. */
export type Found = Extract<Seen, { kind: 'link' | 'whole' }>

const startScanner = (): WorkerLike =>
  new Worker(new URL('../workers/scan.worker.ts', import.meta.url), { type: 'module' })

/** Wide enough for a code of 85 modules in half of the picture, and small enough for an old phone. In pixels. */
const WANTED: MediaTrackConstraints = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } }

/**
 * Looks through a camera until something was found, or whoever asked is gone. The camera is on only while the page is in
 * view, and off for good afterwards.
 */
export function createScan(
  video: Accessor<HTMLVideoElement | undefined>,
  onFound: (found: Found) => void,
): Accessor<Scan> {
  const [scan, setScan] = createSignal<Scan>({ phase: 'starting' })
  const client = makeClient<ScanApi>(startScanner)
  let stream: MediaStream | null = null
  /** Counts up with every start and stop: what an earlier one still brings is of no use. */
  let turn = 0

  async function start(): Promise<void> {
    const mine = ++turn
    try {
      const opened = await openCamera()
      if (mine !== turn) {
        close(opened)
        return
      }
      stream = opened
      const element = video()
      if (!element) return
      element.srcObject = opened
      await element.play()
      if (mine !== turn) return
      setScan((was) => (was.phase === 'looking' ? was : { phase: 'looking', last: { kind: 'nothing' } }))
      await look(element, mine)
    } catch (thrown) {
      if (mine !== turn) return
      stop()
      setScan({ phase: 'refused', why: problemOf(thrown) })
    }
  }

  async function look(element: HTMLVideoElement, mine: number): Promise<void> {
    while (mine === turn) {
      await nextPicture(element)
      if (mine !== turn || element.videoWidth === 0) continue
      const picture = await createImageBitmap(element)
      const seen = await client.call('look', picture, { transfer: [picture] })
      if (mine !== turn || seen.kind === 'nothing') continue
      setScan({ phase: 'looking', last: seen })
      if (seen.kind !== 'link' && seen.kind !== 'whole') continue
      stop()
      onFound(seen)
    }
  }

  function stop(): void {
    turn++
    if (stream) close(stream)
    stream = null
  }

  const onVisibility = () => {
    if (document.visibilityState === 'hidden') stop()
    else if (scan().phase !== 'refused') void start()
  }
  document.addEventListener('visibilitychange', onVisibility)
  onCleanup(() => {
    document.removeEventListener('visibilitychange', onVisibility)
    stop()
    client.stop()
  })
  keepAwake(() => scan().phase === 'looking')
  void Promise.resolve().then(start)
  return scan
}

async function openCamera(): Promise<MediaStream> {
  if (!navigator.mediaDevices?.getUserMedia) throw new DOMException('no camera here', 'NotSupportedError')
  return navigator.mediaDevices.getUserMedia({ video: WANTED, audio: false })
}

function close(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

const nextPicture = (video: HTMLVideoElement): Promise<void> =>
  new Promise((done) => {
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(() => done())
    else requestAnimationFrame(() => done())
  })

function problemOf(thrown: unknown): CameraProblem {
  switch (thrown instanceof DOMException ? thrown.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'not-allowed'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none'
    case 'NotReadableError':
    case 'AbortError':
      return 'busy'
    default:
      return 'unsupported'
  }
}
