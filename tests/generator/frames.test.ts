import { describe, expect, it } from 'vitest'
import { article, generateFrom, linesOf } from './helpers.ts'

const NEWS = 'title: A dispute at the port\npublished: "2004-03-09"\noutlet: The Kelso Herald'

const cardsOf = (...paragraphs: string[]): string[] => linesOf(generateFrom(article(NEWS, ...paragraphs)))

describe('the deadline frame asks who set it, whatever the words', () => {
  it.each([
    [
      'Governor Tomas Brandt gave the dockers of Ardmore until April to accept the new contract with the Larch Line.',
      'who set the April deadline for the dockers of Ardmore to accept the new contract with the Larch Line? — Governor Tomas Brandt',
    ],
    [
      'The Maritime Council requires the port of Ardmore to dredge the Calder Channel by 2006.',
      'who set the 2006 deadline for the port of Ardmore to dredge the Calder Channel? — the Maritime Council',
    ],
    [
      'An August deadline for the closure of the Fenwick yard was set by Judge Maria Olsen.',
      'who set the August deadline for the closure of the Fenwick yard? — Judge Maria Olsen',
    ],
    [
      'Mayor Elena Fisk ordered the Halden Company to finish the new bridge over the river Lune by July 15.',
      'who set the July 15 deadline for the Halden Company to finish the new bridge over the river Lune? — Mayor Elena Fisk',
    ],
  ])('%s', (sentence, card) => {
    expect(cardsOf(sentence).map((line) => line.replace(/^In 2004, /, '').replace(/^Who/, 'who'))).toContain(card)
  })
})

describe('the deadline itself is asked too', () => {
  it('answers with the month and the year that the day of publication gives, where no card on the setter shows it', () => {
    const cards = cardsOf(
      'The dockers of Ardmore were given until April to accept the new contract with the Larch Line.',
    )
    expect(cards.some((line) => /^In 2004, what was the deadline for the dockers .* — April 2004$/.test(line))).toBe(
      true,
    )
  })

  it('is left out where the card on the setter names the month', () => {
    const cards = cardsOf(
      'Governor Tomas Brandt gave the dockers of Ardmore until April to accept the new contract with the Larch Line.',
    )
    expect(cards.filter((line) => /deadline/.test(line))).toHaveLength(1)
  })

  it('reads a month that has passed as one of the next year', () => {
    const cards = cardsOf(
      'Governor Tomas Brandt gave the dockers of Ardmore until January to accept the new contract with the Larch Line.',
    )
    expect(cards.join('\n')).toContain('the January 2005 deadline')
  })
})

describe('an enumeration across sentences becomes one list', () => {
  it.each([
    [
      'The talks between the dockers of Ardmore and the Larch Line have met three obstacles. The first obstacle is a cut in overtime pay. The second is the loss of forty jobs at the Calder terminal. The third is a ban on strikes in summer.',
      ['a cut in overtime pay', 'the loss of forty jobs at the Calder terminal', 'a ban on strikes in summer'],
    ],
    [
      'The dockers of Ardmore have two demands. One is a pension for casual workers. The other is a nurse on every shift.',
      ['a pension for casual workers', 'a nurse on every shift'],
    ],
    [
      'Two problems delayed the Larch Line at Ardmore. One was a shortage of steel from the mill at Dorning. The other was a dispute with the painters of Quill Bay.',
      ['a shortage of steel from the mill at Dorning', 'a dispute with the painters of Quill Bay'],
    ],
  ])('%s', (text, items) => {
    const { notes } = generateFrom(article(NEWS, text))
    const lists = notes.flatMap(({ content }) =>
      content.kind === 'list' ? [content.items.map((item) => item.text)] : [],
    )
    expect(lists).toContainEqual(items)
  })

  it('makes none where an item is missing', () => {
    const { notes } = generateFrom(
      article(
        NEWS,
        'The dockers of Ardmore have three demands. One is a pension for casual workers. The weather was fine.',
      ),
    )
    expect(notes.filter((note) => note.content.kind === 'list')).toEqual([])
  })

  it('has one piece of evidence for each item, in order', () => {
    const source = article(
      NEWS,
      'The dockers of Ardmore have two demands. One is a pension for casual workers. The other is a nurse on every shift.',
    )
    const list = generateFrom(source).notes.find((note) => note.content.kind === 'list')
    expect(list?.evidence.map((piece) => source.text.slice(piece.answer.start, piece.answer.end))).toEqual([
      'a pension for casual workers',
      'a nurse on every shift',
    ])
  })
})

describe('a statement is never made to say something else', () => {
  it.each([
    'The Larch Line will not pay the dockers of Ardmore until the courts rule on the case.',
    'Unless the dockers of Ardmore accept the contract, the Larch Line will close the Calder terminal.',
    'The Larch Line will close the Calder terminal only if the dockers of Ardmore reject the contract.',
  ])('%s', (sentence) => {
    for (const card of cardsOf(sentence)) expect(card).toMatch(/until|unless|only if|only/i)
  })

  it('leaves "he" as the text has it, after the sentence with the names, where two men could be meant', () => {
    const cards = cardsOf(
      'Tomas Brandt met Peter Lund in Ardmore on Monday. He bought the Calder terminal for the Larch Line.',
    ).filter((line) => /bought|buy/.test(line))
    expect(cards.length).toBeGreaterThan(0)
    for (const card of cards) expect(card).toMatch(/^> Tomas Brandt met Peter Lund [^\n]*\n\nHe bought/m)
  })
})
