import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { bareText, withoutQuoted } from '../src/domain/bareText.ts'
import { answersOf, questionText } from '../src/domain/cards.ts'
import { facesOf } from '../src/domain/faces.ts'
import { shippedDecks } from './shippedDecks.ts'

const root = fileURLToPath(new URL('../', import.meta.url))

test('options that the README gives to a command reach the last part of it', () => {
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
  // Without this npm would take them for its own.
  expect(scripts.start).toMatch(/ && npm run serve --$/)
})

test('what is run before anything is published is the test command below, and then the comparison with Anki', () => {
  const command = /everything that must hold[\s\S]*?```sh\n(.*)\n```/.exec(
    readFileSync(`${root}README.md`, 'utf8'),
  )?.[1]
  const lines = readFileSync(`${root}.ci/run`, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('npm ') && !line.endsWith('&'))
  expect(lines).toEqual([...(command ?? '').split(' && '), 'npm run test:anki'])
})

test('the cards that the README shows are in the decks', () => {
  const shipped = new Set(
    shippedDecks()
      .flatMap(({ notes }) => notes)
      .flatMap((note) =>
        facesOf(note).map(
          (face) => `| ${bareText(withoutQuoted(questionText(note, face)))} | ${answersOf(note, face).join('; ')} |`,
        ),
      ),
  )
  const example = /<!-- example:start -->\n([\s\S]*?)<!-- example:end -->/.exec(
    readFileSync(`${root}README.md`, 'utf8'),
  )
  const rows = (example?.[1] ?? '').trim().split('\n').slice(2)
  expect(rows.length).toBeGreaterThan(2)
  for (const row of rows) expect(shipped).toContain(row)
})
