import '../styles/rich.css'
import { createMemo, For, type JSX, lazy, Match, onCleanup, Show, Suspense, Switch } from 'solid-js'
import { drawable } from '../../domain/drawable.ts'
import type { GapTex } from './gaps.ts'
import { addressOf, otherHost, wordsOf } from './linkHost.ts'
import { Medium } from './Medium.tsx'
import { makeMarkRoom, marksIn } from './marks.ts'
import { type RichNode, richTree } from './tree.ts'

const Maths = lazy(() => import('./Maths.tsx'))

/** For all that stands on the page: a list is many texts. */
const room = makeMarkRoom()

type RichTreeProps = { text: string; gap?: (index: number) => JSX.Element; gapTex?: GapTex }

/** A text drawn as nodes: no string of it ever becomes markup. */
export default function RichTree(props: RichTreeProps) {
  const tree = createMemo((): readonly RichNode[] => {
    const { text } = props
    const marks = marksIn(text)
    if (!room.take(marks)) return [{ kind: 'text', text }]
    onCleanup(() => room.giveBack(marks))
    return richTree(text, props.gapTex)
  })
  const only = () => {
    const [first, ...rest] = tree()
    return rest.length === 0 && first?.kind === 'paragraph' ? first : null
  }
  return (
    <Show
      when={only()}
      fallback={
        <div class="rich">
          <Nodes nodes={tree()} gap={props.gap} />
        </div>
      }
    >
      {(paragraph) => (
        <span class="rich">
          <Nodes nodes={paragraph().children} gap={props.gap} />
        </span>
      )}
    </Show>
  )
}

type NodesProps = { nodes: readonly RichNode[]; gap: ((index: number) => JSX.Element) | undefined }

function Nodes(props: NodesProps) {
  return <For each={props.nodes}>{(node) => <Node node={node} gap={props.gap} />}</For>
}

function Node(props: { node: RichNode; gap: NodesProps['gap'] }): JSX.Element {
  // A node never changes: another text makes other nodes.
  const { node } = props
  const children = (nodes: readonly RichNode[]) => <Nodes nodes={nodes} gap={props.gap} />
  switch (node.kind) {
    case 'text':
      return drawable(node.text)
    case 'break':
      return <br />
    case 'paragraph':
      return <p>{children(node.children)}</p>
    case 'quote':
      return <blockquote>{children(node.children)}</blockquote>
    case 'em':
      return <em>{children(node.children)}</em>
    case 'strong':
      return <strong>{children(node.children)}</strong>
    case 'list':
      return (
        <Switch fallback={<ul>{items(node.items, children)}</ul>}>
          <Match when={node.ordered}>
            <ol start={node.start}>{items(node.items, children)}</ol>
          </Match>
        </Switch>
      )
    case 'link':
      return (
        <>
          <a href={node.href} title={addressOf(node.href)} target="_blank" rel="noopener noreferrer">
            {children(node.children)}
          </a>
          <Show when={otherHost(node.href, wordsOf(node.children))}>
            {(host) => (
              <>
                {' '}
                <bdi class="muted">({host()})</bdi>
              </>
            )}
          </Show>
        </>
      )
    case 'medium':
      return <Medium hash={node.hash} alt={node.alt} />
    case 'code':
      return node.block ? (
        <pre>
          <code>{drawable(node.text)}</code>
        </pre>
      ) : (
        <code>{drawable(node.text)}</code>
      )
    case 'maths':
      return (
        <Suspense fallback={<code>{node.source}</code>}>
          <Maths tex={node.tex} source={node.source} block={node.block} />
        </Suspense>
      )
    case 'gap':
      return props.gap?.(node.index) ?? '…'
  }
}

const items = (all: readonly (readonly RichNode[])[], draw: (nodes: readonly RichNode[]) => JSX.Element) => (
  <For each={all}>{(nodes) => <li>{draw(nodes)}</li>}</For>
)
