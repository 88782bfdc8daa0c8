import { strToU8, zipSync } from 'fflate'
import { foldLog } from '../../src/domain/fold.ts'
import type { MediaHash } from '../../src/domain/media.ts'
import type { Result } from '../../src/domain/result.ts'
import { AnkiFault } from '../../src/formats/anki/problem.ts'
import type { OtherImport } from '../../src/formats/others/gather.ts'
import { readHashcards, writeHashcards } from '../../src/formats/others/hashcards.ts'
import { readHashcardsJson } from '../../src/formats/others/hashcardsJson.ts'
import { readMnemosyne } from '../../src/formats/others/mnemosyne.ts'
import { readMochi } from '../../src/formats/others/mochi.ts'
import { readObsidian } from '../../src/formats/others/obsidian.ts'
import { writeObsidian } from '../../src/formats/others/obsidianWrite.ts'
import { openOther } from '../../src/formats/others/open.ts'
import { guessPairs, readPairs } from '../../src/formats/others/pairs.ts'
import { sourceOf } from '../formats/anki/fixtures.ts'
import { contextOf } from '../formats/others/decks.ts'
import type { Reader } from './fuzz.ts'

const context = contextOf('notes.md', { 'a.png': 'a'.repeat(32) })

const HASHCARDS = '---\nname = "Zoo"\n---\nQ: What $x$?\nA: ![a](a.png)\n- b\n\n---\n\nC: The [otter] \\[x\\] `[y]`\n'
const OBSIDIAN =
  '---\ntags: flashcards/a\n---\n#flashcards/b\n\nq::a ^abc\n<!--SR:!2026-01-02,4,250!fsrs,2026-01-02T03:04:05Z,3,4.5,5,2,1,0,0,-->\n\nr\n?\n![[a.png]]\n\nThe ==2;;kiwi;;bird== `==x==` $y$\n'
const XML =
  '<?xml version="1.0"?><openSM2sync number_of_entries="3"><log type="10" o_id="t"><name>a &amp; b</name></log><log type="16" o_id="f"><f>&lt;img src="a.png"&gt;</f><b><![CDATA[<$>x</$>]]></b></log><log type="6" o_id="c" card_t="2" fact="f" fact_v="2.1" tags="t" gr="4" e="2.5" l_rp="1763640000" n_rp="1764547200"/></openSM2sync>'
const EDN =
  '{:version 2 :decks [{:id :a :name "D" :cards ({:id :c :content "q {{1::x}}\\n---\\n![](@media/a.png)" :tags #{"t"} :reviews [{:date #inst "2026-01-01" :interval 2.5 :remembered? true}]} #_x)}]}'
const TRANSIT =
  '["^ ","~:decks",[["^ ","~:id","~:aaaaaaaa","~:name","D","~:cards",["~#list",[["^ ","^1","~:cccccccc","~:content","q\\n---\\na","~:created-at",{"~#dt":1}]]]]]]'
const EXPORTED =
  '{"cards":[{"familyHash":null,"deckName":"D","content":{"basic":{"question":"q","answer":"a"}},"performance":{"lastReviewedAt":"2026-01-01T00:00:00.000","stability":3,"difficulty":4,"dueDate":"2026-01-04"}},{"deckName":"D","content":{"cloze":{"text":"a b","start":2,"end":2}}}],"sessions":[]}'

/** Ways in for files of other programs than Anki. */
export const OTHER_READERS: readonly Reader[] = [
  {
    kind: 'text',
    name: 'Markdown of hashcards',
    seeds: () => [HASHCARDS],
    read: (text) =>
      taken(readHashcards(text, context), ({ decks }) => {
        for (const deck of decks) readHashcards(writeHashcards(deck, () => null).text, context)
      }),
  },
  {
    kind: 'text',
    name: 'notes of Obsidian',
    seeds: () => [OBSIDIAN],
    read: (text) =>
      taken(readObsidian(text, context), ({ decks }) => {
        for (const deck of decks)
          readObsidian(writeObsidian(deck, { pathOf: () => null, progress: null }).text, context)
      }),
  },
  {
    kind: 'text',
    name: 'cards of Mnemosyne',
    seeds: () => [XML],
    read: (text) => taken(readMnemosyne(text, '', context)),
  },
  {
    kind: 'text',
    name: 'EDN of Mochi',
    seeds: () => [EDN],
    read: (text) => taken(readMochi({ kind: 'edn', text }, context)),
  },
  {
    kind: 'json',
    name: 'Transit of Mochi',
    seeds: () => [TRANSIT],
    read: (text) => taken(readMochi({ kind: 'transit', text }, context)),
  },
  {
    kind: 'json',
    name: 'export of hashcards',
    seeds: () => [EXPORTED],
    read: (text) => taken(readHashcardsJson(text, context)),
  },
  {
    kind: 'text',
    name: 'list of pairs',
    seeds: () => ['cat - Katze\ndog - Hund\n', 'a=b;c=d'],
    read: (text) => {
      readPairs(text, 'a', guessPairs(text) ?? { between: text.slice(0, 2), cards: text.slice(2, 4) })
    },
  },
  {
    kind: 'bytes',
    name: 'zip of another program',
    seeds: async () => [
      zipSync({ 'cards.xml': strToU8(XML), 'a.png': new Uint8Array([1]) }),
      zipSync({ 'data.edn': strToU8(EDN), 'a.png': new Uint8Array([1]) }),
      zipSync({ 'x/a.md': strToU8(OBSIDIAN), 'b.md': strToU8(HASHCARDS), 'x/a.png': new Uint8Array([1]) }),
    ],
    read: async (bytes) => {
      const { now, momentAt } = context
      const hashOf = async () => 'b'.repeat(32) as MediaHash
      const read = await openOther(sourceOf(bytes), { fileName: 'a', now, momentAt, hashOf, onMedia: () => {} })
      if (!read.ok) return
      for (const medium of read.value.media.values()) {
        await medium.read().catch((thrown) => {
          if (!(thrown instanceof AnkiFault)) throw thrown
        })
      }
    },
  },
]

function taken<E>(read: Result<OtherImport, E>, more: (read: OtherImport) => void = () => {}): void {
  if (!read.ok) return
  foldLog(read.value.events)
  more(read.value)
}
