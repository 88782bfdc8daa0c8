import { describe, expect, it } from 'vitest'
import { article, generateFrom, linesOf } from './helpers.ts'

const PLAIN = 'title: The Calder Institute'
const NEWS = 'title: Turtles of Quill Bay\npublished: "2014-05-12"\noutlet: The Kelso Herald'

const cards = (front: string, ...paragraphs: string[]): string =>
  linesOf(generateFrom(article(front, ...paragraphs))).join('\n')

describe('a card of what holds for a time, or is told already', () => {
  it.each([
    [
      'a year whose digits the name holds',
      'Peter Lund helped found the Ardmore 67s as an owner of the club in 1967.',
      '1967::',
    ],
    [
      'a country beside its capital',
      'The Lund Hospital in Damascus is a hospital that the Ardmore Society founded with Kelso College in Syria.',
      'Syria::',
    ],
    [
      'a rank among many today',
      'The Lund Hospital in Ardmore is one of the largest hospitals that the Calder Society runs in Kenya.',
      'one of the largest',
    ],
    [
      'a count of each year',
      'The Calder Institute holds some 28 advanced courses each year for students who travel to Ardmore and Kelso.',
      '28::',
    ],
    [
      'a seat that can move',
      'The Calder Institute is a major Norwegian maker of bicycles and engines for boats, based in Ardmore.',
      'Ardmore::',
    ],
    [
      'who held an office of a club',
      'After the season Peter Lund, the general manager of the Ardmore Bruins, selected him in the draft.',
      'Who was the general manager',
    ],
    [
      'the season of a player',
      'Peter Lund was recalled by the Ardmore Rangers after posting an 0.37 ERA in nine games for the Kelso River Cats.',
      '0.37::',
    ],
  ])('is not made of %s', (_, text, said) => {
    expect(cards(PLAIN, text)).not.toContain(said)
  })

  it('keeps what a year fixes', () => {
    expect(
      cards(PLAIN, 'In 1998 the Lund Hospital was one of the largest hospitals that the Calder Society ran in Kenya.'),
    ).toContain('1998')
  })

  it('is no size of a sample in the news', () => {
    const counted = 'Peter Lund and the Ardmore Society %s 340 turtles of Quill Bay in Kelso County with small radios.'
    expect(cards(NEWS, counted.replace('%s', 'tracked'))).not.toContain('340::')
    expect(cards(NEWS, counted.replace('%s', 'saved'))).toContain('340::')
  })
})
