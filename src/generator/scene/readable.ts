import type { Sentence } from '../document.ts'
import type { Reading } from '../reading.ts'
import { wordAt } from '../tree.ts'

/** Figures of a market day, a week or a quarter, and parts of a game: worth nothing without their day. */
const OF_A_DAY =
  /\b(composite trading|Stock Exchange|Dow Jones Industrial|S&P 500|Nasdaq Composite|Nikkei|FTSE 100|points? (?:higher|lower)|(?:shares?|stocks?) (?:closed|rose|fell|gained|lost|jumped|slid)|closed? (?:at|up|down)|(?:end|finish|start) (?:of )?the (?:week|day|session)|(?:latest|first|second|third|fourth|current)[ -]quarter|half-?time|(?:first|second) half|inning|cents? (?:a|per) (?:kilogram|kilo|kg|share|pound|litre))\b/i

/** "Nikkei 225 NIK, -0.49% picked up": a page's own listing of the market, run into the sentence. */
const LISTING = /\b\p{Lu}[\p{Lu}\d.]+,? ?[-+−–]?\d[\d.]* ?%|\b\d{4,6}, ?[-+−–]\d[\d.]* ?%/u

/** "Best of the day: The firm rose", "Show Hide Guam": words of a page's own, run into the sentence. */
const LABELLED = /^(?:\p{Lu}[\p{L}'’]*(?: \p{L}+['’]?){1,4}): \p{Lu}|\bShow Hide\b|\b(?:Read|See) (?:More|Also)\b/u

/** "with 74 percent of voters said they": two sentences that an editor ran together. */
const TORN =
  /\bwith (?:about |nearly |only |some )?[\d.]+ ?(?:%|percent|per cent) of \p{L}+(?: \p{L}+)? (?:said|says?|were|are|believe|think)\b/u

/** "64%-17%": two figures that stand for each other. */
const PAIR = /\d ?%[-–]\d/

/** Short forms before a capital: a sentence was cut there, or two were joined. */
const BROKEN = /\b(?:Mass|Conn|Calif|Inc|Corp|Co|Ltd|Va|Pa|Fla|Tex|Ill|Wash|Ore|Ariz|Mich|Minn|Wis|Ga|Md)\. (?=\p{Lu})/u

/** A line that says where a report was sent from, or who wrote it, run into its first sentence. */
const DATELINE =
  /^(?:\p{Lu}{2,}[,. ]+){2,}|^\p{Lu}{3,},|^\p{Lu}{3,}[^.]{0,30} [-–—] |\((?:FP|AP|AFP|UPI|Reuters|Xinhua)\)|\bc\.\d{4}\b|^BY /u

/** "The Hallams's are in favour": a plural that is spelled as what somebody owns. */
const MISSPELT = /\p{L}'s (?:are|were|have)\b/u

/** What speaks of the page that it stood on. */
const ON_THE_PAGE =
  /\b(?:pictured|(?:photo|picture|illustration|diagram|map|video)s? (?:above|below|by|shows?)|(?:see|shown|listed|mentioned|discussed|described) (?:above|below|in)|(?:Figure|Fig\.|Table|Section|Chapter|Equation|Box) \d|on the (?:left|right)|(?:chart|graph|diagram|image|illustration|table) (?:on|at|to)|the (?:chart|graph|diagram|table|figure)|this (?:article|section|chapter|page|essay|story)|click|subscribe)\b|\(see\b/iu

/** Says why a sentence is not fit to be read out as it stands, or null: broken, of the page, or somebody's talk. */
export function readableFault(reading: Reading, sentence: Sentence): string | null {
  const { document } = reading
  const source = document.text.slice(sentence.span.start, sentence.span.end)
  if (!/^[\p{Lu}\d"]/u.test(source) || !/[\p{L}\d)%"]\."?$|[.]"$/u.test(source)) return 'scene: no plain sentence'
  if (/[?!…[\]{}_|=<>*]|\.\.\.|https?:/.test(source)) return 'scene: punctuation'
  if ((source.match(/"/g) ?? []).length % 2 === 1) return 'scene: half a quotation'
  if ((source.match(/\(/g) ?? []).length !== (source.match(/\)/g) ?? []).length) return 'scene: half a bracket'
  if (/\(\s*[,;)]/.test(source)) return 'scene: empty brackets'
  if (DATELINE.test(source)) return 'scene: dateline'
  if (LISTING.test(source)) return 'scene: a listing'
  if (LABELLED.test(source)) return 'scene: a label'
  if (PAIR.test(source)) return 'scene: two figures in one'
  if (TORN.test(source)) return 'scene: two sentences'
  if (OF_A_DAY.test(source)) return 'scene: of a day'
  if (BROKEN.test(source)) return 'scene: two sentences'
  if (MISSPELT.test(source)) return 'scene: misspelt'
  return ON_THE_PAGE.test(source) ? 'scene: of the page' : null
}

/** True where a verb says when. */
export function hasFinite(reading: Reading, root: number): boolean {
  const verb = wordAt(reading.document, root)
  if (/^(VBD|VBZ|VBP)$/.test(verb.tag)) return true
  return verb.children.some((at) => {
    const word = wordAt(reading.document, at)
    return /^(aux|auxpass)$/.test(word.dep) && /^(VBD|VBZ|VBP|MD)$/.test(word.tag)
  })
}
