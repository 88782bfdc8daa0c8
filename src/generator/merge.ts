import type { Note } from '../domain/note.ts'
import { promptOf } from './lint.ts'
import { contentStems, overlap } from './words.ts'

/** The notes of one article, in the order in which the articles were published. */
export type ArticleNotes = { readonly name: string; readonly notes: readonly Note[] }

export type Merged = {
  readonly byName: ReadonlyMap<string, readonly Note[]>
  /** Notes that were merged into an earlier article's, and those dropped because another card says otherwise. */
  readonly merged: number
  readonly contradicted: number
}

/**
 * Joins what several articles tell: the same fact becomes one note with a piece of evidence from each, in the deck of
 * the earlier article; of two cards with one question and two answers the surer one stays.
 */
export function mergeAcross(articles: readonly ArticleNotes[]): Merged {
  const kept: { name: string; note: Note; stems: ReadonlySet<string> }[] = []
  let merged = 0
  let contradicted = 0
  for (const { name, notes } of articles) {
    for (const note of notes) {
      const stems = new Set(contentStems(promptOf(note)))
      const rival = kept.find(
        (other) => other.note.content.kind === note.content.kind && overlap(other.stems, stems) >= 0.85,
      )
      if (rival === undefined || rival.name === name) {
        kept.push({ name, note, stems })
        continue
      }
      if (sameAnswer(rival.note, note)) {
        if (note.content.kind !== 'list')
          rival.note = { ...rival.note, evidence: [...rival.note.evidence, ...note.evidence] }
        merged += 1
        continue
      }
      contradicted += 1
      if ((note.confidence ?? 0) > (rival.note.confidence ?? 0)) kept[kept.indexOf(rival)] = { name, note, stems }
    }
  }
  const byName = new Map<string, Note[]>(articles.map((article) => [article.name, []]))
  for (const each of kept) byName.get(each.name)?.push(each.note)
  return { byName, merged, contradicted }
}

function sameAnswer(a: Note, b: Note): boolean {
  const own = new Set(wordingsOf(a))
  return wordingsOf(b).some((text) => own.has(text))
}

function wordingsOf(note: Note): string[] {
  const { content } = note
  const main =
    content.kind === 'list'
      ? content.items.map((item) => item.text).join('|')
      : content.kind === 'cloze'
        ? (/\{\{c\d+::(.*?)(?:::.*?)?\}\}/.exec(content.text)?.[1] ?? '')
        : content.answer
  return [main, ...note.accepted].map((text) => text.toLowerCase().replace(/^(the|a|an) /, ''))
}
