import { createRoot } from 'solid-js'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createScan, type Found, type Scan } from '../../src/app/scan.ts'
import type { Seen } from '../../src/workers/scanApi.ts'
import { until } from '../storage/check.ts'

/** What the worker says of the next picture; until there is something, the camera shows none. */
let seen: Seen[]
let streams: { live: boolean }[]
let camera: () => Promise<unknown>
let listeners: Map<string, () => void>
let page: { visibilityState: 'visible' | 'hidden' }

beforeEach(() => {
  seen = []
  streams = []
  listeners = new Map()
  camera = async () => openStream()
  page = { visibilityState: 'visible' }
  vi.stubGlobal('document', {
    get visibilityState() {
      return page.visibilityState
    },
    addEventListener: (type: string, listener: () => void) => listeners.set(type, listener),
    removeEventListener: (type: string) => listeners.delete(type),
  })
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: () => camera() } })
  vi.stubGlobal('createImageBitmap', async () => ({}))
  vi.stubGlobal('requestAnimationFrame', (done: () => void) => setTimeout(done))
  vi.stubGlobal(
    'Worker',
    class {
      hear: (event: { data: unknown }) => void = () => {}
      addEventListener(type: string, listener: (event: { data: unknown }) => void) {
        if (type === 'message') this.hear = listener
      }
      postMessage({ id }: { id: number }) {
        this.hear({ data: { kind: 'done', id, output: seen.shift() ?? { kind: 'nothing' } } })
      }
      terminate() {}
    },
  )
})

afterEach(() => vi.unstubAllGlobals())

function openStream() {
  const stream = { live: true }
  streams.push(stream)
  return {
    getTracks: () => [
      {
        stop: () => {
          stream.live = false
        },
      },
    ],
  }
}

const refusal = (name: string) => async () => {
  throw new DOMException('no', name)
}

function start(): { scan: () => Scan; found: Found[]; leave: () => void } {
  const video = { videoWidth: 640, play: async () => {} } as unknown as HTMLVideoElement
  const found: Found[] = []
  return createRoot((leave) => ({
    scan: createScan(
      () => video,
      (one) => found.push(one),
    ),
    found,
    leave,
  }))
}

const live = () => streams.filter((stream) => stream.live).length
const isLooking = (scan: () => Scan) => until(() => scan().phase === 'looking', 'the camera is on')

describe('a scan', () => {
  test('looks on through codes of other things, tells what it finds, and then lets go of the camera', async () => {
    const { scan, found, leave } = start()
    await isLooking(scan)
    seen.push({ kind: 'other' }, { kind: 'reading', seen: 1, needed: 3 })
    await until(() => seen.length === 0, 'both are looked at')
    expect(found).toEqual([])
    expect(live()).toBe(1)
    seen.push({ kind: 'whole', text: '{}' })
    await until(() => found.length > 0, 'it is found')
    expect(found).toEqual([{ kind: 'whole', text: '{}' }])
    expect(live()).toBe(0)
    leave()
  })

  test('has the camera off while the page is hidden, and when whoever asked is gone', async () => {
    const { scan, leave } = start()
    await isLooking(scan)
    page.visibilityState = 'hidden'
    listeners.get('visibilitychange')?.()
    expect(live()).toBe(0)
    page.visibilityState = 'visible'
    listeners.get('visibilitychange')?.()
    await until(() => live() === 1, 'the camera is on again')
    leave()
    await until(() => live() === 0, 'the camera is off')
    expect(listeners.size).toBe(0)
  })

  test('lets go of a camera that was allowed only after everybody had left', async () => {
    let allow: (() => void) | undefined
    camera = () =>
      new Promise((done) => {
        allow = () => done(openStream())
      })
    const { leave } = start()
    await until(() => allow !== undefined, 'it was asked for')
    leave()
    allow?.()
    await until(() => streams.length === 1, 'it came')
    await until(() => live() === 0, 'it is off')
  })

  test.each([
    ['NotAllowedError', 'not-allowed'],
    ['NotFoundError', 'none'],
    ['NotReadableError', 'busy'],
    ['NotSupportedError', 'unsupported'],
  ])('says why there is no picture: %s is %s', async (name, why) => {
    camera = refusal(name)
    const { scan, leave } = start()
    await until(() => scan().phase === 'refused', 'it is refused')
    expect(scan()).toEqual({ phase: 'refused', why })
    leave()
  })

  test('says so where a browser knows no cameras at all', async () => {
    vi.stubGlobal('navigator', {})
    const { scan, leave } = start()
    await until(() => scan().phase === 'refused', 'it is refused')
    expect(scan()).toEqual({ phase: 'refused', why: 'unsupported' })
    leave()
  })
})
