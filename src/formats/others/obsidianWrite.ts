import { oneLine } from '../../domain/bareText.ts'
import type { Deck } from '../../domain/deck.ts'
import { cardIdsOf } from '../../domain/faces.ts'
import type { Note } from '../../domain/note.ts'
import { type LeftOut, makeTally, type Tally } from '../anki/leftOut.ts'
import { gapsHeld } from './gaps.ts'
import { backOf } from './gather.ts'
import { mathsToDollars, outsideCode, withPaths } from './markdown.ts'
import { blockNameOf } from './obsidian.ts'
import { keptEnds, keptLines, markerIn, parted } from './obsidianMarks.ts'
import { commentOf, type WriteContext } from './obsidianSchedule.ts'
import { writable } from './writable.ts'

export type ObsidianOptions = {
  readonly pathOf: (hash: string) => string | null
  /** What is remembered of the cards; null where that stays here. */
  readonly progress: WriteContext | null
}

/** The deck as a note for the Spaced Repetition plugin, and what it does not hold. */
export function writeObsidian(
  deck: Pick<Deck, 'title' | 'notes'>,
  { pathOf, progress }: ObsidianOptions,
): { readonly text: string; readonly leftOut: readonly LeftOut[] } {
  const tally = makeTally()
  const byId = new Map(deck.notes.map((note) => [note.id, note]))
  const plain = (text: string): string => keptLines(parted(unlinked(mathsToDollars(withPaths(text.trim(), pathOf)))))
  const cards = deck.notes.flatMap((note): string[] => {
    const forth = note.id.endsWith('~back') ? byId.get(note.id.slice(0, -5) as Note['id']) : undefined
    if (forth && isBack(note, forth)) return []
    const back = byId.get(backOf(note.id))
    const both = back !== undefined && isBack(back, note)
    const text = textOf(note, both, plain, tally)
    if (text === null) return []
    const name = blockNameOf(note.id)
    const cardIds = [...cardIdsOf(note), ...(both ? cardIdsOf(back) : [])]
    const comment = progress && commentOf(cardIds, progress)
    return [`${text}${name === null ? '' : ` ^${name}`}${comment ? `\n${comment}` : ''}\n`]
  })
  const path = deck.title
    .split('::')
    .map((step) => step.trim().replace(/[^\p{L}\p{N}_-]+/gu, '-'))
    .filter((step) => step !== '')
  const head = `---\ntitle: ${JSON.stringify(deck.title)}\n---\n\n#flashcards${path.map((step) => `/${step}`).join('')}\n\n`
  return { text: head + cards.join('\n'), leftOut: tally.list() }
}

const isBack = (back: Note, forth: Note): boolean =>
  back.id === backOf(forth.id) &&
  back.content.kind === 'qa' &&
  forth.content.kind === 'qa' &&
  back.content.question === forth.content.answer &&
  back.content.answer === forth.content.question

function textOf(note: Note, both: boolean, plain: (text: string) => string, tally: Tally): string | null {
  const written = writable(note, tally)
  if (written === null) return null
  if (written.kind === 'gapped') return kept(keptEnds(gappedText(written.text, plain)), tally)
  const [question, answer] = [plain(written.question), plain(written.answer)]
  if (isOneLine(question) && isOneLine(answer) && !question.endsWith(':') && !answer.startsWith(':'))
    return keptEnds(`${question}${both ? ':::' : '::'}${answer}`)
  const [front, back] = [kept(question, tally), kept(answer, tally)]
  return front === null || back === null ? null : keptEnds(`${front}\n${both ? '??' : '?'}\n${back}`)
}

const isOneLine = (text: string): boolean => !/[\n`]|^~~~|^>/.test(text)

/** Null where the plugin would take something in code for its own: nothing can be escaped there. */
function kept(text: string, tally: Tally): string | null {
  if (!text.includes('<!--SR:') && !text.split('\n').some((line) => markerIn(line, '::') >= 0)) return text
  tally.add('kinds-not-written')
  return null
}

function gappedText(text: string, plain: (text: string) => string): string {
  const { gaps, held, fill } = gapsHeld(text)
  const isCounted = gaps.every((gap, i) => gap.number === i + 1)
  const said = (words: string): string => outsideCode(plain(oneLine(words)), (bare) => bare.replaceAll('=', '\\='))
  return fill(plain(held), ({ number, answer, hint }) => {
    const rest = hint === null ? '' : `;;${said(hint)}`
    return `==${isCounted ? '' : `${number};;`}${said(answer)}${rest}==`
  })
}

/** Brackets that Obsidian would take for a link to a note. */
const unlinked = (text: string): string => outsideCode(text, (plain) => plain.replace(/\[(?=\[)/g, '[\\'))
