import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StoredEvent } from '../../src/domain/event.ts'
import type { ExamPlan } from '../../src/domain/examPlan.ts'
import { foldLog } from '../../src/domain/fold.ts'
import { makeRandom, shuffle } from '../../src/domain/random.ts'
import { inParts, withParts } from '../../src/domain/settingParts.ts'
import { DEFAULT_SETTINGS, type Settings, type SettingValues } from '../../src/domain/settings.ts'
import { clashOf, keysOf, STUDY_KEYS, type StudyCommandId } from '../../src/domain/studyKeys.ts'
import { toInstant, toStudyDay } from '../../src/domain/time.ts'
import { eventId, FIRST_DAY, momentAt } from './arbitraries.ts'

const exam = (id: string, more: Partial<ExamPlan> = {}): ExamPlan => ({
  id,
  name: 'Exam',
  at: momentAt(FIRST_DAY).at,
  day: toStudyDay(FIRST_DAY),
  deckIds: [],
  query: '',
  minutes: [1, 1, 1, 1, 1, 1, 1],
  price: null,
  ...more,
})

const said = (n: number, more: object): StoredEvent =>
  ({ ...momentAt(FIRST_DAY), id: eventId(n), kind: 'setting', ...more }) as StoredEvent
const settingsOf = (events: readonly StoredEvent[]): Settings => foldLog(events).settings
const ofParts = ({ exams, keys, voices }: Settings) => ({
  exams: exams.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  keys,
  voices,
})

/** Values of the settings that have parts, with keys that never clash. */
const values: fc.Arbitrary<Pick<SettingValues, 'exams' | 'keys' | 'voices'>> = fc.record({
  exams: fc.uniqueArray(
    fc
      .record({
        id: fc.constantFrom('a', 'b', 'c'),
        name: fc.constantFrom('One', 'Two'),
        query: fc.constantFrom('', 'x'),
      })
      .map(({ id, ...more }) => exam(id, more)),
    { selector: ({ id }) => id },
  ),
  keys: fc.record(
    { flag: fc.constantFrom(['F1'], ['F2']), mark: fc.constantFrom(['F3'], ['F4']) },
    { requiredKeys: [] },
  ),
  voices: fc.dictionary(fc.constantFrom('en', 'de', 'fr'), fc.constantFrom('Anna', 'Ben')),
})

