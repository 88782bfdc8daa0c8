import type { Named } from './names.ts'
import { folded } from './protagonist.ts'
import type { Reading } from './reading.ts'

/** Kinds of bodies by which a text goes on speaking of one that it has named in full. */
export const KINDS =
  /^(?:Academy|Agency|Alliance|Army|Assembly|Association|Authority|Bank|Board|Brigade|Bureau|Centre|Center|Chamber|Church|Club|College|Commission|Committee|Company|Congress|Corporation|Council|Court|Department|Federation|Festival|Foundation|Fund|Group|Guild|Hall|Institute|Institution|Laboratory|League|Ministry|Mission|Movement|Museum|Observatory|Office|Order|Organi[sz]ation|Parliament|Party|Regiment|School|Service|Society|Squadron|Survey|Symposium|Synod|Tribunal|Trust|Union|University|Agreement|Treaty|Accord|Convention|Charter|Act|Bridge|Canal|Dam)$/

/**
 * "the League": the longer name that holds the word, `Australian League of Rights`, where it is the title's or the only
 * one that the text has come back to so far; else null.
 */
export function longFormOf(reading: Reading, name: Named, at: number): string | null {
  if (name.kind === 'person' || !KINDS.test(name.full)) return null
  const { words } = reading.document
  if (words[at - 1]?.text.toLowerCase() !== 'the') return null
  if (/^(?:of|for|on|and|to|in)$/.test(words[at + 1]?.text ?? '') && /^\p{Lu}/u.test(words[at + 2]?.text ?? ''))
    return null
  const title = folded(reading.document.source.title)
  const long = new Set<string>()
  for (const mention of reading.names.mentions) {
    const full = mention.name.full.replace(/^[Tt]he /, '')
    const parts = full.split(' ')
    if (mention.name.kind === 'person' || parts.length < 2 || parts.length > 6 || !parts.includes(name.full)) continue
    if (title.includes(folded(full)) && title !== folded(name.full)) return full
    if (mention.from < at && mention.name.count > 1) long.add(full)
  }
  return long.size === 1 ? ([...long][0] ?? null) : null
}
