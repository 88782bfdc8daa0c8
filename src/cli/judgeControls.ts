import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Random } from '../domain/random.ts'
import { shuffle } from '../domain/random.ts'
import type { JudgedCard, Shown } from './judgeCards.ts'

/** A card whose verdict is known beforehand: it measures the reader, not the generator. */
export type Control = { readonly control: 'good' | 'bad'; readonly how: string; readonly shown: Shown }

type Fact = {
  readonly article: string
  readonly question: string
  readonly answers: readonly string[]
  readonly evidence_start: number
  readonly evidence_end: number
  readonly type: string
}

/** Questions that people wrote, from a gold file; the articles lie in the folder given. */
export function goodControls(goldFile: string, articlesFolder: string, count: number, random: Random): Control[] {
  const facts = JSON.parse(readFileSync(goldFile, 'utf8')) as readonly Fact[]
  const usable = facts.filter((fact) => existsSync(join(articlesFolder, fact.article)))
  return shuffle(usable, random)
    .slice(0, count)
    .map((fact) => {
      const text = readFileSync(join(articlesFolder, fact.article), 'utf8')
      const from = text.lastIndexOf('\n', fact.evidence_start) + 1
      const to = text.indexOf('\n', fact.evidence_end)
      const all = fact.type === 'list'
      return {
        control: 'good',
        how: 'gold',
        shown: {
          question: fact.question,
          answer: all ? fact.answers.join('; ') : (fact.answers[0] ?? ''),
          accepted: all ? [] : fact.answers.slice(1),
          options: [],
          paragraph: text.slice(from, to < 0 ? undefined : to).trim(),
          title: '',
          published: null,
        },
      }
    })
}

/** The folder where a gold file's articles lie by custom: `articles` beside its own folder. */
export const articlesBeside = (goldFile: string): string => join(dirname(goldFile), '../articles')

/**
 * Spoils cards in three ways by turns, with answers from `all`; a card that a way cannot spoil for certain is passed over.
 */
export function badControls(
  cards: readonly JudgedCard[],
  all: readonly JudgedCard[],
  count: number,
  random: Random,
): Control[] {
  const out: Control[] = []
  const order = shuffle(cards, random)
  const others = shuffle(all, random)
  for (const card of order) {
    if (out.length >= count) break
    for (let turn = 0; turn < WAYS.length; turn++) {
      const way = WAYS[(out.length + turn) % WAYS.length]
      const shown = way?.spoil(card, others) ?? null
      if (way === undefined || shown === null) continue
      out.push({ control: 'bad', how: way.how, shown: { ...shown, options: [] } })
      break
    }
  }
  return out
}

type Spoil = (card: JudgedCard, others: readonly JudgedCard[]) => Shown | null

const WAYS: readonly { readonly how: string; readonly spoil: Spoil }[] = [
  { how: 'wrong answer', spoil: withOthersAnswer },
  { how: 'unbound pronoun', spoil: withPronoun },
  { how: 'truncated answer', spoil: withHalfAnswer },
]

/** The answer of another card of the same text, of the same type and not in the card's own sentence. */
function withOthersAnswer(card: JudgedCard, others: readonly JudgedCard[]): Shown | null {
  const other = others.find(
    (each) =>
      each.source === card.source &&
      each.kind !== 'list' &&
      each.features.answerType === card.features.answerType &&
      !card.shown.paragraph.toLowerCase().includes(each.shown.answer.toLowerCase()),
  )
  return other === undefined || card.kind === 'list'
    ? null
    : { ...card.shown, answer: other.shown.answer, accepted: [] }
}

/** The first name of the question becomes a pronoun that nothing before it binds. */
function withPronoun(card: JudgedCard): Shown | null {
  const { question } = card.shown
  const name = /(?<=[\p{Ll},] )(?:the )?\p{Lu}[\p{L}.'-]+(?: \p{Lu}[\p{L}.'-]+)*/u.exec(question)
  if (
    name === null ||
    /^(January|February|March|April|May|June|July|August|September|October|November|December)/.test(name[0])
  )
    return null
  const owner = /'s$/.test(name[0])
  const spoilt = question.slice(0, name.index) + (owner ? 'its' : 'it') + question.slice(name.index + name[0].length)
  return /\p{Lu}\p{L}+ \p{Lu}/u.test(spoilt) ? null : { ...card.shown, question: spoilt }
}

/** The first half of a long answer, cut where a word is missing. */
function withHalfAnswer(card: JudgedCard): Shown | null {
  const words = card.shown.answer.split(' ')
  if (words.length < 5 || card.kind === 'list') return null
  const at = words.findLastIndex(
    (word, i) => i >= 1 && i < words.length - 1 && /^(of|to|in|on|for|with|the|a|an|and|that)$/.test(word),
  )
  return at < 1 ? null : { ...card.shown, answer: words.slice(0, at + 1).join(' '), accepted: [] }
}