describe('settings of many parts', () => {
  it('come to what was asked, and nothing is said where nothing changes', () => {
    fc.assert(
      fc.property(values, values, (before, after) => {
        const here = { ...DEFAULT_SETTINGS, ...before }
        const made = inParts(here, after)
        expect(ofParts(withParts(here, made?.parts ?? {}))).toEqual(ofParts({ ...here, ...after }))
        expect(inParts(here, before)).toBeNull()
      }),
    )
  })

  it('have what two devices changed of them, whichever did so later, and in whatever order their logs come together', () => {
    const edits = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('One', 'Two', null)), { maxLength: 12 })
    fc.assert(
      fc.property(edits, fc.integer(), (all, seed) => {
        // Each device writes about an exam, a key and a voice of its own, and knows nothing of the other's.
        const views = { a: DEFAULT_SETTINGS, b: DEFAULT_SETTINGS }
        const events = all.flatMap(([device, name], n) => {
          const { exams, keys, voices } = views[device]
          const own: StudyCommandId = device === 'a' ? 'flag' : 'mark'
          const { [own]: _key, ...otherKeys } = keys
          const { [device]: _voice, ...otherVoices } = voices
          const asked = {
            exams: [...exams.filter(({ id }) => id !== device), ...(name ? [exam(device, { name })] : [])],
            keys: name ? { ...keys, [own]: [`${device}${name}`] } : otherKeys,
            voices: name ? { ...voices, [device]: name } : otherVoices,
          }
          const made = inParts(views[device], asked)
          views[device] = { ...views[device], ...asked }
          return made ? [said(n, made)] : []
        })
        const settings = settingsOf(shuffle(events, makeRandom(seed)))
        const { a, b } = views
        expect(ofParts(settings)).toEqual({
          exams: [...a.exams, ...b.exams],
          keys: { ...a.keys, ...b.keys },
          voices: { ...a.voices, ...b.voices },
        })
      }),
    )
  })

  it('have of one exam what was changed of it on either device, and none of one that was deleted', () => {
    const first = said(1, { change: {}, parts: { exams: { a: exam('a') } } })
    const renamed = said(2, inParts(settingsOf([first]), { exams: [exam('a', { name: 'Final' })] }) ?? {})
    const priced = said(3, inParts(settingsOf([first]), { exams: [exam('a', { price: 0.5, priced: true })] }) ?? {})
    const both = settingsOf([first, renamed, priced])
    expect(both.exams).toEqual([exam('a', { name: 'Final', price: 0.5, priced: true })])
    const deleted = said(2, inParts(settingsOf([first]), { exams: [] }) ?? {})
    expect(settingsOf([first, deleted, priced]).exams).toEqual([])
  })

  it('have an exam on the study day of its instant, whichever of the two devices changed last', () => {
    const at = (days: number, hours = 0) =>
      exam('a', {
        at: toInstant(exam('a').at + (days * 24 + hours) * 3_600_000),
        day: toStudyDay(FIRST_DAY + days),
      })
    const first = said(1, { change: {}, parts: { exams: { a: at(0) } } })
    const base = settingsOf([first])
    for (const days of [2, 9]) {
      const putOff = said(2, inParts(base, { exams: [at(days)] }) ?? {})
      const later = said(3, inParts(base, { exams: [at(0, 3)] }) ?? {})
      expect(settingsOf([first, putOff, later]).exams).toEqual([at(0, 3)])
      const asBefore = said(3, { change: {}, parts: { exams: { a: { at: at(0, 3).at } } } })
      expect(settingsOf([first, putOff, asBefore]).exams).toEqual([at(0, 3)])
      const renamed = said(3, inParts(base, { exams: [{ ...at(0), name: 'Final' }] }) ?? {})
      expect(settingsOf([first, putOff, renamed]).exams).toEqual([{ ...at(days), name: 'Final' }])
    }
  })

  it('of events that say the whole value are that value', () => {
    const whole = said(2, { change: { exams: [exam('b')], voices: { en: 'Anna' } } })
    const parts = (n: number) => said(n, { change: {}, parts: { exams: { a: exam('a') }, voices: { de: 'Ben' } } })
    expect(settingsOf([parts(1), whole])).toMatchObject({ exams: [exam('b')], voices: { en: 'Anna' } })
    expect(settingsOf([whole, parts(3)])).toMatchObject({
      exams: [exam('b'), exam('a')],
      voices: { en: 'Anna', de: 'Ben' },
    })
  })

  it('are as before once a change of them is taken back', () => {
    const [one, two] = ['a', 'b'].map((id, n) => said(n, { change: {}, parts: { exams: { [id]: exam(id) } } }))
    if (!one || !two) throw new Error('two events')
    const undo = { ...momentAt(FIRST_DAY), id: eventId(9), kind: 'undo', of: [one.id] } as StoredEvent
    expect(settingsOf([one, two, undo]).exams).toEqual([exam('b')])
  })

  it('never have one key for two commands that could be meant at once, whatever two devices gave it to', () => {
    const ids = fc.constantFrom(...STUDY_KEYS.map(({ id }) => id))
    const keys = fc.option(fc.array(fc.constantFrom('a', '1', ' ', '*', 'm'), { minLength: 1, maxLength: 2 }))
    fc.assert(
      fc.property(fc.array(fc.tuple(ids, keys), { maxLength: 12 }), (changes) => {
        const events = changes.map(([id, key], n) => said(n, { change: {}, parts: { keys: { [id]: key } } }))
        const own = settingsOf(events).keys
        for (const { id } of STUDY_KEYS) for (const key of keysOf(id, own)) expect(clashOf(id, key, own)).toBeNull()
      }),
    )
    const given = (n: number, id: string) => said(n, { change: {}, parts: { keys: { [id]: ['x'] } } })
    expect(settingsOf([given(1, 'flag'), given(2, 'mark')]).keys).toEqual({ mark: ['x'] })
  })

  it('are passed over where they are out of bounds', () => {
    const part = fc.oneof(fc.anything(), fc.dictionary(fc.constantFrom('a', 'flag', '__proto__'), fc.anything()))
    fc.assert(
      fc.property(part, part, part, (exams, keys, voices) => {
        const settings = settingsOf([said(1, { change: {}, parts: { exams, keys, voices } })])
        const again = inParts(DEFAULT_SETTINGS, settings)
        expect(ofParts(withParts(DEFAULT_SETTINGS, again?.parts ?? {}))).toEqual(ofParts(settings))
      }),
    )
    for (const parts of [null, 3, 'exams', [], { exams: { a: { id: 'b' }, b: exam('a') } }])
      expect(settingsOf([said(1, { change: {}, parts })])).toEqual(DEFAULT_SETTINGS)
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`e${n}`, exam(`e${n}`)]))
    expect(settingsOf([said(1, { change: {}, parts: { exams: many } })]).exams).toHaveLength(100)
  })
})
