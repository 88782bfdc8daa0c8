import { describe, expect, it } from 'vitest'
import { isLooseSetting, looseEnds, meetsStranger } from '../../../src/generator/scene/strangers.ts'
import { readingOf, sentenceOf } from '../helpers.ts'

const NEWS = 'title: Harbour news of two states\npublished: "2014-05-12"\noutlet: The Kelso Herald'

/** Whether the last of the sentences names somebody or something that those before it do not. */
function strange(front: string, ...sentences: string[]): boolean {
  const reading = readingOf(front, sentences.join(' '))
  const last = reading.document.sentences[sentences.length - 1]
  return meetsStranger(reading, () => true, last?.from ?? 0, last?.to ?? 0)
}

describe('what a report names as if its reader had met it', () => {
  it.each([
    ['a thing', ['The plant closed in March 1931.'], true],
    ['a thing that was told of', ['Ardmore has a plant.', 'The plant closed in March 1931.'], false],
    ['a thing with its own words', ['The plant in Ardmore closed in March 1931.'], false],
    ['a body', ['Tomas Brandt sold the firm for $340 million.'], true],
    ['what there is one of', ['The government sold 340 boats in 1931.'], false],
    ['a person by role', ['Tomas Brandt is ill.', 'The painter was born in 1931.'], true],
    ['a name alone', ['In 1931 Peter left Calder.'], true],
    ['a rank with a name', ['Sgt Hoover left Calder in 1931.'], true],
    ['of whom there is one', ['President Hoover left Calder in 1931.'], false],
    ['a surname after the whole name', ['Karin Olsen is a judge.', 'Olsen joined the council in 1931.'], false],
  ])('%s', (_, sentences, expected) => {
    expect(strange(NEWS, ...sentences)).toBe(expected)
  })

  it('a surname whose holder has a nickname in the text', () => {
    const reading = readingOf(NEWS, 'Ardmore picked William "Mo" Calder. Calder joined the council in 1931.')
    const last = reading.document.sentences[1]
    const only = (word: number): boolean => word >= (last?.from ?? 0)
    expect(meetsStranger(reading, only, last?.from ?? 0, last?.to ?? 0)).toBe(true)
  })

  // It would not end within any test's time if each letter were tried to the end of the wall.
  it('nobody, in a wall of capitals', () => {
    const reading = readingOf(NEWS, `${'A'.repeat(199_000)} is a town.`, 'Calder joined the council in 1931.')
    const last = sentenceOf(reading, 'Calder joined')
    expect(meetsStranger(reading, () => false, last.from, last.to)).toBe(false)
  })

  it('a text that reports on no day tells of things in general', () => {
    expect(strange('title: The Halden bridge', 'The plant grows to 68 feet.')).toBe(false)
  })
})

describe('what stands before a sentence', () => {
  it.each([
    ['what was not told', ['Ardmore is a town.', 'Brandt denied the accusations.'], true],
    ['what was told', ['Two accusations were made in Ardmore.', 'Brandt denied the accusations.'], false],
    ['what the title tells', ['Ardmore is a town.', 'Brandt liked the harbour.'], false],
    ['what says which it is', ['Ardmore is a town.', 'Brandt denied the accusations of Elena Fisk.'], false],
    ['what every land has, with the title telling of several', ['Ardmore is a town.', 'Brandt sued the state.'], true],
    ['a law', ['Ardmore is a town.', 'Brandt broke the law.'], true],
    ['the first sentence of all', ['Brandt denied the accusations.'], false],
  ])('speaks as of something known of %s', (_, sentences, expected) => {
    const reading = readingOf(NEWS, sentences.join(' '))
    expect(isLooseSetting(reading, reading.document.sentences.slice(0, sentences.length))).toBe(expected)
  })

  it('"the Calder resident" is somebody who was named before', () => {
    const loose = (text: string): number => {
      const reading = readingOf(NEWS, `Ardmore is a town. ${text}`)
      const own = reading.document.sentences[1]
      return looseEnds(reading, () => true, own?.from ?? 0, own?.to ?? 0)
    }
    expect(loose('The Calder resident was born in 1931.')).toBe(1)
    expect(loose('The Calder resident Karin Olsen was born in 1931.')).toBe(0)
  })
})
