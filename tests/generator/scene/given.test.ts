import { describe, expect, it } from 'vitest'
import type { Fact } from '../../../src/generator/scene/facts.ts'
import { isTold, isWorkedOut, standsOnce } from '../../../src/generator/scene/given.ts'
import { contentStems } from '../../../src/generator/words.ts'
import { readingOf } from '../helpers.ts'

const NEWS = 'title: Ferry fire at Quill Bay\npublished: "2014-05-12"\noutlet: The Kelso Herald'
const PLAIN = 'title: The Halden bridge'

/** A fact whose words are those of the text; the answer must stand in it. */
function factIn(front: string, text: string, answer: string, type: Fact['type']) {
  const reading = readingOf(front, text)
  const start = reading.document.text.indexOf(answer)
  const words = reading.document.words
    .filter((word) => word.start >= start && word.end <= start + answer.length)
    .map((word) => word.index)
  return { reading, fact: { words, answer, type, hint: '', weight: 1 } satisfies Fact }
}

const worked = (text: string, answer: string, type: Fact['type'], card = text): boolean => {
  const { reading, fact } = factIn(PLAIN, text, answer, type)
  return isWorkedOut(fact, reading, card)
}

const told = (answer: string, type: Fact['type'], front = NEWS): boolean => {
  const { reading, fact } = factIn(front, `The ferry burned at Quill Bay in ${answer}.`, answer, type)
  return isTold(reading, fact)
}

describe('what follows from the rest of its card is not asked', () => {
  it.each<[string, string, string, Fact['type'], boolean]>([
    [
      'the share that is left of a hundred',
      'Of the boats 62 percent are red and 38 percent are blue.',
      '38',
      'number',
      true,
    ],
    ['not a share beside another', 'Of the boats 62 percent are red and 21 percent are blue.', '21', 'number', false],
    [
      'two others together',
      'Nearly 300 people came, including 119 from Ardmore and 173 from Calder.',
      '300',
      'number',
      true,
    ],
    [
      'what is left of another',
      'They looked at 40,000 boats, roughly 14,000 of wood and 26,000 of iron.',
      '14,000',
      'number',
      true,
    ],
    ['not more than two others', 'Some 900 people came, 119 from Ardmore and 173 from Calder.', '900', 'number', false],
    ['one in so many', 'One in 36 children of Ardmore sails, or 2.8 percent.', '2.8', 'number', true],
    [
      'a share of two counts',
      'Ardmore turned 16,669 boats away, about 1.4 percent of 1.2 million.',
      '1.4',
      'number',
      true,
    ],
    [
      'a part of a share',
      'Ardmore turned 16,669 boats away, about 1.4 percent of 1.2 million.',
      '16,669',
      'number',
      true,
    ],
    [
      'a share beside other counts',
      'Ardmore turned 340 boats away, and 17 percent of 14,000 sank.',
      '17',
      'number',
      false,
    ],
    [
      'what all other shares leave of a hundred',
      'Of the painters 48 percent came, 8 percent left and 44 percent stayed.',
      '48',
      'number',
      true,
    ],
    ['what leads by a point', 'Fisk leads by 1 point, with 43.8 percent to 42.8 percent.', '43.8', 'number', true],
    ['not what leads by more', 'Fisk leads by 5 points, with 43.8 percent to 31.2 percent.', '43.8', 'number', false],
    [
      'a year of a daily figure',
      'In Ardmore 115 boats sail each day, and 42,000 did in 1998.',
      '42,000',
      'number',
      true,
    ],
    ['a day of a yearly one', 'In Ardmore 115 boats sail each day, and 42,000 did in 1998.', '115', 'number', true],
    [
      'not what another time gives',
      'In Ardmore 115 boats sail each day, and 9,000 sank in 1998.',
      '9,000',
      'number',
      false,
    ],
    [
      'the share of a change',
      'Boats rose by 105,000, or 6.2 percent, to 1.8 million in Ardmore.',
      '6.2',
      'number',
      true,
    ],
    [
      'a change of that share',
      'Boats rose by 105,000, or 6.2 percent, to 1.8 million in Ardmore.',
      '105,000',
      'number',
      true,
    ],
    [
      'not a share of something else',
      'Boats rose by 105,000 to 1.8 million, and 31 percent sank.',
      '31',
      'number',
      false,
    ],
    ['a part told in words', 'Two in three boats of Ardmore, 66 percent, are red.', '66', 'number', true],
    [
      'a part of another figure',
      'Ardmore has 520,000 boats, one-third of the 1.6 million of 1998.',
      '520,000',
      'number',
      true,
    ],
    ['not another part', 'Two in three boats of Ardmore are red, and 14 percent are blue.', '14', 'number', false],
    ['the votes against a filibuster', 'It takes 60 votes to break a filibuster in Ardmore.', '60', 'number', true],
    ['the year of an illness', 'Calder had seen the swine flu of 2009.', '2009', 'year', true],
    ['another currency', 'A package of $60.8bn (£49bn) was blocked in Ardmore.', '60.8bn', 'number', true],
    [
      'so many times another',
      'The Calder league has 16 boats in four fleets of four boats each.',
      '16',
      'number',
      true,
    ],
    [
      'a year of the whole',
      'Ardmore is to get $180 million over four years, or $45 million per year.',
      '45 million',
      'number',
      true,
    ],
    [
      'not a sum beside another',
      'Ardmore is to get $180 million over four years, and Dorning gets $77 million.',
      '77 million',
      'number',
      false,
    ],
    [
      'a decade beside a year of it',
      'In 1789 Dorning passed the act; it had failed in the 1780s.',
      'the 1780s',
      'date',
      true,
    ],
    [
      'not a decade far from it',
      'In 1789 Dorning passed the act; Calder had its own in the 1730s.',
      'the 1730s',
      'date',
      false,
    ],
    ['one currency of another', 'A box of fruit costs £80 ($104) in Ardmore.', '80', 'number', true],
    ['another currency of one', 'A box of fruit costs £80 ($104) in Ardmore.', '104', 'number', true],
    [
      'the capital of a country that is told',
      'After the first one opened in London, Britain had many.',
      'London',
      'place',
      true,
    ],
    ['not another city', 'After the first one opened in Leeds, Britain had many.', 'Leeds', 'place', false],
    ['what everybody knows', 'Water in Dorning boils at 100 degrees.', '100', 'number', true],
    ['the year of an election', 'Tomas Brandt ran for president of the club in 2016.', '2016', 'year', true],
    ['a hundred of a hundred', 'Of the boats 100 percent are red in Dorning.', '100', 'number', true],
    ['miles of kilometres', 'The road to Dorning is 340 kilometres (211 miles) long.', '340', 'number', true],
    [
      'kilometres of miles, in brackets',
      'The road to Dorning is 211 miles (340 kilometres) long.',
      '340',
      'number',
      true,
    ],
    ['a year beside the year before', 'The bridge was begun in 1930 and opened in 1931.', '1931', 'year', true],
    ['not a year far from the others', 'The bridge was begun in 1930 and opened in 1938.', '1938', 'year', false],
    ['a year of a table of years', 'Fires came in 1910, 1920, 1931, 1940 and 1952.', '1931', 'year', true],
    ['what anybody counts', 'The Halden bridge rests on seven piles in the river Lune.', 'seven', 'number', true],
    ['a dozen', 'The Halden bridge rests on 12 piles in the river Lune.', '12', 'number', true],
    ['not more than a dozen', 'The Halden bridge rests on 13 piles in the river Lune.', '13', 'number', false],
    ['no name', 'The Halden bridge crosses the river Lune.', 'Halden', 'place', false],
  ])('%s', (_, text, answer, type, expected) => {
    expect(worked(text, answer, type)).toBe(expected)
  })
})

