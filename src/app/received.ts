import { createSignal } from 'solid-js'
import { err, ok, type Result } from '../domain/result.ts'
import { type ImportError, importError } from '../formats/errors.ts'
import { isDeckText } from './foreignName.ts'
import type { Shared } from './shared.ts'

export type LinkProblem = ImportError['kind']

/** A deck that came some other way than as a file, as the file it would have been: one preview serves all. */
export const fileOfText = (text: string, name: string): File => new File([text], name, { type: 'application/json' })

/** The deck in a link, of whatever host: nothing is fetched. Takes the part behind `#/open/` as well. */
export async function fileOfLink(link: string, name: string): Promise<Result<File, ImportError>> {
  const { linkedPart, readLinked } = await import('../formats/deckLink.ts')
  const part = linkedPart(link) ?? linkedPart(`#/open/${link}`)
  if (part === null) return err(importError('other-format', '', 'no link to a deck'))
  const text = readLinked(part)
  return text.ok ? ok(fileOfText(text.value, name)) : text
}

/** Whether a text is meant as a link to a deck, be it whole or not. */
export const isDeckLink = (text: string): boolean => /#\/open\//.test(text)

const [handed, setHanded] = createSignal<File | string | null>(null)

/** For the page that opens decks, wherever in the app a file or a link came in. */
export const handOver = (given: File | string): void => void setHanded(() => given)

/** What was handed over, once; reactive. */
export function takeHanded(): File | string | null {
  const given = handed()
  if (given !== null) setHanded(null)
  return given
}

/** The deck in what another app shared: a file, or a link in its words. Null where it is an article, or nothing. */
export function sharedDeck({ file, url, text }: Shared): File | string | null {
  if (file) return isDeckText(file.name) || /\.(json|recite|apkg|colpkg)$/i.test(file.name) ? file : null
  return /#\/open\/\d\S*/.exec(`${url} ${text}`)?.[0] ?? null
}

type LaunchQueue = {
  readonly setConsumer: (
    take: (launch: { readonly files?: readonly { readonly getFile: () => Promise<File> }[] }) => void,
  ) => void
}

/** Files that the system was told to open with this app. */
export function onLaunchFile(take: (file: File) => void): void {
  const queue = (globalThis as { readonly launchQueue?: LaunchQueue }).launchQueue
  queue?.setConsumer(({ files }) => void files?.[0]?.getFile().then(take))
}
