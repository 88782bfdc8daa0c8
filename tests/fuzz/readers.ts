import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import temml from 'temml'
import { decodeText } from '../../src/app/articleFile.ts'
import { isSealed, openSealed, sealBlob } from '../../src/app/seal.ts'
import { bareText, oneLine } from '../../src/domain/bareText.ts'
import { parseCloze } from '../../src/domain/cloze.ts'
import { clozeHtml, clozeNumbersOf } from '../../src/domain/clozeHtml.ts'
import { safeCss } from '../../src/domain/cssSafe.ts'
import { formatCode, parseCode } from '../../src/domain/examCode.ts'
import { foldLog } from '../../src/domain/fold.ts'
import { hashText } from '../../src/domain/hash.ts'
import { type SafeNode, safeTree } from '../../src/domain/htmlSafe.ts'
import { type MediaHash, mediaLink } from '../../src/domain/media.ts'
import { mediaNamesIn } from '../../src/domain/mediaNames.ts'
import type { Note } from '../../src/domain/note.ts'
import { plainText, withoutTags } from '../../src/domain/plainText.ts'
import { foldForSearch } from '../../src/domain/searchFold.ts'
import { parseSearch } from '../../src/domain/searchParse.ts'
import { printSearch } from '../../src/domain/searchPrint.ts'
import { validDeckChange, validSettings } from '../../src/domain/settingsCheck.ts'
import { parseSteps } from '../../src/domain/stepsText.ts'
import { parseTemplate } from '../../src/domain/template.ts'
import { cardHtml } from '../../src/domain/templateCard.ts'
import { gradeTyped } from '../../src/domain/typed.ts'
import { diffTyped } from '../../src/domain/typedDiff.ts'
import { AnkiFault } from '../../src/formats/anki/problem.ts'
import { convertTable, readTextTable } from '../../src/formats/anki/text.ts'
import { readArticle, readDeckTitle } from '../../src/formats/article.ts'
import { decodeBackup, makeBackupReader } from '../../src/formats/backupReader.ts'
import { decodeBase64 } from '../../src/formats/base64.ts'
import { makeCardScanner } from '../../src/formats/cardScanner.ts'
import { crc32 } from '../../src/formats/crc32.ts'
import { makeCodeReader, makeCodeRow } from '../../src/formats/deckCodes.ts'
import { decodeDeck, encodeDeck } from '../../src/formats/deckFile.ts'
import { deckLink, linkedPart, parcelText, readLinked } from '../../src/formats/deckLink.ts'
import { makeReplyReader } from '../../src/formats/modelReply.ts'
import { packText, unpackText } from '../../src/formats/parcel.ts'
import { encodeRecite, openRecite, problemOfFault } from '../../src/formats/reciteFile.ts'
import { decodeJournal, encodeJournal } from '../../src/storage/journalLines.ts'
import { richTree } from '../../src/ui/rich/tree.ts'
import { toSource } from '../../src/workers/articleSource.ts'
import { htmlToText } from '../../src/workers/htmlText.ts'
import { importAnki, sourceOf } from '../formats/anki/fixtures.ts'
import { BASIC, makePackage } from '../formats/anki/makePackage.ts'
import { makeDeck } from '../storage/world.ts'
import type { Reader } from './fuzz.ts'
import { LOG_READERS } from './logReaders.ts'
import { OTHER_READERS } from './otherReaders.ts'
import { backup, EVENTS, oldDeck, withSums } from './seeds.ts'

/**
 * Every way into the app for what strangers made. To put a new reader under fuzz, add a row: honest seeds, and a `read`
 * that throws only what is a fault. What a text reader does with time is looked at by itself.
 */
