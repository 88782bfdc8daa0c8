import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { decodeDeck } from '../../src/formats/deckFile.ts'
import { lintDeck, promptOf } from '../../src/generator/lint.ts'

const readDeck = (text: string) => {
  const deck = decodeDeck(text)
  return deck.ok ? deck.value : null
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FOLDER = join(ROOT, 'decks')
const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.deck.json'))
  .sort()

describe.each(files)('%s', (file) => {
  const deck = readDeck(readFileSync(join(FOLDER, file), 'utf8'))
  if (deck === null) throw new Error(`${file} is not a deck`)

  it('has seven cards or more, those that the generator is sure of and those that an editor kept, and an article beside it', () => {
    expect(deck.notes.length).toBeGreaterThanOrEqual(7)
    expect(existsSync(join(ROOT, 'seeds', file.replace('.deck.json', '.md')))).toBe(true)
  })

  it('passes the lint without a finding', () => {
    expect(lintDeck(deck)).toEqual([])
  })

  it('shows every answer in its own text', () => {
    for (const note of deck.notes) {
      for (const piece of note.evidence) {
        const source = deck.sources.find((each) => each.id === piece.sourceId)
        expect(source?.text.slice(piece.sentence.start, piece.sentence.end)).toBe(piece.quote)
        expect(source?.text.slice(piece.answer.start, piece.answer.end).trim()).not.toBe('')
      }
    }
  })

  it('has no id twice', () => {
    expect(new Set(deck.notes.map((note) => note.id)).size).toBe(deck.notes.length)
  })
})

describe('the cards that the product is known for', () => {
  const all = files.flatMap((file) => readDeck(readFileSync(join(FOLDER, file), 'utf8'))?.notes ?? [])

  it('who set the October deadline', () => {
    const card = all.find((note) => /who set the October deadline/i.test(promptOf(note)))
    expect(card?.content).toMatchObject({ kind: 'qa', answer: 'President Obama' })
    expect(card?.accepted).toContain('Barack Obama')
  })

  it('what the two sticking points were', () => {
    const card = all.find((note) => /what were the two sticking points/i.test(promptOf(note)))
    expect(card?.content.kind === 'list' && card.content.items.map((item) => item.text)).toEqual([
      'an American request to carry out counterterrorism missions on Afghan soil independently',
      'protection from foreign forces',
    ])
  })
})
