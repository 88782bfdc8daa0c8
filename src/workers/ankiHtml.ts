import { parseCloze } from '../domain/cloze.ts'
import type { MediaHash } from '../domain/media.ts'
import { escapeHtml, type ToHtml } from '../formats/anki/ownNotes.ts'
import { isRich } from '../ui/rich/isRich.ts'
import { type RichNode, richTree } from '../ui/rich/tree.ts'

/** How a file is shown: `name` is null for what is not on this device. */
export type Shown = { readonly name: string | null; readonly isSound: boolean }

/** Our texts as the HTML of Anki's fields: its maths delimiters, its sounds, its blanks. */
export function makeToHtml(shown: (hash: MediaHash) => Shown): ToHtml {
  const text = (markdown: string): string =>
    isRich(markdown) ? htmlOf(inLine(richTree(markdown)), { shown, gap: () => '' }) : escapeHtml(markdown)
  return {
    text,
    picture: (hash) => mediumHtml(shown(hash), ''),
    cloze: (markdown) => {
      const parts = parseCloze(markdown)
      let line = ''
      const blanks: string[] = []
      for (const part of parts) {
        if (part.kind === 'text') line += part.text.replace(/[\uE002\uE003]/g, '\uFFFD')
        else {
          line += `\uE002${blanks.length}\uE003`
          const hint = part.hint === null ? '' : `::${part.hint}`
          // Two braces of a formula's own would end the blank.
          const answer = part.answer.endsWith('}') ? `${part.answer} ` : part.answer
          blanks.push(`{{c${part.number}::${text(answer)}${escapeHtml(hint)}}}`)
        }
      }
      const gap = (index: number): string => blanks[index] ?? ''
      const tree = richTree(line, (index) => decodeGap(gap(index)))
      return htmlOf(inLine(tree), { shown, gap })
    },
  }
}

/** Within a formula a blank is TeX, which is escaped with the formula. */
const decodeGap = (html: string): string =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** One paragraph is a line of its own; several stay apart. */
function inLine(nodes: readonly RichNode[]): readonly RichNode[] {
  const [only, ...others] = nodes
  return only?.kind === 'paragraph' && others.length === 0 ? only.children : nodes
}

type Making = { readonly shown: (hash: MediaHash) => Shown; readonly gap: (index: number) => string }

const htmlOf = (nodes: readonly RichNode[], making: Making): string =>
  nodes.map((node) => nodeHtml(node, making)).join('')

function nodeHtml(node: RichNode, making: Making): string {
  const inside = (tag: string, nodes: readonly RichNode[]): string => `<${tag}>${htmlOf(nodes, making)}</${tag}>`
  switch (node.kind) {
    case 'text':
      return escapeHtml(node.text)
    case 'break':
      return '<br>'
    case 'paragraph':
      return inside('p', node.children)
    case 'quote':
      return inside('blockquote', node.children)
    case 'em':
      return inside('i', node.children)
    case 'strong':
      return inside('b', node.children)
    case 'list': {
      const items = node.items.map((item) => inside('li', inLine(item))).join('')
      if (!node.ordered) return `<ul>${items}</ul>`
      return `<ol${node.start === 1 ? '' : ` start="${node.start}"`}>${items}</ol>`
    }
    case 'link':
      return `<a href="${escapeHtml(node.href)}">${htmlOf(node.children, making)}</a>`
    case 'medium':
      return node.hash === null ? escapeHtml(node.alt) : mediumHtml(making.shown(node.hash), node.alt)
    case 'code':
      return node.block ? `<pre><code>${escapeHtml(node.text)}</code></pre>` : `<code>${escapeHtml(node.text)}</code>`
    case 'maths':
      return escapeHtml(node.block ? `\\[${node.tex}\\]` : `\\(${node.tex}\\)`)
    case 'gap':
      return making.gap(node.index)
  }
}

function mediumHtml({ name, isSound }: Shown, alt: string): string {
  if (name === null) return escapeHtml(alt)
  const words = alt === '' ? '' : ` alt="${escapeHtml(alt)}"`
  return isSound ? `[sound:${name}]` : `<img src="${escapeHtml(name)}"${words}>`
}
