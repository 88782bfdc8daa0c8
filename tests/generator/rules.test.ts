import { describe, expect, it } from 'vitest'
import { readDocument } from '../../src/generator/document.ts'
import type { Rule } from '../../src/generator/draft.ts'
import { answerOf, questionOf } from '../../src/generator/gates.ts'
import { makeReading } from '../../src/generator/reading.ts'
import { askAims } from '../../src/generator/rules/aim.ts'
import { askCauses } from '../../src/generator/rules/cause.ts'
import { askClozes } from '../../src/generator/rules/cloze.ts'
import { askContrasts } from '../../src/generator/rules/contrast.ts'
import { askDeeds } from '../../src/generator/rules/deed.ts'
import { askListings } from '../../src/generator/rules/listing.ts'
import { askObjects } from '../../src/generator/rules/object.ts'
import { askPosts } from '../../src/generator/rules/post.ts'
import { askViews } from '../../src/generator/rules/seen.ts'
import { askSubjects } from '../../src/generator/rules/subject.ts'
import { askTerms } from '../../src/generator/rules/term.ts'
import { askWhen } from '../../src/generator/rules/when.ts'
import { askWhy } from '../../src/generator/rules/why.ts'
import { article, readerForTests } from './helpers.ts'

/** What a rule hands in before any gate: `question — answer`. */
function drafts(rule: Rule, text: string, front = 'title: Port'): string[] {
  const reader = readDocument(article(front, text), readerForTests().read)
  let step = reader.next()
  while (step.done !== true) step = reader.next()
  const reading = makeReading(step.value)
  return [...rule(reading)].flatMap((draft) =>
    'drop' in draft
      ? []
      : [draft.content.kind === 'cloze' ? draft.content.text : `${questionOf(draft)} — ${answerOf(draft)}`],
  )
}

describe('a rule asks its pattern in other words', () => {
  it.each<[string, Rule, string, string]>([
    [
      'a condition stays with what follows from it',
      askDeeds,
      'If no contract is signed, the Larch Line will close its offices in Ardmore and Dorning.',
      'If no contract is signed, what will the Larch Line do? — close its offices in Ardmore and Dorning',
    ],
    [
      'posts with their years, each by itself',
      askPosts,
      'Elena Fisk was the mayor of Ardmore from 1991 to 1995 and governor of Calder from 1999 to 2003.',
      'Which post did Elena Fisk hold from 1991 to 1995? — the mayor of Ardmore',
    ],
    [
      'a cause in a participle',
      askCauses,
      'The strike at Ardmore, triggered by a cut in overtime pay, lasted six weeks.',
      'What triggered the strike at Ardmore? — a cut in overtime pay',
    ],
    [
      'a purpose after an object',
      askWhy,
      'The Larch Line built a second pier at Ardmore to shorten the route to Bristol.',
      'Why did the Larch Line build a second pier at Ardmore? — to shorten the route to Bristol',
    ],
    [
      'what something is called',
      askObjects,
      'Governor Tomas Brandt called the Ardmore contract a gift to the shipping companies of Bristol.',
      'What did Governor Tomas Brandt call the Ardmore contract? — a gift to the shipping companies of Bristol',
    ],
    [
      'three subjects of one verb',
      askListings,
      'A shortage of steel, a strike of the painters and a storm in March delayed the Calder bridge.',
      'Which three things delayed the Calder bridge? — a shortage of steel; a strike of the painters; a storm in March',
    ],
    [
      'a term explained by what follows it',
      askTerms,
      'Tomas Brandt spoke for the "clean sweep" of closure.',
      'What is meant by the "clean sweep"? — closure',
    ],
    [
      'what is said not to be one thing but another',
      askContrasts,
      'The chief difficulty of the Larch Line is not the price of coal but the loss of its pilots.',
      'What is the chief difficulty of the Larch Line? — the loss of its pilots',
    ],
    [
      'the aim of a thing',
      askAims,
      'The council adopted the Calder plan, whose aim is to bring the painters back to Ardmore.',
      'What is the aim of the Calder plan? — to bring the painters back to Ardmore',
    ],
    [
      'a view with its holder',
      askViews,
      'Tomas Brandt never changed his view of the Larch Line as a danger to the town.',
      'How did Tomas Brandt see the Larch Line? — as a danger to the town',
    ],
    [
      'both sides are the two that were named together',
      askObjects,
      'France and Norway met in Ardmore. Both countries want to sign a new fishing treaty.',
      'What do France and Norway want to sign? — a new fishing treaty',
    ],
    [
      'a month stands as the text has it where nothing says the year',
      askWhen,
      'The Larch Line opened the Calder terminal in October.',
      'When did the Larch Line open the Calder terminal? — October',
    ],
  ])('%s', (_, rule, text, expected) => {
    expect(drafts(rule, text)).toContain(expected)
  })
})

