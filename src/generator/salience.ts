import type { Named } from './names.ts'
import { folded } from './protagonist.ts'
import type { Reading } from './reading.ts'

/** How often a name must stand in a text for a reader to take a reference to it for granted. */
const OFTEN = 3

/** Whether a text keeps coming back to a name: its title holds it, or few other words are as frequent. */
export function isSalient(reading: Reading, name: Named): boolean {
  if (name.count >= OFTEN || / (Agreement|Treaty|Accord|Pact|Act|Convention)$/.test(name.full)) return true
  return (
    name.count >= 2 && folded(reading.document.source.title).includes(folded(name.full.split(' ').pop() ?? name.full))
  )
}

/** The name that a reading put into a card, where the text has it. */
export const nameRead = (reading: Reading, readAs: string): Named | null =>
  reading.names.all.find((name) => name.full === readAs.replace(/^the /, '').replace(/'s?$/, '')) ?? null

/** How many salient names a question holds, less that of whose words it gives; a name inside a longer one is not counted. */
export function salientIn(reading: Reading, question: string): number {
  const body = question.replace(/^According to [^,]*, /, '')
  const held = reading.names.all.filter((name) => formsOf(reading, name).some((form) => hasWord(body, form)))
  return held.filter(
    (name) => isSalient(reading, name) && !held.some((other) => other !== name && other.full.includes(name.full)),
  ).length
}

const hasWord = (text: string, form: string): boolean =>
  form.length > 1 && ` ${text} `.replace(/['?,]/g, ' ').includes(` ${form} `)

/** The name as the text has it, in every form: the United States, U.S., US. */
function formsOf(reading: Reading, name: Named): readonly string[] {
  const out = new Set([name.full, name.full.replace(/^the /, '')])
  for (const mention of reading.names.mentions)
    if (mention.name.id === name.id)
      out.add(
        reading.document.text.slice(
          reading.document.words[mention.titleTo]?.start ?? 0,
          reading.document.words[mention.to - 1]?.end ?? 0,
        ),
      )
  return [...out]
}
