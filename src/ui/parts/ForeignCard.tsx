import '../styles/foreign.css'
import frameHtml from 'virtual:card-frame'
import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Show } from 'solid-js'
import { useServices } from '../../app/services.ts'
import { safeCss } from '../../domain/cssSafe.ts'
import { type ForeignSide, foreignSide } from '../../domain/foreignTree.ts'
import type { SafeNode } from '../../domain/htmlSafe.ts'
import type { MediaHash } from '../../domain/media.ts'
import type { TemplateContent } from '../../domain/noteType.ts'
import { NO_CONTEXT } from '../../domain/templateCard.ts'
import base from '../cardFrame/card.css?raw'
import { foreign as words } from '../messages/foreign.ts'
import { study } from '../messages/study.ts'

type ForeignCardProps = {
  face: {
    readonly content: TemplateContent
    readonly ordinal: number
    readonly tags: readonly string[]
    readonly answer: string
  }
  /** The question again is another showing: what was typed is forgotten. */
  side: 'question' | 'answer'
  lang: string
}

type FromFrame =
  | { readonly kind: 'ready' }
  | { readonly kind: 'height'; readonly height: number }
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'speak'; readonly lang: string; readonly text: string }
  | { readonly kind: 'key'; readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean }

/** In CSS pixels: less hides what there is, more is no card. */
const LEAST_HEIGHT = 80
const MOST_HEIGHT = 20_000
const LONGEST_TYPED = 2_000

type HtmlPolicy = { createHTML(text: string): string }
type Factory = { createPolicy(name: string, rules: HtmlPolicy): HtmlPolicy }

/** Gives the frame's own document and nothing else, whatever it is given. */
const policy: HtmlPolicy = (() => {
  const rules = { createHTML: () => frameHtml }
  const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes
  return factory?.createPolicy('card-frame', rules) ?? rules
})()

/**
 * A card whose templates and styles are a stranger's, in a frame without origin, network or scripts of theirs. What is
 * shown goes there as checked nodes; what comes back is height, keys and typed text.
 */
export default function ForeignCard(props: ForeignCardProps) {
  const services = useServices()
  let frame: HTMLIFrameElement | undefined
  let holder: HTMLElement | undefined
  const [ready, setReady] = createSignal(false)
  const [height, setHeight] = createSignal(LEAST_HEIGHT)
  const [typed, setTyped] = createSignal('')
  const dark = createDark(() => services.settings.current().theme)

  const shown = createMemo((): ForeignSide => {
    const { content, ordinal, tags } = props.face
    // What is typed changes nothing on the front.
    const text = props.side === 'answer' ? typed() : ''
    return foreignSide(content, ordinal, { side: props.side, typed: text, context: { ...NO_CONTEXT, tags } })
  })
  const nodes = () => {
    const side = shown()
    return side.kind === 'nodes' ? side.nodes : undefined
  }

  createEffect(
    on(
      () => [props.face.content, props.face.ordinal, props.side] as const,
      ([, , side]) => {
        if (side === 'question') setTyped('')
        // The question's focus is its heading's; the answer is in here.
        else requestAnimationFrame(() => holder?.focus({ preventScroll: true }))
      },
    ),
  )

  createEffect(() => {
    const list = nodes()
    if (!ready() || !list) return
    const { type } = props.face.content
    const message = {
      kind: 'show',
      base,
      css: safeCss(type.css),
      classes: `card card${props.face.ordinal + 1}${dark() ? ' nightMode night_mode' : ''}`,
      night: dark(),
      lang: props.lang,
      labels: { typed: words.typed, speak: words.speak, missing: words.missing },
    }
    let isOver = false
    onCleanup(() => {
      isOver = true
    })
    void Promise.all([withMaths(list), loadMedia(list, services.store.media)]).then(([drawn, media]) => {
      if (!isOver) frame?.contentWindow?.postMessage({ ...message, nodes: drawn, media }, '*')
    })
  })

  const hear = (event: MessageEvent) => {
    if (!frame || event.source !== frame.contentWindow) return
    const message = event.data as FromFrame
    switch (message.kind) {
      case 'ready':
        setReady(true)
        break
      case 'height':
        if (Number.isFinite(message.height)) setHeight(Math.min(Math.max(message.height, LEAST_HEIGHT), MOST_HEIGHT))
        break
      case 'typed':
        setTyped(String(message.text).slice(0, LONGEST_TYPED))
        break
      case 'speak':
        speak(String(message.text), String(message.lang))
        break
      case 'key': {
        const { key, ctrlKey, metaKey } = message
        holder?.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, metaKey, bubbles: true, cancelable: true }))
        break
      }
      default:
        message satisfies never
    }
  }
  onMount(() => addEventListener('message', hear))
  onCleanup(() => {
    removeEventListener('message', hear)
    globalThis.speechSynthesis?.cancel()
  })

  return (
    <section
      class="foreign-card"
      ref={holder}
      tabindex="-1"
      aria-label={props.side === 'answer' ? `${study.answer}: ${props.face.answer}` : words.question}
      lang={props.lang}
    >
      <Show when={nodes()} fallback={<p role="alert">{faultWords(shown())}</p>}>
        <iframe
          title={words.frame}
          sandbox="allow-scripts"
          style={{ 'block-size': `${height()}px` }}
          ref={(element) => {
            frame = element
            element.srcdoc = policy.createHTML('')
          }}
        />
      </Show>
    </section>
  )
}

function createDark(theme: () => 'system' | 'light' | 'dark'): () => boolean {
  const query = matchMedia('(prefers-color-scheme: dark)')
  const [system, setSystem] = createSignal(query.matches)
  const onChange = () => setSystem(query.matches)
  query.addEventListener('change', onChange)
  onCleanup(() => query.removeEventListener('change', onChange))
  return () => (theme() === 'system' ? system() : theme() === 'dark')
}

/** Formulas as MathML; what draws them comes with the first card that has one. */
async function withMaths(nodes: readonly SafeNode[]): Promise<readonly SafeNode[]> {
  if (!hasTex(nodes)) return nodes
  const { drawTex } = await import('../cardFrame/maths.ts')
  return drawTex(nodes)
}

const hasTex = (nodes: readonly SafeNode[]): boolean =>
  nodes.some((node) => typeof node !== 'string' && (node.tag === 'tex' || hasTex(node.children)))

/** Bytes, as addresses of this page's would mean nothing to a frame without an origin. */
async function loadMedia(
  nodes: readonly SafeNode[],
  media: (hash: MediaHash) => Promise<{ readonly type: string; readonly bytes: ArrayBuffer } | null>,
): Promise<readonly (readonly [string, Blob])[]> {
  const hashes = new Set<string>()
  const walk = (list: readonly SafeNode[]): void => {
    for (const node of list) {
      if (typeof node === 'string') continue
      if (node.medium !== undefined) hashes.add(node.medium)
      walk(node.children)
    }
  }
  walk(nodes)
  const found = await Promise.all([...hashes].map(async (hash) => [hash, await media(hash as MediaHash)] as const))
  return found.flatMap(([hash, medium]) =>
    medium ? [[hash, new Blob([medium.bytes], { type: medium.type })] as const] : [],
  )
}

function speak(text: string, lang: string): void {
  const speech = globalThis.speechSynthesis
  if (!speech) return
  speech.cancel()
  const utterance = new SpeechSynthesisUtterance(text)
  if (lang !== '') utterance.lang = lang
  speech.speak(utterance)
}

const faultWords = (side: ForeignSide): string => (side.kind === 'fault' ? words.fault(side.fault) : '')
