import { expect, test } from 'vitest'
import { saveBackup } from '../../src/app/backups.ts'
import { createExamDate, keepPrice } from '../../src/app/examDate.ts'
import { createOwnKeys } from '../../src/app/ownKeys.ts'
import { mergeBackup } from '../../src/app/restore.ts'
import type { ExamPlan } from '../../src/domain/examPlan.ts'
import { makeDeck } from '../storage/world.ts'
import type { AppTab, Device } from './device.ts'
import { fileOf, preview, withShareSheet } from './transfers.ts'

const { devices, lastSaved } = withShareSheet()

const HOUR = 3_600_000
const UNKNOWN = { price: null, priced: false }
type Held = { readonly device: Device; readonly tab: AppTab }

async function makeHeld(): Promise<Held> {
  const device = devices.make()
  const tab = await device.open()
  await tab.store.putDeck(makeDeck('d', 4), { builtIn: false })
  return { device, tab }
}

async function plan({ tab }: Held, name: string, id: string | null = null): Promise<void> {
  const page = tab.use(() => createExamDate(id))
  page.it.change({ name, date: '2026-03-19', time: '09:00' })
  await page.it.save(UNKNOWN)
  page.leave()
}

async function remove({ tab }: Held, id: string): Promise<void> {
  const page = tab.use(() => createExamDate(id))
  await page.it.remove()
  page.leave()
}

const exams = async ({ tab }: Held): Promise<readonly ExamPlan[]> =>
  (await tab.store.settings()).exams.toSorted((a, b) => (a.name < b.name ? -1 : 1))
const names = async (held: Held) => (await exams(held)).map(({ name }) => name)

async function only(held: Held): Promise<ExamPlan> {
  const [exam] = await exams(held)
  if (!exam) throw new Error('no exam')
  return exam
}

/** Each puts in the backup of the other; resolves with what that was said to change of settings. */
async function meet(one: Held, other: Held): Promise<readonly number[]> {
  const backups: string[] = []
  for (const { tab } of [one, other]) {
    await saveBackup(tab.services)
    backups.push(lastSaved().text)
  }
  const told: number[] = []
  for (const [i, { tab }] of [one, other].entries()) {
    const incoming = await preview(tab, fileOf(backups[1 - i] ?? ''))
    if (incoming.kind !== 'backup') throw new Error('no backup')
    await mergeBackup(tab.services, incoming)
    told.push(incoming.merging.changed.settings)
  }
  return told
}

test('exams planned on two devices are both there once they meet, and what was deleted on one is gone', async () => {
  const [laptop, phone] = [await makeHeld(), await makeHeld()]
  await plan(laptop, 'Biology')
  phone.device.at += HOUR
  await plan(phone, 'Chemistry')
  expect(await meet(laptop, phone)).toEqual([1, 1])
  for (const held of [laptop, phone]) expect(await names(held)).toEqual(['Biology', 'Chemistry'])
  laptop.device.at += 2 * HOUR
  await remove(laptop, (await only(laptop)).id)
  phone.device.at += 2 * HOUR
  await plan(phone, 'Physics')
  await meet(laptop, phone)
  for (const held of [laptop, phone]) expect(await names(held)).toEqual(['Chemistry', 'Physics'])
})

test('an outlook that was worked out on one device takes nothing of what another did to exams meanwhile', async () => {
  const [laptop, phone] = [await makeHeld(), await makeHeld()]
  await plan(laptop, 'Biology')
  await meet(laptop, phone)
  phone.device.at += HOUR
  const seen = await only(phone)
  await plan(phone, 'Biology II', seen.id)
  await plan(phone, 'Chemistry')
  laptop.device.at += 2 * HOUR
  expect(await keepPrice(laptop.tab.services, seen, 0.5)).toMatchObject({ price: 0.5, priced: true })
  const said = (await laptop.tab.store.eventsSince(null)).at(-1)
  expect(said).toMatchObject({ change: {}, parts: { exams: { [seen.id]: { price: 0.5, priced: true } } } })
  await meet(laptop, phone)
  for (const held of [laptop, phone]) {
    expect(await names(held)).toEqual(['Biology II', 'Chemistry'])
    expect(await only(held)).toMatchObject({ price: 0.5, priced: true })
  }
  await remove(phone, seen.id)
  laptop.device.at += HOUR
  expect(await keepPrice(laptop.tab.services, { ...seen, name: 'Biology II' }, 0.25)).toBeNull()
  await meet(laptop, phone)
  for (const held of [laptop, phone]) expect(await names(held)).toEqual(['Chemistry'])
})

test('keys and voices chosen on two devices hold on both once they meet', async () => {
  const [laptop, phone] = [await makeHeld(), await makeHeld()]
  const choose = async ({ tab }: Held, id: 'flag' | 'mark', key: string, language: string) => {
    const keys = tab.use(() => createOwnKeys())
    await keys.it.give(id, key)
    keys.leave()
    await tab.services.settings.change(({ voices }) => ({ voices: { ...voices, [language]: 'Anna' } }))
  }
  await choose(laptop, 'flag', 'x', 'en')
  phone.device.at += HOUR
  await choose(phone, 'mark', 'y', 'de')
  await meet(laptop, phone)
  for (const { tab } of [laptop, phone])
    expect(await tab.store.settings()).toMatchObject({
      keys: { flag: ['x'], mark: ['y'] },
      voices: { en: 'Anna', de: 'Anna' },
    })
})
