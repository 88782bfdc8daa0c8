import { err, ok, type Result } from '../../domain/result.ts'
import type { AnkiProblem } from '../anki/problem.ts'

/** An entry of a log in XML: what is said of a thing in attributes, and its texts by the elements they stand in. */
export type Entry = {
  readonly attributes: Readonly<Record<string, string>>
  readonly texts: ReadonlyMap<string, string>
}

const MOST_ENTRIES = 1_000_000
const DEEPEST = 100

/**
 * Reads `<root><log a="…"><key>words</key></log>…</root>`: the XML that programs write, not all of XML. Entities are the
 * five known ones and numbers, so that nothing in a text can make it larger; document types are refused. One pass.
 */
export function readXmlLog(xml: string, root: string): Result<readonly Entry[], AnkiProblem> {
  const entries: Entry[] = []
  const open: string[] = []
  let attributes: Record<string, string> = {}
  let texts = new Map<string, string>()
  let at = xml.startsWith('\ufeff') ? 1 : 0
  let hasRoot = false

  const refused = (what: string): Result<never, AnkiProblem> =>
    err({ kind: 'shape', detail: `cards.xml, line ${xml.slice(0, at).split('\n').length}: ${what}` })
  const say = (words: string): void => {
    const key = open[2]
    if (open.length === 3 && key !== undefined) texts.set(key, (texts.get(key) ?? '') + words)
  }
  const close = (): void => {
    if (open.length === 2 && open[1] === 'log') entries.push({ attributes, texts })
    open.pop()
  }

  while (at < xml.length) {
    const mark = xml.indexOf('<', at)
    const end = mark < 0 ? xml.length : mark
    const words = decoded(xml.slice(at, end))
    if (words === null) return refused('a name between & and ; is not known')
    if (open.length === 0 && words.trim() !== '') return refused('text outside of everything')
    say(words)
    at = end
    if (mark < 0) break
    const skipped = SKIPPED.find(({ start }) => xml.startsWith(start, at))
    if (skipped) {
      const stop = xml.indexOf(skipped.end, at + skipped.start.length)
      if (stop < 0) return refused('the end comes too early')
      if (skipped.isText) say(xml.slice(at + skipped.start.length, stop))
      at = stop + skipped.end.length
      continue
    }
    if (xml.startsWith('<!', at)) return refused('a document type of its own')
    CLOSING.lastIndex = at
    const closing = CLOSING.exec(xml)
    if (closing) {
      if (open.at(-1) !== closing[1]) return refused(`</${(closing[1] ?? '').slice(0, 50)}> closes nothing`)
      close()
      at += closing[0].length
      continue
    }
    NAME.lastIndex = at
    const name = NAME.exec(xml)?.[1]
    if (name === undefined) return refused('< stands alone')
    at += name.length + 1
    const own: Record<string, string> = {}
    for (;;) {
      ATTRIBUTE.lastIndex = at
      const found = ATTRIBUTE.exec(xml)
      if (!found) break
      const value = decoded(found[2] ?? found[3] ?? '')
      if (value === null) return refused('a name between & and ; is not known')
      own[found[1] ?? ''] = value
      at += found[0].length
    }
    TAG_END.lastIndex = at
    const tagEnd = TAG_END.exec(xml)
    if (!tagEnd) return refused(`<${name.slice(0, 50)}> does not end`)
    at += tagEnd[0].length
    if (open.length === 0 && (hasRoot || name !== root)) return refused(`<${name.slice(0, 50)}> is none of Mnemosyne’s`)
    hasRoot = true
    open.push(name)
    if (open.length > DEEPEST) return err({ kind: 'too-large', detail: `elements lie more than ${DEEPEST} deep` })
    if (open.length === 2) {
      attributes = own
      texts = new Map()
    }
    if (tagEnd[1] === '/') close()
    if (entries.length > MOST_ENTRIES) return err({ kind: 'too-large', detail: `more than ${MOST_ENTRIES} entries` })
  }
  return hasRoot && open.length === 0 ? ok(entries) : refused('the end comes too early')
}

const SKIPPED = [
  { start: '<!--', end: '-->', isText: false },
  { start: '<![CDATA[', end: ']]>', isText: true },
  { start: '<?', end: '?>', isText: false },
]
const CLOSING = /<\/([^\s<>/]{1,200})\s{0,99}>/y
const NAME = /<([^\s<>/!?="'&]{1,200})/y
const ATTRIBUTE = /\s{1,99}([^\s<>/="']{1,200})\s{0,99}=\s{0,99}(?:"([^"<]*)"|'([^'<]*)')/y
const TAG_END = /\s{0,99}(\/?)>/y

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Null where something between & and ; is not known. */
function decoded(text: string): string | null {
  if (!text.includes('&')) return text
  let isKnown = true
  const plain = text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{1,10}));|&/gi,
    (_, decimal?: string, hex?: string, name?: string) => {
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      if (code >= 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000)) return String.fromCodePoint(code)
      const known = name !== undefined && Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined
      if (known === undefined) isKnown = false
      return known ?? ''
    },
  )
  return isKnown ? plain : null
}
