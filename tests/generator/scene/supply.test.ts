import { describe, expect, it } from 'vitest'
import { isMet, isSupplied } from '../../../src/generator/scene/supply.ts'
import { lower, wordAt } from '../../../src/generator/tree.ts'
import { readingOf, sentenceOf } from '../helpers.ts'

const TITLE = 'title: Notes from the north'

/** Whether the last "word" of a text is met by the sentences that are seen: those that begin as one of `seen` says. */
function met(word: string, seen: readonly string[], text: string, front = TITLE): boolean {
  const reading = readingOf(front, text)
  const shown = seen.map((start) => sentenceOf(reading, start))
  const own = reading.document.words.findLast((each) => lower(each) === word && each.start < text.length + 1)
  if (own === undefined) throw new Error(`no ${word}`)
  const from = reading.document.sentences[own.sentence]?.from ?? 0
  const isSeen = (at: number): boolean =>
    (at >= from && at < own.index) || shown.some((sentence) => at >= sentence.from && at < sentence.to)
  return isMet(reading, isSeen, wordAt(reading.document, own.index))
}

describe('a pronoun is met where the card shows whom it stands for', () => {
  it('not by whom the speaker speaks of', () => {
    expect(met('he', [], '"Tomas Brandt is doing a great job," he said in 1998.')).toBe(false)
    expect(met('he', [], 'Tomas Brandt was ill. "It is late," he said in 1998.')).toBe(false)
  })

  it('it, where it only points ahead', () => {
    expect(met('it', [], 'It is clear that Dorning is old.')).toBe(true)
    expect(met('it', [], 'In 1885, it decreed that Dorning would be free.')).toBe(false)
  })

  const SHE = 'Elena Fisk was an engineer. The harbour of Dorning is old. She won the Calder Prize in 1998.'

  it('she', () => {
    expect(met('she', ['Elena Fisk'], SHE)).toBe(true)
    expect(met('she', ['The harbour'], SHE)).toBe(false)
    expect(met('she', [], SHE)).toBe(false)
  })

  it('he, not by a woman', () => {
    const text = 'Tomas Brandt was a governor. Mrs. Karin Olsen was a judge. Tomas Brandt met Karin Olsen, and he left.'
    expect(met('he', [], text)).toBe(true)
    const woman = 'Tomas Brandt was a governor. Mrs. Karin Olsen was a judge. In 1998 he left Calder.'
    expect(met('he', ['Mrs. Karin'], woman)).toBe(false)
  })

  it('it', () => {
    const text = 'The Halden Company built ships. Nobody was there. It sold 340 boats to Dorning.'
    expect(met('it', ['The Halden'], text)).toBe(true)
    expect(met('it', [], text)).toBe(false)
  })

  it('it, where it points ahead', () => {
    expect(met('it', [], 'It is clear that Tomas Brandt sold the terminal of Calder in 1998.')).toBe(true)
  })

  it('they', () => {
    const text = 'The painters of Dorning were on strike. Nobody was there. They wanted 340 crowns.'
    expect(met('they', ['The painters'], text)).toBe(true)
    expect(met('they', [], text)).toBe(false)
  })

  it('you and who need nobody', () => {
    expect(met('who', [], 'Tomas Brandt, who sold the terminal of Calder, died in 1998.')).toBe(true)
  })
})

describe('"the …" is met where the card names the thing, one akin to it or one of its kind', () => {
  it.each([
    ['the same word', 'A tower fell in Dorning. The tower was sold in 1998.', true],
    ['the verb of a deed', 'The farmers voted in Dorning. The vote was repeated in 1998.', true],
    ['a country for the country', 'Norway joined the league. The country was rich in 1998.', true],
    ['a person for a person', 'Tomas Brandt went to Dorning. The governor was ill in 1998.', true],
    ['nothing for a tower', 'Nobody was in Dorning. The tower was sold in 1998.', false],
    ['nobody for the governor', 'It rained. The governor was ill in 1998.', false],
    ['no country for the country', 'Tomas Brandt was ill. The country was rich in 1998.', false],
  ])('%s', (_, text, expected) => {
    expect(met('the', [text.slice(0, 12)], text)).toBe(expected)
  })

  it('or where the title names it', () => {
    const text = 'Nobody was in Dorning. The tower was sold in 1998.'
    expect(met('the', [], text, 'title: The tower of Dorning')).toBe(true)
  })

  it('or where it says itself which one it is', () => {
    expect(met('the', [], 'Nobody was there. Karin Olsen sold the tower of the Calder Museum in 1998.')).toBe(true)
  })
})

describe('"this …" is met by the sentence right before it alone', () => {
  const text = 'Elena Fisk drew a tower. Nobody was in Dorning. This plan was sold in 1998.'

  it('seen', () => {
    expect(met('this', ['Nobody'], text)).toBe(true)
    expect(met('this', ['Elena Fisk'], text)).toBe(false)
  })
})

describe('a stretch of words is supplied', () => {
  it('where each of them is', () => {
    const reading = readingOf(TITLE, 'Elena Fisk drew a tower. She sold the tower to Dorning, and it fell.')
    const [first, second] = [sentenceOf(reading, 'Elena'), sentenceOf(reading, 'She')]
    expect(isSupplied(reading, (at) => at >= first.from, second.from, second.to)).toBe(true)
    expect(isSupplied(reading, (at) => at >= second.from, second.from, second.to)).toBe(false)
    expect(isSupplied(reading, () => false, second.to, second.to)).toBe(true)
  })
})
