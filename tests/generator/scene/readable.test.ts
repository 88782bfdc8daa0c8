import { describe, expect, it } from 'vitest'
import { readableFault } from '../../../src/generator/scene/readable.ts'
import { readingOf, sentenceOf } from '../helpers.ts'

const NEWS = 'title: Harbour news\npublished: "2014-05-12"\noutlet: The Kelso Herald'

function faultOf(sentence: string): string | null {
  const reading = readingOf(NEWS, sentence)
  return readableFault(reading, sentenceOf(reading, sentence.slice(0, 8)))
}

describe('what is not fit to be read out', () => {
  it.each([
    ['a label of the page before it', 'Best of the harbour: The Halden Company sold 340 boats in 1998.'],
    ['a button within it', 'The Halden Company sold 340 boats Show Hide Calder in 1998.'],
    ['a town that it was sent from', 'CALDER – the Halden Company sold 340 boats in 1998.'],
    ['two figures in one', 'The Halden Company is seen badly by the people of Calder, 48%-37%.'],
    ['two sentences run together', 'Fisk leads in Calder, with 74 percent of voters said they like the harbour.'],
  ])('%s', (_, sentence) => {
    expect(faultOf(sentence)).not.toBeNull()
  })

  it.each([
    ['a whole sentence', 'The Halden Company sold 340 boats in 1998.'],
    ['one with a colon', 'The Halden Company sold three kinds of boats: sloops, ferries and barges.'],
    ['one with a share', 'Fisk leads in Calder, with 74 percent of voters behind her.'],
  ])('but %s is', (_, sentence) => {
    expect(faultOf(sentence)).toBeNull()
  })
})
