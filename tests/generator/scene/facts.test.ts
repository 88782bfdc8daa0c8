import { describe, expect, it } from 'vitest'
import { factsIn } from '../../../src/generator/scene/facts.ts'
import { tellingIn } from '../../../src/generator/scene/phrases.ts'
import { rootOf, wordsOf } from '../../../src/generator/scene/statement.ts'
import { timesIn } from '../../../src/generator/scene/times.ts'
import { readingOf } from '../helpers.ts'

const PLAIN = 'title: Notes from the north'
const NEWS = 'title: Ferry fire at Quill Bay\npublished: "2014-05-12"\noutlet: The Kelso Herald'

function statementOf(text: string, front: string) {
  const reading = readingOf(front, text)
  const sentence = reading.document.sentences[0]
  if (sentence === undefined) throw new Error('no sentence')
  return { reading, statement: { sentence, words: wordsOf(sentence), root: rootOf(reading, sentence) ?? 0 } }
}

const facts = (text: string, front = PLAIN): string[] => {
  const { reading, statement } = statementOf(text, front)
  return factsIn(reading, statement).map(({ type, answer }) => `${type}: ${answer}`)
}

const times = (text: string, front = PLAIN): string[] => {
  const { reading, statement } = statementOf(text, front)
  return timesIn(reading, statement.words).map(({ type, answer }) => `${type}: ${answer}`)
}

const phrases = (text: string, front = PLAIN): string[] => {
  const { reading, statement } = statementOf(text, front)
  return tellingIn(reading, statement.words).map(({ role, answer }) => `${role}: ${answer}`)
}

describe('figures, years and names worth recalling', () => {
  it.each([
    ['The Halden Company employs 340 workers.', 'number: 340'],
    ['The Halden Company sold its yard for $3.5 million.', 'number: 3.5 million'],
    ['The Halden Company sold 62 percent of its boats.', 'number: 62'],
    ['Ardmore has a population of 87,200.', 'number: 87,200'],
    ['Tomas Brandt opened the Calder terminal in 1998.', 'year: 1998'],
    ['Elena Fisk met Tomas Brandt. Elena Fisk drew a tower.', 'person: Elena Fisk'],
    ['Karin Olsen was born in Ardmore in 1871.', 'place: Ardmore'],
    ['Karin Olsen invaded Norway in 1871.', 'country: Norway'],
    ['The Calder Council closed the harbour in 1871.', 'body: Calder Council'],
  ])('%s', (text, fact) => {
    expect(facts(text)).toContain(fact)
  })

  it.each([
    ['a round nothing', 'The Halden Company sold thousands of boats.', /number/],
    ['a share of nothing told', 'While 46 percent is indeed low, Dorning voted.', /number/],
    ['what is counted by', 'Norway has 33.9 beds per 100,000 people.', /number: 100,000/],
    ['a share spent of nothing told', 'Norway spends about 1.2 percent, while Denmark spends 3.6 percent.', /number/],
    ['the end of a range of sums', 'Karin Olsen received $250,000 to $300,000 from Dorning.', /number: 300/],
    ['the day of a figure', 'As of 2019, the Halden Company employs many workers.', /year/],
    [
      'one of an open list',
      'Many women such as Sarah Grimke and Elena Fisk joined in Dorning. Elena Fisk drew.',
      /person/,
    ],
    ['a unit cut in two', 'The troops of Calder hold 1,150sq km of land.', /number: 1,150sq/],
    ['a sea', 'To the north of Dorning lie the Chukchi and Beaufort Seas.', /person/],
    ['a range', 'The Halden Company employs 340 to 360 workers.', /number/],
    ['the number of a thing', 'Karin Olsen wrote Opus 131 in Bergen.', /number/],
    ['one part of a pair', 'The score was 24/7 in Dorning.', /number/],
    ['a year in brackets', 'Karin Olsen (1871) was a judge in Bergen.', /year/],
    ['two years', 'Karin Olsen lived in Bergen from 1871 to 1902 and in Oslo from 1902.', /year: 1902.*year: 1902/],
    ['a name that stands twice', 'Elena Fisk said that Elena Fisk drew a tower.', /person/],
    ['one of two names joined', 'Elena Fisk and Karin Olsen drew a tower.', /person/],
    ['whose something is', "Elena Fisk's tower fell in Bergen.", /person/],
    ['half of an address', 'Karin Olsen was born in Bergen, Norway in 1871.', /place|country/],
    ['who is quoted', 'Elena Fisk said that the tower was old.', /person/],
    ['a year of long ago', 'By 750, the painters had left Ardmore.', /number: 750/],
    ['a queen', 'The council of Bergen keeps Queen Elena Fisk as its head. Elena Fisk drew.', /person/],
    ['a person of one name', 'Fisk drew a tower in Bergen.', /person/],
  ])('not %s', (_, text, pattern) => {
    expect(facts(text).join('; ')).not.toMatch(pattern)
  })

  it('not the year of the news itself', () => {
    expect(facts('Tomas Brandt opened the Calder terminal in 2014.', NEWS).join()).not.toMatch(/year/)
    expect(facts('Tomas Brandt opened the Calder terminal in 1998.', NEWS)).toContain('year: 1998')
  })

  it('the best first', () => {
    expect(facts('The Halden Company hired 340 workers in 1998.')[0]).toBe('number: 340')
  })
})