export const READERS: readonly Reader[] = [
  {
    kind: 'json',
    name: 'deck file',
    seeds: () => [encodeDeck(makeDeck('d', 3)), oldDeck()],
    read: (text) => {
      const deck = decodeDeck(text)
      if (deck.ok) truly(decodeDeck(encodeDeck(deck.value)).ok, 'a deck that was read can be written and read again')
    },
  },
  {
    kind: 'text',
    name: 'link to a deck',
    seeds: () => [deckLink('https://a.b/', packText(parcelText(makeDeck('d', 2)))), '#/open/1.AAAA', ' #/open/2.x '],
    read: (text) => {
      const linked = readLinked(linkedPart(text) ?? text)
      if (linked.ok) decodeDeck(linked.value)
    },
  },
  {
    kind: 'bytes',
    name: 'what a link unpacks to',
    seeds: async () => [packText(parcelText(makeDeck('d', 2)))],
    read: (bytes) => {
      // The checksum fits, so that what lies behind it is read as well.
      const parcel = Uint8Array.of(0, 0, 0, 0, ...bytes.subarray(4))
      new DataView(parcel.buffer).setUint32(0, crc32(parcel.subarray(4)), true)
      const text = unpackText(parcel)
      if (text.ok) decodeDeck(text.value)
    },
  },
  {
    kind: 'text',
    name: 'moving codes of a deck',
    seeds: () => {
      const row = makeCodeRow(packText(parcelText(makeDeck('d', 20))))
      return [Array.from({ length: 12 }, (_, n) => row.code(n)).join('\n')]
    },
    read: (text) => {
      const reader = makeCodeReader()
      for (const code of text.split('\n').slice(0, 200)) reader.read(code)
    },
  },
  {
    kind: 'text',
    name: 'backup',
    seeds: () => [backup(), readFileSync(fileURLToPath(new URL('../formats/backup-1.json', import.meta.url)), 'utf8')],
    mend: withSums,
    read: (text) => {
      const read = decodeBackup(text)
      if (!read.ok) return
      const { events } = read.value.backup
      truly(Array.isArray(events), 'events are a list')
      foldLog(events)
      const pieces = makeBackupReader()
      for (let at = 0; at < text.length; at += 997) pieces.push(text.slice(at, at + 997))
      same(JSON.stringify(pieces.end()), JSON.stringify(read), 'in pieces it is the same')
    },
  },
  {
    kind: 'bytes',
    name: 'sealed backup',
    seeds: async () => [new Uint8Array(await (await sealBlob(new Blob([backup()]), 'pass', 1)).arrayBuffer())],
    read: async (bytes) => {
      const file = new Blob([new Uint8Array(bytes)])
      if (!(await isSealed(file)) || asksForMuch(bytes)) return
      const opened = await openSealed(file, 'pass')
      if (opened) decodeBackup(await opened.text())
    },
  },
  {
    kind: 'bytes',
    name: 'deck with media',
    seeds: async () => [await recite()],
    read: async (bytes) => {
      const opened = await openRecite(sourceOf(bytes))
      if (!opened.ok) return
      for (const medium of opened.value.media) await medium.read().catch(problemOfFault)
    },
  },
  {
    kind: 'bytes',
    name: 'package from Anki',
    seeds: packages,
    read: (bytes) =>
      importAnki(bytes).then(
        ({ events }) => void foldLog(events),
        (thrown) => {
          if (!(thrown instanceof AnkiFault)) throw thrown
        },
      ),
  },
  {
    kind: 'text',
    name: 'table',
    seeds: () => [
      '#separator:tab\n#html:true\n#deck:Words\n#tags column:3\nfront\t<b>back</b>\ta b\n"quoted ""x""\nline"\tback\t\n',
      'question,answer\n"one, two",three\n',
      'a;b;c\n{{c1::gap}};;\n',
    ],
    read: (text) => {
      const table = readTextTable(text, 'words.csv')
      convertTable(table, table.roles)
    },
  },
  {
    kind: 'text',
    name: 'text of a card',
    atoms: ['/*', '*_', '[a]('],
    seeds: () => [
      '**bold** *it* `code` [link](https://a.b) ![alt](media:abcd)\n\n- a\n- b\n\n> q\n\n\\(x^2\\) $$y$$ 1. no list',
      'What is {{c1::this::hint}} and {{c2::that}}?',
    ],
    read: (text) => {
      for (const node of richTree(text)) checkLinks(node)
      parseCloze(text)
    },
  },
  {
    kind: 'text',
    name: 'words of a card',
    atoms: ['[', '**a', ' ', 'one two '],
    seeds: () => [
      '**bold** [link](https://a.b) `code` <b>x</b> &amp; [sound:a.mp3] {{c1::gap::hint}}',
      'Über café, 1,5 km',
    ],
    read: (text) => {
      bareText(text)
      oneLine(text)
      withoutTags(text)
      mediaNamesIn(text)
      foldForSearch(text)
      gradeTyped(text, { answer: 'x', accepted: [text.slice(0, 99)] })
      gradeTyped(text, { answer: `not ${text}`, accepted: [`${text} seven`], wrong: [`six ${text}`] })
      diffTyped(text, 'other words')
    },
  },
  {
    kind: 'text',
    name: 'markup of a card',
    seeds: () => [
      '<div class="a" style="color:red" onclick="x()"><a href="javascript:x">y</a><img src="a.png"><script>z</script></div>',
      '<table><tr><td>1<td>2</table><ul><li>a<li>b</ul><svg><style><img src=x onerror=y></style></svg>&lt;b&gt;',
      '{{c1::one::<b>two</b>}} [sound:a.mp3] \\(x\\)',
    ],
    read: (text) => {
      checkSafe(safeTree(text, { mediumOf: (name) => name }))
      plainText(text)
      for (const number of clozeNumbersOf(text).slice(0, 20)) clozeHtml(text, number, 'question')
    },
  },
  {
    kind: 'text',
    name: 'template of a card',
    seeds: () => ['{{#Front}}{{cloze:Front}}{{/Front}}{{^Back}}no{{/Back}}<hr id=answer>{{type:Back}} {{hint:Front}}'],
    read: (text) => {
      parseTemplate(text)
      cardHtml({ ...CARD, type: { ...CARD.type, templates: [{ name: 'x', front: text, back: text }] } }, 0)
      cardHtml({ ...CARD, fields: [text, text] }, 0)
    },
  },
  {
    kind: 'text',
    name: 'style sheet of a card',
    seeds: () => ['@import url("http://a.b/x.css"); .card { background: url(x.png); color: red } /* c */ a::b{}'],
    read: (text) => {
      const css = safeCss(text)
      truly(!/@import\b|url\s*\(|image-set\s*\(/i.test(css), 'nothing in it fetches anything')
    },
  },
  {
    kind: 'text',
    name: 'formula',
    seeds: () => [
      '\\frac{a}{b} + \\sqrt[3]{x} \\left( \\begin{matrix}1&2\\\\3&4\\end{matrix} \\right) \\text{if } x_1^2',
    ],
    most: 4000,
    read: (text) => {
      // As cards draw it: what cannot be read is shown as it was typed, whatever was thrown.
      try {
        temml.renderToString(text, {
          throwOnError: true,
          trust: false,
          strict: false,
          maxSize: [20, 20],
          maxExpand: 500,
        })
      } catch {}
    },
  },
  {
    kind: 'text',
    name: 'article as a page',
    seeds: () => [
      `<!doctype html><html><head><title>A title</title><meta property="og:title" content="B"></head><body><nav>no</nav><article><h1>C</h1><p>${PROSE}</p></article></body></html>`,
    ],
    read: (text) => {
      htmlToText(text)
      toSource({ ...ARTICLE, text })
    },
  },
  {
    kind: 'text',
    name: 'article as text',
    atoms: ['<p>'],
    seeds: () => [
      `---\ntitle: A title\npublished: 2013-10-11\noutlet: Paper\ntopics: [a, b]\nbasedOn:\n  outlet: Other\n  kind: news\n---\n# A title\n\n${PROSE}\n\n## Part\n\n${PROSE}`,
    ],
    read: (text) => {
      readArticle(text, { name: 'x' })
      readDeckTitle(text)
      toSource({ ...ARTICLE, text })
    },
  },
  {
    kind: 'bytes',
    name: 'article as a file',
    seeds: async () =>
      ['<meta charset="iso-8859-1">é', '\ufeffplain', PROSE].map((text) => new TextEncoder().encode(text)),
    read: (bytes) => decodeText(bytes),
  },
  {
    kind: 'text',
    name: 'code of a paper',
    seeds: () => ['0000-0000-0000-0001', '7Q4K-0M2X-9ZZZ-00AB'],
    read: (text) => {
      const code = parseCode(text)
      if (code) truly(formatCode(code) !== null, 'a code that was read can be written')
    },
  },
  {
    kind: 'text',
    name: 'search',
    seeds: () => ['tag:a or (deck:"News::A b" -is:due) prop:ivl>30 "two words" rated:7:2 added:30'],
    read: (text) => {
      const query = parseSearch(text)
      if (query.ok)
        truly(parseSearch(printSearch(query.value)).ok, 'a search that was read can be written and read again')
    },
  },
  {
    kind: 'text',
    name: 'learning steps',
    seeds: () => ['1m 10m 1d'],
    read: (text) => parseSteps(text),
  },
  {
    kind: 'json',
    name: 'settings',
    seeds: () => [
      '{"newPerDay":20,"learningStepsMinutes":[1,10],"keys":{"again":["a"]},"voices":{"en":"x"},"exams":[],"away":{"from":1,"to":2}}',
    ],
    read: (text) => {
      const value = parsed(text)
      if (typeof value !== 'object' || value === null) return
      const valid = validSettings(value)
      same(JSON.stringify(validSettings(valid)), JSON.stringify(valid), 'what is valid stays so')
      validDeckChange(value)
    },
  },
  {
    kind: 'text',
    name: 'second copy of the log',
    seeds: () => [
      encodeJournal({ dbId: 'x', events: EVENTS, decks: [{ ...makeDeck('d', 2), builtIn: false, retired: [] }] }, 1),
    ],
    mend: (text) =>
      text
        .split('\n')
        .map((line) => line.replace(/^\w{13} (.*)$/, (_, json: string) => `${hashText(json)} ${json}`))
        .join('\n'),
    read: (text) => {
      foldLog(decodeJournal(text).events)
    },
  },
  {
    kind: 'text',
    name: 'reply of a model',
    seeds: () => [
      'data: {"choices":[{"delta":{"content":"[{\\"question\\":\\"a?\\",\\"answer\\":\\"b\\",\\"sentence\\":\\"a b\\"}]"}}]}\n\ndata: [DONE]\n\n',
      '{"choices":[{"message":{"content":"<think>x</think>{\\"question\\":\\"q\\",\\"answer\\":\\"a\\",\\"sentence\\":\\"s\\"}"}}]}',
    ],
    read: (text) => {
      const reply = makeReplyReader()
      const cards = makeCardScanner()
      for (let at = 0; at < text.length; at += 499) cards.push(reply.push(text.slice(at, at + 499)) ?? '')
      cards.push(reply.end() ?? '')
      cards.push(text)
      cards.end()
    },
  },
  ...OTHER_READERS,
  ...LOG_READERS,
  { kind: 'text', name: 'base64', seeds: () => ['QUJD', 'QQ=='], read: (text) => decodeBase64(text) },
]

const PROSE =
  'The minister said on Friday that the talks had ended without a result, and that they would be taken up again in the week that follows. '.repeat(
    3,
  )
const ARTICLE = { title: '', outlet: null, published: null, url: null, licence: null } as const

const CARD = {
  kind: 'template' as const,
  type: {
    id: 't',
    name: 'T',
    kind: 'fields' as const,
    fields: ['Front', 'Back'],
    templates: [{ name: 'x', front: '{{Front}}', back: '{{Back}}' }],
    css: '',
  },
  fields: ['{{c1::a}}', 'b'],
  cards: [0],
  media: {},
  changed: 0,
}

async function recite(): Promise<Uint8Array> {
  const deck = makeDeck('r', 2)
  const [note] = deck.notes
  const hash = 'ab'.repeat(16) as MediaHash
  const shown = {
    ...note,
    id: 'shows',
    content: { kind: 'qa', question: mediaLink(hash, 'it'), answer: 'yes' },
  } as Note
  const read = async () => ({ hash, type: 'image/png', bytes: new Uint8Array([1, 2, 3]).buffer })
  const pieces: Uint8Array[] = []
  for await (const piece of encodeRecite({ ...deck, notes: [...deck.notes, shown] }, read)) pieces.push(piece)
  return new Uint8Array(Buffer.concat(pieces))
}

async function packages(): Promise<readonly Uint8Array[]> {
  const notes = [{ guid: 'a', type: BASIC, fields: ['q <img src=a.png>', 'a'] }]
  const media = { 'a.png': new Uint8Array([1, 2, 3]) }
  return Promise.all([
    makePackage({ notes, media }),
    makePackage({
      notes,
      sql: "UPDATE cards SET due = 1e300, ivl = 'x', data = '{\"s\":-1}'; UPDATE col SET conf = '[]'",
    }),
    makePackage({
      notes,
      sql: "INSERT INTO revlog VALUES (1, 1, 0, 9, 1e18, NULL, -1, 'x', 99), (-5, 0, 0, 1, 1, 1, 1, 1, 1)",
    }),
    makePackage({ notes, sql: "UPDATE notes SET flds = replace(flds, 'q', char(0) || '{{c1::')" }),
  ])
}

/** So many rounds of deriving a key are the learner's to wait for, and not a test's. */
const asksForMuch = (bytes: Uint8Array): boolean =>
  !/"iterations":\d{1,3},/.test(new TextDecoder().decode(bytes.subarray(0, 300)))

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function checkLinks(node: ReturnType<typeof richTree>[number]): void {
  if (node.kind === 'link') truly(/^(?:https?|mailto):/i.test(node.href), `a link to ${node.href}`)
  if ('children' in node) for (const child of node.children) checkLinks(child)
  if (node.kind === 'list') for (const child of node.items.flat()) checkLinks(child)
}

function checkSafe(nodes: readonly SafeNode[]): void {
  for (const node of nodes) {
    if (typeof node === 'string') continue
    truly(
      !/^(?:script|style|iframe|object|embed|link|meta|base|form|input|svg|math|template)$/.test(node.tag),
      node.tag,
    )
    for (const [name, value] of Object.entries(node.attributes)) {
      truly(
        !/^on|^(?:href|src|srcset|action|formaction|background|ping|xlink:href)$/.test(name),
        `an attribute ${name}`,
      )
      if (name === 'style') truly(!/url\s*\(|image-set\s*\(|@import/i.test(value), `a style that fetches: ${value}`)
    }
    checkSafe(node.children)
  }
}

function truly(condition: boolean, what: string): void {
  if (!condition) throw new Error(`not so: ${what}`)
}

function same(a: string, b: string, what: string): void {
  if (a !== b) throw new Error(`not so: ${what}`)
}
