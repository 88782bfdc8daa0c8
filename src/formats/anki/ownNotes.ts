import { parseCloze } from '../../domain/cloze.ts'
import { facesOf } from '../../domain/faces.ts'
import { hashToSeed } from '../../domain/hash.ts'
import type { MediaHash } from '../../domain/media.ts'
import type { Evidence, Note } from '../../domain/note.ts'
import { type NoteType, ordinalOfFace, templateOf } from '../../domain/noteType.ts'
import { type Occlusion, occlusionOf } from '../../domain/occlusion.ts'
import { makeRandom, shuffle } from '../../domain/random.ts'
import type { Source, SourceId } from '../../domain/source.ts'
import { OWN_TYPES } from './ownTypes.ts'

/** What turns our own texts into HTML: given by whoever may know Markdown. */
export type ToHtml = {
  readonly text: (markdown: string) => string
  /** Blanks come out as Anki's. */
  readonly cloze: (markdown: string) => string
  readonly picture: (hash: MediaHash) => string
}

export type AnkiForm = {
  readonly type: NoteType
  readonly fields: readonly string[]
  /** One for each face of the note, in the order of its faces. */
  readonly ordinals: readonly number[]
}

type Sources = ReadonlyMap<SourceId, Source>

/** A note as Anki has it; null for a kind that has no form there. */
export function ankiForm(note: Note, sources: Sources, html: ToHtml): AnkiForm | null {
  const template = templateOf(note)
  const ordinals = facesOf(note).map((face) => (face.startsWith('s') ? Number(face.slice(1)) - 1 : ordinalOfFace(face)))
  if (template) return { type: template.type, fields: template.fields, ordinals }
  const from = fromOf(note, sources)
  const also = note.accepted.map(html.text).join('<br>')
  const occlusion = occlusionOf(note)
  if (occlusion) return { type: OWN_TYPES.occlusion, fields: [...occlusionFields(occlusion, html), ...from], ordinals }
  const { content } = note
  switch (content.kind) {
    case 'qa': {
      const fields = [html.text(content.question), html.text(content.answer), also]
      return { type: OWN_TYPES.qa, fields: [...fields, ...from], ordinals }
    }
    case 'list': {
      const items = content.items.map((item) => {
        const others = item.accepted.length === 0 ? '' : ` <small>(${item.accepted.map(html.text).join(', ')})</small>`
        return `<li>${html.text(item.text)}${others}</li>`
      })
      return {
        type: OWN_TYPES.list,
        fields: [html.text(content.question), `<ul>${items.join('')}</ul>`, ...from],
        ordinals,
      }
    }
    case 'cloze':
      return { type: OWN_TYPES.cloze, fields: [html.cloze(content.text), also, ...from], ordinals }
    case 'choice': {
      const options = shuffle(
        [content.answer, ...note.distractors.map((one) => one.text)],
        makeRandom(hashToSeed(note.id)),
      )
      const list = `<ul>${options.map((option) => `<li>${html.text(option)}</li>`).join('')}</ul>`
      const fields = [html.text(content.question), html.text(content.answer), list, also]
      return { type: OWN_TYPES.choice, fields: [...fields, ...from], ordinals }
    }
    default:
      content satisfies never
      return null
  }
}

/** Texts of a note in which media may be named. */
export function textsOf(note: Note): readonly string[] {
  const { content } = note
  const more = [...note.accepted, ...note.distractors.map((one) => one.text)]
  switch (content.kind) {
    case 'qa':
    case 'choice':
      return [content.question, content.answer, ...more]
    case 'list':
      return [content.question, ...content.items.map((item) => item.text), ...more]
    case 'cloze':
      return [...parseCloze(content.text).flatMap((part) => (part.kind === 'text' ? part.text : part.answer)), ...more]
    default:
      return []
  }
}

function occlusionFields({ question, picture, mode, shapes }: Occlusion, html: ToHtml): readonly string[] {
  const covers = shapes.map(({ id, x, y, width, height }) => {
    const all = mode === 'hideAll' ? ':oi=1' : ''
    const place = `left=${share(x)}:top=${share(y)}:width=${share(width)}:height=${share(height)}`
    return `{{c${id}::image-occlusion:rect:${place}${all}}}<br>`
  })
  const labels = shapes.filter((shape) => shape.label !== '')
  const list = labels.map((shape) => `<li value="${shape.id}">${html.text(shape.label)}</li>`).join('')
  return [covers.join(''), html.picture(picture), html.text(question), list === '' ? '' : `<ol>${list}</ol>`, '']
}

/** Percent as Anki writes a share: four decimals, no nought before the point. */
const share = (percent: number): string => String(Math.round(percent * 100) / 10_000).replace(/^0(?=\.)/, '')

/** The sentences with the answers marked, the articles they stand in, and their addresses: each once. */
function fromOf(note: Note, sources: Sources): readonly [string, string, string] {
  const found = note.evidence.flatMap((piece) => sources.get(piece.sourceId) ?? [])
  const links = found.flatMap(({ url }) =>
    url === null ? [] : [`<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`],
  )
  return [
    once(note.evidence.map(sentenceOf)),
    once(found.map(({ title, outlet, author, published }) => escapeHtml(line([title, author, outlet, published])))),
    once(links),
  ]
}

const once = (texts: readonly string[]): string => [...new Set(texts)].filter((text) => text !== '').join('<br>')

const line = (parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(', ')

function sentenceOf({ quote, sentence, answer }: Evidence): string {
  const [from, to] = [answer.start - sentence.start, answer.end - sentence.start]
  if (from < 0 || to <= from || to > quote.length) return escapeHtml(quote)
  // Half a character is none to SQLite, and Anki takes nothing of a package that has one.
  const start = splitsCharacter(quote, from) ? from - 1 : from
  const end = splitsCharacter(quote, to) ? to + 1 : to
  const [before, marked, after] = [quote.slice(0, start), quote.slice(start, end), quote.slice(end)].map(escapeHtml)
  return `${before}<mark>${marked}</mark>${after}`
}

const splitsCharacter = (text: string, at: number): boolean =>
  /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, at - 1), at + 1))

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
