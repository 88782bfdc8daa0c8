import type { Unasked, WhyUnasked } from '../domain/unasked.ts'

export type Refused = { readonly sentence: number | null; readonly reason: string }

/** Reasons of rules and gates by what they mean to somebody who only sees the text; the first that fits. */
const MEANINGS: readonly (readonly [WhyUnasked, RegExp])[] = [
  ['enough', /^rank: (?:enough|same|nearly|reversal|gives|given|the list)/],
  ['voice', /speaker|opinion|quot|first or second person|who said|said of|own author/],
  ['time', /\btimes?\b|\bdates?\b|\bday\b|\bmonth\b|\bwhen\b|yesterday|today/],
  [
    'reference',
    /pronoun|antecedent|dangling|demonstrative|points|definite|local|compares|name lost|surname|one name|referent|owner|opens on|of the page|nothing says/,
  ],
  [
    'vague',
    /vague|ground|anchors|particular|once|least score|little|short|thin|general|nobody|nothing named|beside its title|stranger|one of|trivial|leak/,
  ],
]

const meaningOf = (reason: string): WhyUnasked => MEANINGS.find(([, pattern]) => pattern.test(reason))?.[0] ?? 'wording'

const ORDER: readonly WhyUnasked[] = ['enough', 'vague', 'time', 'reference', 'voice', 'wording', 'nothing']

/** Counts the sentences without a question by what most speaks against each of them. */
export function unaskedIn(read: number, asked: ReadonlySet<number>, refused: readonly Refused[]): Unasked {
  const bySentence = new Map<number, Map<WhyUnasked, number>>()
  for (const { sentence, reason } of refused) {
    if (sentence === null || asked.has(sentence)) continue
    const tally = bySentence.get(sentence) ?? new Map<WhyUnasked, number>()
    const why = meaningOf(reason)
    bySentence.set(sentence, tally.set(why, (tally.get(why) ?? 0) + 1))
  }
  const counts = new Map<WhyUnasked, number>()
  for (let at = 0; at < read; at++) {
    if (asked.has(at)) continue
    const why = mostOf(bySentence.get(at))
    counts.set(why, (counts.get(why) ?? 0) + 1)
  }
  const why = ORDER.flatMap((each) => {
    const sentences = counts.get(each) ?? 0
    return sentences === 0 ? [] : [{ why: each, sentences }]
  })
  return { read, why: why.sort((a, b) => b.sentences - a.sentences) }
}

function mostOf(tally: ReadonlyMap<WhyUnasked, number> | undefined): WhyUnasked {
  let best: WhyUnasked = 'nothing'
  for (const each of ORDER) if ((tally?.get(each) ?? 0) > (tally?.get(best) ?? 0)) best = each
  return best
}