describe('times that a preposition ties to what is done', () => {
  it.each([
    ['Tomas Brandt opened the terminal on 8 March 1998.', 'date: 8 March 1998'],
    ['The harbour was built in the 19th century.', 'date: the 19th century'],
    ['The siege of Calder lasted 18 months.', 'duration: 18 months'],
    ['Karin Olsen lived in Bergen for forty years.', 'duration: forty years'],
  ])('%s', (text, time) => {
    expect(times(text)).toContain(time)
  })

  it('a month where the day of the news says of which year', () => {
    expect(times('The ferry sank in March.', NEWS)).toContain('date: March')
    expect(times('The ferry sank in March.')).toEqual([])
  })

  it.each([
    ['a bare year, which the rule for years asks', 'Tomas Brandt opened the terminal in 1998.'],
    ['last May', 'The ferry sank in May of last year.'],
    ['a span of no figure', 'Karin Olsen lived in Bergen for many years.'],
    ['two times of one preposition', 'The ferry sank in March 1998 and in May 1999 again.'],
    ['an age', 'Karin Olsen is 40 years old.'],
  ])('not %s', (_, text) => {
    expect(times(text).filter((time) => !/March 1998|May 1999/.test(time))).toEqual([])
  })
})

describe('phrases that a verb leads to', () => {
  it.each([
    [
      'The council of Ardmore rejected the sale of its harbour railway.',
      'object: the sale of its harbour railway',
      false,
    ],
    [
      'The council of Ardmore rejected the sale of the harbour railway.',
      'object: the sale of the harbour railway',
      true,
    ],
    ['The council refused to sell the harbour railway to Dorning.', 'aim: sell the harbour railway to Dorning', true],
    [
      'The painters left Dorning because the salt wind had ruined their brushes.',
      'cause: the salt wind had ruined their brushes',
      true,
    ],
    ['The tower was burned by angry farmers from Dorning.', 'agent: angry farmers from Dorning', false],
    ['The Halden bridge is a railway crossing of steel.', 'attribute: a railway crossing of steel', true],
  ])('%s', (text, phrase, asked) => {
    expect(phrases(text).includes(phrase)).toBe(asked)
  })

  it.each([
    ['one of many examples', 'The Halden Company makes small boats such as ferries for Dorning.'],
    ['what something is not', 'The Halden bridge is not a railway crossing of steel.'],
    ['a word that says nothing', 'The Halden Company made a great effort.'],
    ['a whole name, which another rule asks', 'The council rejected the Halden Company.'],
    ['what holds a figure', 'The council bought 340 railway wagons.'],
    ['half of two that are joined', 'The council bought railway wagons and harbour boats.'],
    [
      'more than can be said whole',
      'The council bought the old railway wagons of the northern line of Quill Bay in Ardmore.',
    ],
  ])('not %s', (_, text) => {
    expect(phrases(text).filter((phrase) => !phrase.startsWith('aim') && !/harbour boats/.test(phrase))).toEqual([])
  })
})