describe('a date that the date of the news tells is not asked', () => {
  it.each<[string, string, Fact['type'], boolean]>([
    ['the year', '2014', 'year', true],
    ['the year before', '2013', 'year', true],
    ['not a year long gone', '1998', 'year', false],
    ['a day of the month', '11 May 2014', 'date', true],
    ['the month', 'May', 'date', true],
    ['not another month', 'March', 'date', false],
    ['not the same month of another year', 'May 1998', 'date', false],
    ['not another month of the year', 'March 2014', 'date', false],
    ['a weekday', 'Sunday', 'date', true],
    ['not the end of a year', 'the end of 2014', 'date', false],
    ['no figure', '340', 'number', false],
  ])('%s', (_, answer, type, expected) => {
    expect(told(answer, type)).toBe(expected)
  })

  it('of what is no news, all may be asked', () => {
    expect(told('2014', 'year', PLAIN)).toBe(false)
    expect(told('May', 'date', PLAIN)).toBe(false)
  })
})

describe('what stands on the card a second time is not asked', () => {
  const once = (answer: string, type: Fact['type'], said: string, heading = ''): boolean =>
    standsOnce(
      { words: [], answer, type, hint: '', weight: 1 },
      ` ${said.toLowerCase()} `,
      new Set(contentStems(heading)),
    )

  it('a figure, but not one that is part of a longer one', () => {
    expect(once('340', 'number', 'The line hired 340 painters, and 340 is many.')).toBe(false)
    expect(once('340', 'number', 'The line hired 340 painters for 3400 crowns.')).toBe(true)
  })

  it('a name, or one word of it', () => {
    expect(once('Elena Fisk', 'person', 'Elena Fisk drew a tower.')).toBe(true)
    expect(once('Elena Fisk', 'person', 'Karin Fisk saw it. Elena Fisk drew a tower.')).toBe(false)
  })

  it('a phrase, where more than a third of its words do', () => {
    expect(once('a tower of red bricks', 'phrase', 'Fisk drew a tower of red bricks.')).toBe(true)
    expect(once('a tower of red bricks', 'phrase', 'Red bricks are cheap. Fisk drew a tower of red bricks.')).toBe(
      false,
    )
  })

  it('what the heading holds', () => {
    expect(once('a tower of bricks', 'phrase', 'Fisk drew a tower of bricks.', 'The tower of Dorning')).toBe(false)
  })

  it('and what is not there at all', () => {
    expect(once('340', 'number', 'The line hired painters.')).toBe(false)
  })
})
