import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { encodeDeck } from '../../src/formats/deckFile.ts'
import { makeDeck } from '../storage/world.ts'
import { newProfile, startBrowser } from './browserProcess.ts'
import { expect, test } from './fixtures.ts'
import { answer, question, storedEvents } from './steps.ts'

async function takeDeck(page: Page, at: string, name: string): Promise<void> {
  await page.goto(`${at}#/decks`)
  await expect(page.getByRole('heading', { name: 'Decks', level: 1 })).toBeVisible()
  await page.goto(`${at}#/open`)
  const buffer = Buffer.from(encodeDeck(makeDeck(name, 3, { title: name })))
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: `${name}.deck.json`, mimeType: 'application/json', buffer })
  await page.getByRole('button', { name: 'Add 3 cards' }).click()
  await expect(page.getByText(/^Deck added/)).toBeVisible()
}

async function study(page: Page, at: string, name: string): Promise<void> {
  await page.goto(`${at}#/study/${name}`)
  await expect(question(page)).toBeVisible()
  await answer(page, 'Good')
}

const KINDS = [
  { name: 'also where no answer went with it', isAnswered: false },
  { name: 'with the answers to it', isAnswered: true },
]

for (const { name, isAnswered } of KINDS)
  test(`a deck comes back that a repair of the database took away, ${name}`, async ({ baseURL: given }) => {
    const baseURL = given ?? ''
    const profile = newProfile()
    const database = join(profile.folder, 'Default', 'IndexedDB')
    const earlier = `${profile.folder}-earlier`
    const first = await startBrowser(profile.folder)
    await first.page.goto(baseURL)
    await takeDeck(first.page, baseURL, 'first')
    await study(first.page, baseURL, 'first')
    await first.quit()
    cpSync(database, earlier, { recursive: true })

    const second = await startBrowser(profile.folder)
    await second.page.goto(baseURL)
    await takeDeck(second.page, baseURL, 'second')
    if (isAnswered) await study(second.page, baseURL, 'second')
    // The second copy follows.
    await second.page.waitForTimeout(1000)
    await second.quit()
    rmSync(database, { recursive: true })
    cpSync(earlier, database, { recursive: true })

    for (const isSaid of [true, false]) {
      const again = await startBrowser(profile.folder)
      await again.page.goto(baseURL)
      await expect(again.page.getByRole('link', { name: /^(Study now|Start with)/ }).first()).toBeVisible()
      const words = isAnswered ? '1 review and 1 deck came back' : '1 deck came back'
      await expect(again.page.getByText(words)).toHaveCount(isSaid ? 1 : 0)
      await again.page.goto(`${baseURL}#/decks`)
      await expect(again.page.getByRole('link', { name: /^second/ })).toBeVisible()
      expect(await storedEvents(again.page)).toHaveLength(isAnswered ? 2 : 1)
      await again.quit()
    }
    profile.remove()
    rmSync(earlier, { recursive: true })
  })
