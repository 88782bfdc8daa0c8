import { type Accessor, createSignal, onCleanup } from 'solid-js'
import { programOf } from '../app/foreignName.ts'
import { isForeign } from '../app/otherFile.ts'
import { fileOfLink } from '../app/received.ts'
import type { BackupPreview } from '../app/restore.ts'
import type { Services } from '../app/services.ts'
import {
  type FileProblem,
  type Incoming,
  problemOf,
  readFromAddress,
  readIncoming,
  readSealed,
} from '../app/transfer.ts'
import { hostOfDeck } from '../domain/deckAddress.ts'
import type { DeckId } from '../domain/note.ts'
import { err, type Result } from '../domain/result.ts'
import { linkProblem } from './linkProblem.ts'
import { receive } from './messages/receive.ts'
import type { Known, OpenState } from './openState.ts'

/** All ways by which something comes in, and how far it has come; each begins anew what the one before began. */
export type OpenDesk = {
  readonly state: Accessor<OpenState>
  show(state: OpenState): void
  openFile(file: File | null | undefined): Promise<void>
  openLink(link: string): Promise<void>
  openAddress(address: string): Promise<void>
  /** What lies at a deck's own address now, once it is pressed. */
  openNewer(deckId: DeckId): Promise<void>
  /** One of the copies that made themselves, or a point to go back to. */
  openCopy(name: string): Promise<void>
  unseal(name: string, file: Blob, passphrase: string): Promise<void>
  /** Shows what the work leads to, or that the device has refused it. */
  take(incoming: Known, work: () => Promise<OpenState>): Promise<void>
  /** A backup, with what its file is called where it lies outside this browser. */
  withOrigin(preview: BackupPreview): BackupPreview
}

export function createOpenDesk(services: Services): OpenDesk {
  const [state, show] = createSignal<OpenState>({ phase: 'choose' })
  let source: string | undefined
  const leaving = new AbortController()
  onCleanup(() => leaving.abort())

  async function open(file: File | null | undefined, isOutside = true): Promise<void> {
    if (!file) return
    show({ phase: 'reading' })
    source = isOutside ? file.name : undefined
    if (await isForeign(file)) {
      show({ phase: 'foreign', file })
      return
    }
    const read = await readIncoming(services, file).catch((error) => err(problemOf(error)))
    // Not ours, whatever it is called: then its name says for whose it is taken.
    if (!read.ok && programOf(file.name) !== null) show({ phase: 'foreign', file })
    else await showRead(file.name, async () => read)
  }

  async function openLink(link: string): Promise<void> {
    show({ phase: 'reading' })
    const file = await fileOfLink(link, receive.deck)
    if (file.ok) await open(file.value)
    else show({ phase: 'broken', text: linkProblem(file.error.kind) })
  }

  async function openNewer(deckId: DeckId): Promise<void> {
    show({ phase: 'reading' })
    const { addressToLook } = await import('../app/subscription.ts')
    const found = await addressToLook(services, deckId)
    if (found?.isPressed) await openAddress(found.address)
    else show(found ? { phase: 'mayAsk', address: found.address } : { phase: 'choose' })
  }

  async function openAddress(address: string): Promise<void> {
    const host = hostOfDeck(address)
    show({ phase: 'asking', host })
    await showRead(host, () => readFromAddress(services, address, leaving.signal))
  }

  async function openCopy(name: string): Promise<void> {
    show({ phase: 'reading' })
    const { findCopy, liesOutside } = await import('../app/copies.ts')
    const file = await findCopy(name).catch(() => null)
    const isOutside = await liesOutside(name).catch(() => false)
    await open(file ?? new File([], name), isOutside)
  }

  async function unseal(name: string, file: Blob, passphrase: string): Promise<void> {
    show({ phase: 'opening', name, file })
    await showRead(name, async () => (await readSealed(services, file, passphrase)) ?? { phase: 'wrong', name, file })
  }

  /** What has been read, or else what the trouble was. */
  async function showRead(name: string, read: () => Promise<Result<Incoming, FileProblem> | OpenState>): Promise<void> {
    try {
      const found = await read()
      show('phase' in found ? found : stateOf(name, found))
    } catch (error) {
      show({ phase: 'problem', name, problem: problemOf(error) })
    }
  }

  async function take(incoming: Known, work: () => Promise<OpenState>): Promise<void> {
    show({ phase: 'writing' })
    try {
      show(await work())
    } catch {
      show({ phase: 'refused', incoming })
    }
  }

  return {
    state,
    show: (next) => void show(next),
    openFile: (file) => open(file),
    openLink,
    openAddress,
    openNewer,
    openCopy,
    unseal,
    take,
    withOrigin: (preview) => (source === undefined ? preview : { ...preview, from: source }),
  }
}

function stateOf(name: string, read: Result<Incoming, FileProblem>): OpenState {
  if (!read.ok) return { phase: 'problem', name, problem: read.error }
  const { value } = read
  return value.kind === 'sealed' ? { phase: 'sealed', name, file: value.file } : { phase: 'preview', incoming: value }
}
