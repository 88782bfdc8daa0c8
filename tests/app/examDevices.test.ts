import { expect, it } from 'vitest'
import { saveBackup } from '../../src/app/backups.ts'
import { createExamDate } from '../../src/app/examDate.ts'
import { mergeBackup } from '../../src/app/restore.ts'
import { until } from '../storage/check.ts'
import type { AppTab } from './device.ts'
import { fileOf, preview, withShareSheet } from './transfers.ts'

const { devices, lastSaved } = withShareSheet()

async function give(from: AppTab, to: AppTab): Promise<void> {
  await saveBackup(from.services)
  const incoming = await preview(to, fileOf(lastSaved().text))
  if (incoming.kind !== 'backup') throw new Error(incoming.kind)
  await mergeBackup(to.services, incoming)
}

async function plan(tab: AppTab, id: string | null, form: { readonly name?: string; readonly date: string }) {
  const { it: exam, leave } = tab.use(() => createExamDate(id))
  exam.change({ time: '08:30', ...form })
  expect(await exam.save({ price: null, priced: false })).toBe(true)
  leave()
}

const examsOf = (tab: AppTab) => tab.services.settings.current().exams
const namesOf = (tab: AppTab) =>
  examsOf(tab)
    .map(({ name }) => name)
    .sort()

const FEBRUARY = 1
const monthOf = (tab: AppTab, name: string): number =>
  new Date(examsOf(tab).find((exam) => exam.name === name)?.at ?? 0).getUTCMonth()

it('an exam that was put off on one device is kept where another was added on one that had not heard of it', async () => {
  const [home, away] = [devices.make(), devices.make()]
  const [laptop, phone] = [await home.open(), await away.open()]
  await plan(laptop, null, { name: 'Biology', date: '2026-01-20' })
  await give(laptop, phone)
  await until(() => examsOf(phone).length === 1, 'the exam is on the phone')
  away.at = Date.UTC(2026, 0, 19, 9)
  await plan(phone, examsOf(phone)[0]?.id ?? null, { date: '2026-02-10' })
  home.at = Date.UTC(2026, 0, 21, 9)
  await plan(laptop, null, { name: 'Chemistry', date: '2026-03-01' })
  await give(laptop, phone)
  await give(phone, laptop)
  for (const tab of [laptop, phone]) {
    await until(() => monthOf(tab, 'Biology') === FEBRUARY, 'what was put off is there')
    expect(namesOf(tab)).toEqual(['Biology', 'Chemistry'])
  }
})

it('an exam that is long over goes with the next change', async () => {
  const device = devices.make()
  const tab = await device.open()
  await plan(tab, null, { name: 'Biology', date: '2026-01-20' })
  device.at = Date.UTC(2026, 6, 1, 9)
  await plan(tab, null, { name: 'Chemistry', date: '2026-09-01' })
  expect(namesOf(tab)).toEqual(['Chemistry'])
})
