import { clozeAnswers } from './clozeHtml.ts'
import type { SafeElement, SafeNode } from './htmlSafe.ts'
import { safeTree } from './htmlSafe.ts'
import type { TemplateContent } from './noteType.ts'
import { occlusionTree } from './occlusionTree.ts'
import { plainText, withoutTags } from './plainText.ts'
import type { CardContext, CardHtml } from './templateCard.ts'
import { cardHtml } from './templateCard.ts'
import { compareTyped } from './typedForeign.ts'

/** A side of a card with templates, as nodes to be made one by one; or why it cannot be shown. */
export type ForeignSide =
  | { readonly kind: 'nodes'; readonly nodes: readonly SafeNode[]; readonly asksForText: boolean }
  | Extract<CardHtml, { kind: 'fault' }>

export type SideOptions = {
  readonly side: 'question' | 'answer'
  /** What was typed, for the answer's side of a card that asks for it. */
  readonly typed: string
  readonly context: CardContext
}

const MARK =
  /\[sound:([^\]]{1,300})\]|\[\[type:([^\]]{1,300})\]\]|\[anki:tts lang=([\w-]{0,20})\]([^[]{0,5000})\[\/anki:tts\]|\\\(([\s\S]{1,2000}?)\\\)|\\\[([\s\S]{1,2000}?)\\\]/g
/** In longer stretches of text nothing is looked for. */
const LONGEST_MARKED = 50_000

export function foreignSide(content: TemplateContent, ordinal: number, options: SideOptions): ForeignSide {
  const html = cardHtml(content, ordinal, options.context)
  if (html.kind === 'fault') return html
  const mediumOf = (name: string): string | null =>
    Object.hasOwn(content.media, name) ? (content.media[name] ?? null) : null
  let asksForText = false
  const words = (text: string): readonly SafeNode[] => {
    if (!/\[|\\\(/.test(text) || text.length > LONGEST_MARKED) return [text]
    const nodes: SafeNode[] = []
    let at = 0
    for (const match of text.matchAll(MARK)) {
      const [whole, sound, field, language, spoken, inline, block] = match
      if (match.index > at) nodes.push(text.slice(at, match.index))
      at = match.index + whole.length
      if (sound !== undefined) nodes.push(soundNode(sound, mediumOf(sound.normalize('NFC'))))
      else if (field !== undefined) {
        asksForText = true
        nodes.push(...typedNodes(content, ordinal, field, options))
      } else if (inline !== undefined || block !== undefined)
        nodes.push({
          tag: 'tex',
          attributes: { display: block === undefined ? '' : 'block' },
          children: [inline ?? block ?? ''],
        })
      else nodes.push(speakNode(language ?? '', spoken ?? ''))
    }
    if (at < text.length) nodes.push(text.slice(at))
    return nodes
  }
  const source = options.side === 'question' ? html.question : html.answer
  const nodes = occlusionTree(safeTree(source, { mediumOf, words }))
  return { kind: 'nodes', nodes, asksForText }
}

const soundNode = (name: string, medium: string | null): SafeElement =>
  medium === null
    ? { tag: 'span', attributes: { class: 'missing' }, children: [name] }
    : { tag: 'audio', attributes: { controls: '', title: name }, medium, children: [] }

/** Made a button by whoever shows it. */
const speakNode = (language: string, words: string): SafeElement => ({
  tag: 'speak',
  attributes: { lang: language.replace('_', '-'), title: plainText(words) },
  children: [],
})

/** A field to type into on the front; on the back what was typed beside what was expected. */
function typedNodes(
  content: TemplateContent,
  ordinal: number,
  marks: string,
  { side, typed }: SideOptions,
): readonly SafeNode[] {
  if (side === 'question') return [{ tag: 'typed', attributes: {}, children: [] }]
  const parts = marks.split(':')
  const field = content.fields[content.type.fields.indexOf(parts.at(-1) ?? '')] ?? ''
  const texts = parts.includes('cloze') ? clozeAnswers(field, ordinal + 1) : [field]
  const expected = [...new Set(texts.map(expectedText))].join(', ')
  return [{ tag: 'code', attributes: { id: 'typeans' }, children: compareTyped(expected, typed, parts.includes('nc')) }]
}

/** A field as it would be typed: its lines one, no tags, no sounds. */
export const expectedText = (html: string): string =>
  withoutTags(html.replace(/\[sound:[^\]]{0,300}\]/g, '').replace(/<(?:br|div)\b[^>]{0,200}>|\n/gi, ' ')).trim()
