import type { SafeNode } from '../../domain/htmlSafe.ts'
import { makeTexRoom, sizeOf, type TexRoom } from '../rich/tex.ts'
import { drawInto, readTex } from '../rich/texTree.ts'

const ATTRIBUTES = new Set(
  `display displaystyle scriptlevel mathvariant stretchy symmetric fence form separator accent accentunder largeop
  movablelimits lspace rspace minsize maxsize width height depth voffset linethickness columnalign columnspacing
  columnlines rowspacing rowlines rowspan columnspan class style`.split(/\s+/),
)

/**
 * A card's nodes with each formula drawn as MathML; one that cannot be read, or that would take too long, stays as it was
 * typed.
 */
export function drawTex(nodes: readonly SafeNode[], room: TexRoom = makeTexRoom()): readonly SafeNode[] {
  return nodes.map((node) => {
    if (typeof node === 'string') return node
    return node.tag === 'tex' ? drawn(node, room) : { ...node, children: drawTex(node.children, room) }
  })
}

function drawn(node: Exclude<SafeNode, string>, room: TexRoom): SafeNode {
  const isBlock = node.attributes.display === 'block'
  const tex = node.children.join('')
  const tree = room.fits(tex) ? readTex(tex, isBlock) : null
  if (!tree || !room.take(tex, sizeOf(tree))) return asTyped(tex)
  const holder = document.createElement('span')
  if (!drawInto(holder, tree)) return asTyped(tex)
  return { tag: isBlock ? 'div' : 'span', attributes: {}, children: [...holder.childNodes].flatMap(toNode) }
}

const asTyped = (tex: string): SafeNode => ({ tag: 'code', attributes: {}, children: [tex] })

function toNode(node: Node): SafeNode[] {
  if (node instanceof Text) return [node.data]
  if (!(node instanceof Element)) return []
  const attributes = [...node.attributes].flatMap(({ name, value }) => (ATTRIBUTES.has(name) ? [[name, value]] : []))
  const children = [...node.childNodes].flatMap(toNode)
  return [{ tag: node.localName, attributes: Object.fromEntries(attributes), maths: true, children }]
}
