import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bareText, quotedBefore, withoutQuoted } from '../../src/domain/bareText.ts'

const line = fc.string({ unit: fc.constantFrom('a', ' ', '>', '*', '"', 'é', '_'), maxLength: 12 })
const lines = fc.array(line, { maxLength: 8 })
const isQuoted = (text: string): boolean => /^ {0,3}>/.test(text)

describe('what is asked, without the passage quoted before it', () => {
  it('is the end of the text, from its first line that is no quotation', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const text = all.join('\n')
        const rest = withoutQuoted(text)
        expect(text.endsWith(rest)).toBe(true)
        expect(withoutQuoted(rest)).toBe(rest)
        const [first = ''] = rest.split('\n').filter((each) => each.trim() !== '')
        if (isQuoted(first)) expect(rest).toBe(text)
      }),
    )
  })

  it('is all of a text that quotes nothing, or nothing but quotes', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const plain = all.map((each) => each.replaceAll('>', ''))
        expect(bareText(withoutQuoted(plain.join('\n')))).toBe(bareText(plain.join('\n')))
        const quoted = all.map((each) => `> ${each}`).join('\n')
        expect(withoutQuoted(quoted)).toBe(quoted)
      }),
    )
  })

  it('is the sentence with the blank of a card from an article', () => {
    expect(
      withoutQuoted(
        '> From “The bridge” (Wire, 2014):\n>\n> Elena Fisk drew it.\n\nShe opened it in {{c1::1998::year}}.',
      ),
    ).toBe('She opened it in {{c1::1998::year}}.')
  })

  it.each([
    ['a quotation within another', '> > Nobody asked us.\n\nWho said this?'],
    ['a list', '> - coal\n> - salt\n\nWhat was carried?'],
    ['a paragraph that goes on without its mark', '> Nobody\nasked us.'],
  ])('leaves %s to Markdown', (_, text) => {
    expect(quotedBefore(text)).toBeNull()
  })

  it('keeps a quotation after it', () => {
    expect(withoutQuoted('Who said this?\n\n> Nobody asked us.')).toBe('Who said this?\n\n> Nobody asked us.')
  })
})

describe('bare text', () => {
  it('has no marks of a quotation, and all of its words', () => {
    expect(bareText('> From “The bridge”:\n>\n> Elena Fisk drew it.\n\nShe opened it.')).toBe(
      'From “The bridge”: Elena Fisk drew it. She opened it.',
    )
    expect(bareText('5 > 3, and 3 < 5')).toBe('5 > 3, and 3 < 5')
  })
})
