import { expect, test } from 'vitest'
import { createTyping } from '../../src/app/typing.ts'
import type { DeckId } from '../../src/domain/note.ts'
import { makeDeck } from '../storage/world.ts'
import { device, withDevice } from './eachTest.ts'
import { SECOND, startStudy } from './learner.ts'

withDevice()

test('accents count where the learner wants that, and nowhere else', async () => {
  const tab = await device.open()
  const deck = makeDeck('d', 1)
  const [note] = deck.notes
  if (!note) throw new Error('the deck has a note')
  const content = { kind: 'qa', question: 'What does one send with an application?', answer: 'un résumé' } as const
  await tab.store.putDeck({ ...deck, notes: [{ ...note, content }] }, { builtIn: true })
  const { study } = await startStudy(tab, 'd' as DeckId)
  const { settings } = tab.services
  await settings.change({ typeAnswers: true })
  const { it: typing } = tab.use(() => createTyping(study, { settings: settings.current, language: () => 'fr' }))
  typing.write(0, 'un resume')
  device.at += SECOND
  typing.check()
  expect(typing.outcome()).toBe('right')
  await settings.change({ accentsCount: true })
  expect(typing.outcome()).toBe('wrong')
  expect(typing.folding()).toEqual({ language: 'fr', accents: 'kept' })
})
