import type { Result } from '../../domain/result.ts'
import type { AnkiProblem } from '../anki/problem.ts'
import type { OtherImport, ReadContext } from './gather.ts'
import { isHashcards } from './hashcards.ts'
import { isHashcardsJson } from './hashcardsJson.ts'
import { isNote, type Looks, type Opened } from './looks.ts'
import { isObsidian } from './obsidian.ts'

export type Format = {
  readonly name: string
  readonly knows: (looks: Looks) => boolean
  readonly read: (opened: Opened, context: ReadContext) => Promise<Result<OtherImport, AnkiProblem>>
}

/** Every format of other programs but Anki's packages and plain tables: one row each. The first that knows a file reads it. */
export const FORMATS: readonly Format[] = [
  {
    name: 'Mnemosyne',
    knows: (looks) => looks.kind === 'zip' && looks.names.includes('cards.xml'),
    read: async ({ textOf, names }, context) => {
      const { readMnemosyne } = await import('./mnemosyne.ts')
      const metadata = names.includes('METADATA') ? await textOf('METADATA') : ''
      return readMnemosyne(await textOf('cards.xml'), metadata, context)
    },
  },
  {
    name: 'Mochi',
    knows: (looks) => looks.kind === 'zip' && (looks.names.includes('data.edn') || looks.names.includes('data.json')),
    read: async ({ textOf, names }, context) => {
      const { readMochi } = await import('./mochi.ts')
      const kind = names.includes('data.json') ? 'transit' : 'edn'
      return readMochi({ kind, text: await textOf(kind === 'edn' ? 'data.edn' : 'data.json') }, context)
    },
  },
  {
    name: 'hashcards export',
    knows: (looks) => looks.kind === 'text' && isHashcardsJson(looks.text),
    read: async ({ text }, context) => (await import('./hashcardsJson.ts')).readHashcardsJson(text, context),
  },
  {
    name: 'hashcards',
    knows: (looks) => looks.kind === 'text' && isHashcards(looks.text),
    read: async ({ text }, context) => (await import('./hashcards.ts')).readHashcards(text, context),
  },
  {
    name: 'Obsidian',
    knows: (looks) => looks.kind === 'text' && isObsidian(looks.text, looks.fileName),
    read: async ({ text }, context) => (await import('./obsidian.ts')).readObsidian(text, context),
  },
  {
    name: 'folder of Markdown',
    knows: (looks) =>
      looks.kind === 'zip' && !OWN.some((name) => looks.names.includes(name)) && looks.names.some(isNote),
    read: async (opened, context) => (await import('./markdownFolder.ts')).readMarkdownFolder(opened, context),
  },
]

/** Zips that others read. */
const OWN = ['deck.json', 'collection.anki2', 'collection.anki21', 'collection.anki21b']

export const formatOf = (looks: Looks): Format | null => FORMATS.find((format) => format.knows(looks)) ?? null
