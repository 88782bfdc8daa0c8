import type { SafeElement, SafeNode } from './htmlSafe.ts'

const CONTAINER = 'image-occlusion-container'

/**
 * Draws the covers of an image-occlusion card over its picture, as its template's script would: the one that is asked
 * for, and where the note hides all, the others too. Other cards come back as they are.
 */
export function occlusionTree(nodes: readonly SafeNode[]): readonly SafeNode[] {
  const covers: SafeElement[] = []
  gather(nodes, covers)
  return covers.length === 0 ? nodes : nodes.map((node) => withCovers(node, covers))
}

function gather(nodes: readonly SafeNode[], covers: SafeElement[]): void {
  for (const node of nodes) {
    if (typeof node === 'string') continue
    if (node.attributes['data-shape'] !== undefined) covers.push(node)
    gather(node.children, covers)
  }
}

function withCovers(node: SafeNode, covers: readonly SafeElement[]): SafeNode {
  if (typeof node === 'string') return node
  if (node.attributes.id !== CONTAINER)
    return { ...node, children: node.children.map((child) => withCovers(child, covers)) }
  const picture = node.children.find((child) => typeof child !== 'string' && child.tag === 'img')
  if (!picture) return node
  const drawn = covers.flatMap(shapeOf)
  const layer: SafeElement = {
    tag: 'svg',
    attributes: { viewBox: '0 0 1 1', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    children: drawn,
  }
  return { tag: 'div', attributes: { class: 'io' }, children: [picture, layer] }
}

function shapeOf({ attributes }: SafeElement): SafeNode[] {
  const kind = attributes.class ?? ''
  // What the answer shows is only framed; what is not asked for stays open, unless the note hides all.
  if (kind === 'cloze-inactive' && attributes['data-occludeinactive'] !== '1') return []
  const look = { class: `cover ${kind}` }
  const at = (name: string): string => share(attributes[`data-${name}`])
  switch (attributes['data-shape']) {
    case 'rect':
      return [shape('rect', { ...look, x: at('left'), y: at('top'), width: at('width'), height: at('height') })]
    case 'ellipse': {
      const [rx, ry] = [at('rx'), at('ry')]
      const [cx, cy] = [Number(at('left')) + Number(rx), Number(at('top')) + Number(ry)]
      return [shape('ellipse', { ...look, cx: `${cx}`, cy: `${cy}`, rx, ry })]
    }
    case 'polygon': {
      const points = (attributes['data-points'] ?? '').split(' ').map((point) => point.split(',').map(share).join(','))
      return [shape('polygon', { ...look, points: points.join(' ') })]
    }
    default:
      return []
  }
}

const shape = (tag: string, attributes: Readonly<Record<string, string>>): SafeElement => ({
  tag,
  attributes,
  children: [],
})

/** A share of the picture, 0 to 1. */
function share(text: string | undefined): string {
  const value = Number(text ?? '0')
  return Number.isFinite(value) ? String(Math.min(Math.max(value, 0), 1)) : '0'
}
