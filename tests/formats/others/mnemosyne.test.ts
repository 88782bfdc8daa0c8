import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldLog } from '../../../src/domain/fold.ts'
import { foreignSide } from '../../../src/domain/foreignTree.ts'
import { templateOf } from '../../../src/domain/noteType.ts'
import { NO_CONTEXT } from '../../../src/domain/templateCard.ts'
import { readMnemosyne } from '../../../src/formats/others/mnemosyne.ts'
import { contextOf, spoilt } from './decks.ts'

const HASH = 'a'.repeat(32)
const context = contextOf('chords.cards', { 'pics_c.png': HASH })

const card = (id: string, type: string, fact: string, view: string, more = 'gr="-1" e="2.5" l_rp="-1" n_rp="-1"') =>
  `<log type="6" o_id="${id}" card_t="${type}" fact="${fact}" fact_v="${view}" tags="t1,t2" ac_rp="0" rt_rp="0" lps="0" ${more}></log>`
const xmlOf = (...logs: string[]) =>
  `<openSM2sync number_of_entries="${logs.length}">\n${logs.join('\n')}\n</openSM2sync>\n`

const EXAMPLE = xmlOf(
  '<log type="10" o_id="t1"><name>guitar chords</name></log>',
  '<log type="10" o_id="t2"><name>__UNTAGGED__</name></log>',
  '<log type="13"><fname>pics/c.png</fname></log>',
  '<log type="16" o_id="f1"><f>C &amp; G</f><b>line one\nline two &lt;img src="pics/c.png"&gt;&lt;$&gt;x^2&lt;/$&gt;</b></log>',
  card('c1', '2', 'f1', '2.1', 'gr="4" e="2.7" l_rp="1763640000" n_rp="1764547200"'),
  card('c2', '2', 'f1', '2.2', 'gr="1" e="2.5" l_rp="1763640000" n_rp="1763640600"'),
  '<log type="16" o_id="f2"><f>mot</f><p_1></p_1><m_1>word</m_1><n></n></log>',
  card('c3', '3::French', 'f2', '3::French.2'),
  '<log type="16" o_id="f3"><text>The [otter:animal] holds a [stone].</text></log>',
  '<log type="6" o_id="c4" card_t="5" fact="f3" fact_v="5.1" tags="t1" gr="-1" e="2.5"><extra>{\'cloze\': \'stone\', \'index\': 1}</extra></log>',
)
const METADATA = 'tags:\nauthor_name:Someone\ncard_set_name:Chords::Guitar\ndate:Sat Jul 6 2013\nrevision:1\n'

const opened = (xml: string) => {
  const result = readMnemosyne(xml, METADATA, context)
  if (!result.ok) throw new Error(result.error.detail)
  return result.value
}

describe('cards of Mnemosyne', () => {
  test('are notes with their types, in the deck that the metadata name', () => {
    const { decks, counts, leftOut } = opened(EXAMPLE)
    expect(decks.map(({ title }) => title)).toEqual(['Chords::Guitar'])
    expect(counts).toEqual({ cards: 4, media: 1 })
    const notes = decks[0]?.notes ?? []
    expect(notes.map((note) => note.tags)).toEqual([['guitar_chords'], ['guitar_chords'], ['guitar_chords']])
    expect(notes.map((note) => templateOf(note)?.fields)).toEqual([
      ['C & G', 'line one<br>line two <img src="pics_c.png">\\(x^2\\)'],
      ['mot', '', 'word', ''],
      ['The {{c1::otter::animal}} holds a {{c2::stone}}.'],
    ])
    expect(notes.map((note) => templateOf(note)?.cards)).toEqual([[0, 1], [1], [1]])
    expect(templateOf(notes[0] ?? ({} as never))?.media).toEqual({ 'pics_c.png': HASH })
    expect(leftOut).toEqual([{ reason: 'cards-without-log', count: 1 }])
  })

  test('show what they ask', () => {
    const [, word] = opened(EXAMPLE).decks[0]?.notes ?? []
    const content = word && templateOf(word)
    const side = content && foreignSide(content, 1, { side: 'question', typed: '', context: NO_CONTEXT })
    expect(JSON.stringify(side)).toContain('word')
    expect(JSON.stringify(side)).not.toContain('mot')
  })

  test('bring what is remembered of them', () => {
    const { decks, events } = opened(EXAMPLE)
    const [state] = [...foldLog(events).cards.values()]
    expect(events).toHaveLength(1)
    expect(state?.cardId).toBe(`${decks[0]?.notes[0]?.id}/t0`)
    expect(state?.memory).toMatchObject({ phase: 'review', day: 20_412, due: 20_423 })
  })

  test('keep sounds', () => {
    const xml = xmlOf(
      '<log type="16" o_id="f"><f>&lt;audio src="a.mp3"&gt;</f><b>x</b></log>',
      card('c', '1', 'f', '1.1'),
    )
    const [note] = opened(xml).decks[0]?.notes ?? []
    expect(note && templateOf(note)?.fields[0]).toBe('[sound:a.mp3]')
  })

  test('of types of a learner’s own ask by their first field', () => {
    const xml = xmlOf('<log type="16" o_id="f"><word>a</word><sense>b</sense></log>', card('c', '7', 'f', '7.1'))
    const { decks, leftOut } = opened(xml)
    const [note] = decks[0]?.notes ?? []
    expect(note && templateOf(note)?.type.fields).toEqual(['word', 'sense'])
    expect(leftOut).toEqual([{ reason: 'types-as-plain', count: 1 }])
  })

  test.each([
    ['what is no XML', 'hello', /^cards\.xml, line \d+: /],
    ['what is cut short', EXAMPLE.slice(0, 300), /^cards\.xml, line \d+: /],
    ['other XML', '<html></html>', /<html> is none of Mnemosyne’s/],
    ['no card', xmlOf(), /no card/],
  ])('are refused as %s', (_, xml, detail) => {
    const result = readMnemosyne(xml, '', context)
    expect(result.ok || result.error.detail).toMatch(detail)
  })

  test('do not expand entities', () => {
    const bomb = `<!DOCTYPE a [<!ENTITY x "${'y'.repeat(100)}"><!ENTITY z "&x;&x;&x;">]>${xmlOf('<log type="16" o_id="f"><f>&z;</f></log>')}`
    expect(readMnemosyne(bomb, '', context).ok).toBe(false)
  })

  test('of strangers are read or refused, never thrown at', () => {
    fc.assert(
      fc.property(
        spoilt(fc.constant(EXAMPLE)),
        fc.string(),
        (xml, metadata) => void readMnemosyne(xml, metadata, context),
      ),
    )
  })

  test('take time in proportion to their length', () => {
    for (const piece of ['[', '[a]', '<$>', '<latex>', '<img ', '<audio src="', '\n', '&amp;', '{{c1::', '::'])
      void readMnemosyne(
        xmlOf(
          `<log type="16" o_id="f"><text>${piece.replaceAll('<', '&lt;').repeat(60_000 / piece.length)}</text></log>`,
          card('c', '5', 'f', '5.1'),
        ),
        '',
        context,
      )
    void readMnemosyne('<a>'.repeat(100_000), '', context)
  })
})