describe('what nothing can fix is left out or not asked', () => {
  it('drops a weekday that can go and keeps the fact', () => {
    expect(drafts(askSubjects, 'Governor Tomas Brandt signed the Ardmore contract on Friday.')).toContain(
      'Who signed the Ardmore contract? — Governor Tomas Brandt',
    )
  })

  it('never drops the time after which something ends', () => {
    const lines = drafts(askSubjects, 'Governor Tomas Brandt has given the dockers of Ardmore until Friday.')
    expect(lines.filter((line) => /given the dockers/.test(line))).toEqual([])
  })

  it('reads no pair where two pairs could be meant', () => {
    const text =
      'France and Norway met in Ardmore. Spain and Italy met in Dorning. The harbour was quiet. The cafes were full. Both countries want to sign a new fishing treaty.'
    expect(drafts(askObjects, text).filter((line) => /fishing treaty/.test(line))).toEqual([])
  })

  it('does not read "he" as the only man of known sex where another could be meant', () => {
    const text = 'Minister Halvorsen met John Fisk in Ardmore. He signed the Calder contract in Bristol.'
    expect(drafts(askObjects, text).filter((line) => /Calder contract/.test(line))).toEqual([])
  })
})

describe('several figures of one statement', () => {
  it('are blanks of one note, so that none gives another away', () => {
    const lines = drafts(askClozes, 'The Larch Line grew from 340 workers to 1,250 workers, including 87 pilots.')
    const figures = lines.filter((line) => line.includes('{{c2::'))
    expect(figures).toHaveLength(1)
    expect(figures[0]).toMatch(/\{\{c1::340\}\}.*\{\{c2::1,250\}\}/)
    expect(lines.filter((line) => /\d/.test(line) && !line.includes('{{c2::'))).toEqual([])
  })
})

const TWO =
  'John Kerry met Hamid Karzai in Kabul. Kerry was accompanied by James Cunningham, the U.S. ambassador, and by General Joseph NAME, the top American general in Afghanistan.'

describe('an item of a list', () => {
  const accepted = (rule: Rule, text: string) => {
    const reader = readDocument(article('title: Port', text), readerForTests().read)
    let step = reader.next()
    while (step.done !== true) step = reader.next()
    return [...rule(makeReading(step.value))].flatMap((draft) =>
      'drop' in draft || draft.content.kind !== 'list' ? [] : draft.content.items.map((item) => item.accepted),
    )
  }

  it('is also right by what is accepted for a single answer: a person by the surname', () => {
    const [first, second] = accepted(askListings, TWO.replace('NAME', 'Dunford'))
    expect(first).toContain('Cunningham')
    expect(second).toContain('Dunford')
  })

  it('is not right by a name that it shares with another', () => {
    const items = accepted(askListings, TWO.replace('NAME', 'Cunningham'))
    expect(items).toHaveLength(2)
    expect(items.flat()).not.toContain('Cunningham')
  })
})
