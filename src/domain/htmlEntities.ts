/** The named characters that prose uses; others stay as they are written. */
const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    ensp: ' ',
    emsp: ' ',
    thinsp: ' ',
    shy: '',
    zwj: '',
    zwnj: '',
    lsquo: '‘',
    rsquo: '’',
    sbquo: '‚',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    laquo: '«',
    raquo: '»',
    ndash: '–',
    mdash: '—',
    hellip: '…',
    bull: '•',
    middot: '·',
    times: '×',
    divide: '÷',
    minus: '−',
    plusmn: '±',
    deg: '°',
    frac12: '½',
    frac14: '¼',
    frac34: '¾',
    cent: '¢',
    pound: '£',
    yen: '¥',
    euro: '€',
    copy: '©',
    reg: '®',
    trade: '™',
    sect: '§',
    para: '¶',
    dagger: '†',
    permil: '‰',
    sup2: '²',
    sup3: '³',
    szlig: 'ß',
    aelig: 'æ',
    AElig: 'Æ',
    oelig: 'œ',
    OElig: 'Œ',
    oslash: 'ø',
    Oslash: 'Ø',
    aring: 'å',
    Aring: 'Å',
    eth: 'ð',
    thorn: 'þ',
    ccedil: 'ç',
    Ccedil: 'Ç',
    ntilde: 'ñ',
    Ntilde: 'Ñ',
    iexcl: '¡',
    iquest: '¿',
  }),
)

/** `eacute` and its like: a letter and the mark over it. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ['grave', '\u0300'],
  ['acute', '\u0301'],
  ['circ', '\u0302'],
  ['tilde', '\u0303'],
  ['uml', '\u0308'],
  ['caron', '\u030c'],
  ['cedil', '\u0327'],
])

/** What numbers 128 to 159 mean in pages, which is not what Unicode says (HTML Standard, section 13.2.5.80). */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Character references as characters; those that name none stay as they are. */
export const decodeEntities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z][a-zA-Z\d]{1,30}));?/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return named(name) ?? whole
    return characterOf(decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16))
  })

function named(name: string): string | undefined {
  const known = NAMED.get(name)
  if (known !== undefined) return known
  const mark = MARKS.get(name.slice(1))
  return mark === undefined ? undefined : `${name[0]}${mark}`.normalize('NFC')
}

function characterOf(code: number): string {
  if (code >= 128 && code < 160) return WINDOWS[code - 128] ?? ''
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return isCharacter ? String.fromCodePoint(code) : '\ufffd'
}
