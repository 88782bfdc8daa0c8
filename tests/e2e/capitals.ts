import type { Page } from '@playwright/test'
import { bareSource } from '../bareSource.ts'
import { expect } from './fixtures.ts'
import { openFile } from './steps.ts'

export const CAPITALS = { France: 'Paris', Spain: 'Madrid', Italy: 'Rome', Greece: 'Athens' } as const
const sentences = Object.entries(CAPITALS).map(([country, capital]) => `The capital of ${country} is ${capital}.`)
const text = sentences.join(' ')

const evidenceOf = (i: number) => {
  const quote = sentences[i] ?? ''
  const answer = Object.values(CAPITALS)[i] ?? ''
  const start = text.indexOf(quote)
  const at = start + quote.indexOf(answer)
  return {
    sourceId: 's_capitals',
    sentence: { start, end: start + quote.length },
    answer: { start: at, end: at + answer.length },
    quote,
    resolutions: [],
  }
}

/** Four notes, each answer a fit wrong option for the other three and true of a sentence of its own. */
const deck = JSON.stringify({
  format: 'recite-deck',
  formatVersion: 1,
  id: 'd_capitals',
  version: 1,
  title: 'Capitals',
  language: 'en',
  licence: 'CC0-1.0',
  authors: ['A friend'],
  sources: [bareSource({ id: 's_capitals', title: 'Capitals', text })],
  notes: Object.entries(CAPITALS).map(([country, capital], i) => ({
    id: `n_${country}`,
    content: { kind: 'qa', question: `What is the capital of ${country}?`, answer: capital },
    tags: [],
    accepted: [],
    distractors: Object.values(CAPITALS).flatMap((other, j) =>
      i === j ? [] : [{ text: other, evidence: evidenceOf(j) }],
    ),
    evidence: [evidenceOf(i)],
    confidence: null,
  })),
  tombstones: [],
})

const KINDS = ['One choice', 'Several choices', 'Right or wrong', 'Typed', 'Gaps', 'Lists', 'Matching'] as const

/** A paper about capitals, of one kind of question alone, marked after each. */
export async function startKind(page: Page, kind: (typeof KINDS)[number], minutes = ''): Promise<void> {
  await openFile(page, 'capitals.deck.json', deck)
  await page.getByRole('button', { name: /^Add 4 cards/ }).click()
  await expect(page.getByText(/^Deck added/)).toBeVisible()
  await page.goto('./#/exam')
  // The box itself is read out, not shown: its label is what is tapped.
  await page.getByRole('checkbox', { name: 'Capitals' }).click({ force: true })
  await expect(page.getByText('4 cards to ask')).toBeVisible()
  await page.getByText('After each question').click()
  await page.getByLabel('Minutes', { exact: true }).fill(minutes)
  await page.getByLabel(kind, { exact: true }).selectOption('3')
  for (const other of KINDS.filter((each) => each !== kind))
    await page.getByLabel(other, { exact: true }).selectOption('0')
  await page.getByRole('button', { name: /^Start/ }).click()
  await expect(page.locator('.where', { hasText: 'Question 1' })).toBeVisible()
}

/** The country that a text asks about, and its capital. */
export function capitalIn(asked: string | null): string {
  const [, capital] = Object.entries(CAPITALS).find(([country]) => asked?.includes(country)) ?? []
  if (capital === undefined) throw new Error(`no country in ${asked}`)
  return capital
}
