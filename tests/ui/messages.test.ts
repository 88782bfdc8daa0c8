import { afterEach, describe, expect, it } from 'vitest'
import { ankiExport } from '../../src/ui/messages/ankiExport.ts'
import { banner } from '../../src/ui/messages/banner.ts'
import { browse } from '../../src/ui/messages/browse.ts'
import type { Catalogue } from '../../src/ui/messages/catalogue.ts'
import { create } from '../../src/ui/messages/create.ts'
import { deck } from '../../src/ui/messages/deck.ts'
import { exam } from '../../src/ui/messages/exam.ts'
import { first } from '../../src/ui/messages/first.ts'
import { foreign } from '../../src/ui/messages/foreign.ts'
import { help } from '../../src/ui/messages/help.ts'
import { keys } from '../../src/ui/messages/keys.ts'
import { media } from '../../src/ui/messages/media.ts'
import { model } from '../../src/ui/messages/model.ts'
import { moves } from '../../src/ui/messages/moves.ts'
import { note } from '../../src/ui/messages/note.ts'
import { notSaved } from '../../src/ui/messages/notSaved.ts'
import { occlusion } from '../../src/ui/messages/occlusion.ts'
import { options } from '../../src/ui/messages/options.ts'
import { others } from '../../src/ui/messages/others.ts'
import { planner } from '../../src/ui/messages/planner.ts'
import { quiz } from '../../src/ui/messages/quiz.ts'
import { read } from '../../src/ui/messages/read.ts'
import { reading } from '../../src/ui/messages/reading.ts'
import { receive } from '../../src/ui/messages/receive.ts'
import { safety } from '../../src/ui/messages/safety.ts'
import { section, translate } from '../../src/ui/messages/section.ts'
import { settings } from '../../src/ui/messages/settings.ts'
import { share } from '../../src/ui/messages/share.ts'
import { stats } from '../../src/ui/messages/stats.ts'
import { steps } from '../../src/ui/messages/steps.ts'
import { study } from '../../src/ui/messages/study.ts'
import { today } from '../../src/ui/messages/today.ts'
import { transfer } from '../../src/ui/messages/transfer.ts'
import { tuning } from '../../src/ui/messages/tuning.ts'
import { unopened } from '../../src/ui/messages/unopened.ts'
import { t } from '../../src/ui/messages.ts'

const catalogue: Catalogue = {
  app: t,
  ankiExport,
  banner,
  browse,
  today,
  study,
  read,
  moves,
  options,
  others,
  planner,
  quiz,
  create,
  deck,
  exam,
  first,
  safety,
  receive,
  settings,
  share,
  transfer,
  tuning,
  model,
  foreign,
  help,
  media,
  note,
  notSaved,
  occlusion,
  stats,
  steps,
  keys,
  reading,
  unopened,
}

/** Every fixed text with its path; functions are called where one number is all they need. */
function texts(node: unknown, path: string): [path: string, text: string][] {
  if (typeof node === 'string') return [[path, node]]
  if (typeof node === 'object' && node !== null)
    return Object.entries(node).flatMap(([key, child]) => texts(child, `${path}.${key}`))
  return []
}

const all = Object.entries(catalogue).flatMap(([name, part]) => texts(part, name))

afterEach(() => translate('en-GB', { app: t }))

describe('the catalogue', () => {
  it('has no empty text', () => {
    expect(all.length).toBeGreaterThan(200)
    expect(all.filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('neither shouts, praises nor blames', () => {
    const tone = /!|\boops\b|\bgreat\b|\bwell done\b|\bsorry\b|\bcrush\b|\bstreak lost\b|\bsuccessfully\b/i
    expect(all.filter(([, text]) => tone.test(text))).toEqual([])
  })

  it('writes curly apostrophes and quotes', () => {
    expect(all.filter(([, text]) => /['"]/.test(text))).toEqual([])
  })

  it('has no text in two places on one screen’s section', () => {
    for (const [name, part] of Object.entries(catalogue)) {
      const labels = Object.values(part).filter((text) => typeof text === 'string')
      expect(labels.length - new Set(labels).size, name).toBeLessThanOrEqual(1)
    }
  })
})

describe('words with numbers in them', () => {
  it('agree with their number', () => {
    expect([0, 1, 2].map((n) => t.cards(n))).toEqual(['0 cards', '1 card', '2 cards'])
    expect(t.decks.from(18, 2)).toBe('18 cards from 2 articles')
    expect(t.decks.from(1, 1)).toBe('1 card from 1 article')
    expect(t.decks.from(3, 0)).toBe('3 cards')
    expect(exam.strip([9], 20)).toBe('Question 9 wrong, the other 19 right')
    expect(exam.strip([9, 14], 20)).toBe('Questions 9, 14 wrong, the other 18 right')
  })

  it('say today’s number, or that there is nothing', () => {
    expect(today.heading(34)).toBe('34 cards today')
    expect(today.heading(0)).toBe('Nothing due today')
    expect(today.sum(26, 8, 9.2)).toBe('26 due, 8 new. About 9 min.')
  })

  it('acknowledge an answer by naming it and when it is back', () => {
    expect(study.back('good', t.when.on('19 May'))).toBe('Good. Back on 19 May')
    expect(study.back('again', t.when.in(t.interval(600_000)))).toBe('Again. Back in 10 min')
  })

  it('never pass a summary off as a quotation', () => {
    expect(t.basedOn(['Zalmay Khalilzad', 'The Washington Post', 'July 2013'])).toBe(
      'Recite’s summary, based on Zalmay Khalilzad, The Washington Post, July 2013',
    )
  })

  it('read past reviews aloud in order', () => {
    expect(study.past(['good', 'hard', 'again'])).toBe('Past reviews: good, hard and forgot')
  })
})

describe('a translation', () => {
  it('replaces English in sections loaded before it and after it', () => {
    const before = section('help', { ...help })
    translate('de', { help: { ...help, title: 'Tastatur' } })
    const after = section('help', { ...help })
    expect([before.title, after.title]).toEqual(['Tastatur', 'Tastatur'])
    expect(t.cards(1204)).toBe('1.204 cards')
  })
})
