import { describe, expect, it } from 'vitest'
import { readDocument } from '../../src/generator/document.ts'
import type { Rule } from '../../src/generator/draft.ts'
import { answerOf, questionOf } from '../../src/generator/gates.ts'
import { makeReading } from '../../src/generator/reading.ts'
import { askCauses } from '../../src/generator/rules/cause.ts'
import { askComplements } from '../../src/generator/rules/complement.ts'
import { askContrasts } from '../../src/generator/rules/contrast.ts'
import { askAdvice, askDeeds } from '../../src/generator/rules/deed.ts'
import { askPosts } from '../../src/generator/rules/post.ts'
import { askTerms } from '../../src/generator/rules/term.ts'
import { askViews } from '../../src/generator/rules/view.ts'
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
      'a view with its holder',
      askViews,
      'Tomas Brandt never changed his view of the Larch Line as a danger to the town.',
      'How did Tomas Brandt see the Larch Line? — as a danger to the town',
    ],
    [
      'both sides are the two that were named together',
      askComplements,
      'France and Norway met in Ardmore. Both countries want to sign a new fishing treaty.',
      'What do France and Norway want to do? — sign a new fishing treaty',
    ],
  ])('%s', (_, rule, text, expected) => {
    expect(drafts(rule, text)).toContain(expected)
  })

  it('what one who argues in a text tells somebody to do', () => {
    const opinion =
      'title: Patience at Quill Bay\npublished: "2013-07-05"\nbasedOn:\n  author: Zora Lund\n  outlet: The Kelso Herald\n  kind: op-ed'
    const text =
      'Peter Brand has quarrelled with the Larch Line for years. Peter Brand should wait for the next election and sign the harbour treaty with the government of Kelso. Peter Brand has little to lose.'
    expect(drafts(askAdvice, text, opinion)).toEqual([
      'According to Zora Lund (2013), what should Peter Brand do? — wait for the next election and sign the harbour treaty with the government of Kelso',
    ])
  })
})

describe('what nothing can fix is left out or not asked', () => {
  it('drops a weekday that can go and keeps the fact', () => {
    expect(
      drafts(askWhy, 'Governor Tomas Brandt closed the Ardmore pier on Friday to shorten the route to Bristol.'),
    ).toContain('Why did Governor Tomas Brandt close the Ardmore pier? — to shorten the route to Bristol')
  })

  it('never drops the time after which something ends', () => {
    const lines = drafts(askDeeds, 'Governor Tomas Brandt will give the dockers of Ardmore until Friday.')
    expect(lines.filter((line) => /give the dockers/.test(line))).toEqual([])
  })

  it('reads no pair where two pairs could be meant', () => {
    const text =
      'France and Norway met in Ardmore. Spain and Italy met in Dorning. The harbour was quiet. The cafes were full. Both countries want to sign a new fishing treaty.'
    expect(drafts(askComplements, text).filter((line) => /fishing treaty/.test(line))).toEqual([])
  })

  it('does not read "he" as the only man of known sex where another could be meant', () => {
    const text = 'Minister Halvorsen met John Fisk in Ardmore. He refused to sign the Calder contract in Bristol.'
    expect(drafts(askComplements, text).filter((line) => /Calder contract/.test(line))).toEqual([])
  })
})
