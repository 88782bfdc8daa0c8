/** What everybody knows without the article: no learner gains by being asked. */
const WELL_KNOWN: readonly (readonly [answer: RegExp, said: RegExp])[] = [
  [/^2001$/, /Sept(?:\.|ember)? 11|11 Sept(?:\.|ember)?|9\/11|World Trade Cent(?:er|re)|al-Qaeda attack/],
  [/^(?:February )?2022$/, /inva(?:sion|ded)\b.*Ukraine|Ukraine.*inva(?:sion|ded)|full-scale (?:Russian )?invasion/],
  [/^3,000$/, /Sept(?:\.|ember)? 11|11 Sept(?:\.|ember)?|9\/11|World Trade Cent(?:er|re)/],
  [/^2009$/, /[Ss]wine flu|H1N1/],
  [/^2010$/, /[Tt]ea [Pp]arty|Affordable Care Act|Obamacare/],
  [/^2005$/, /Katrina/],
  [/^2008$/, /financial crisis|Lehman/],
  [/^2014$/, /Crimea/],
  [/^2020$/, /pandemic|Covid/i],
  [/^2021$/, /Capitol/],
  [/^2016$/, /European Union|Brexit/],
  [/^7 October(?: 2023)?$/, /Hamas|Israel/],
  [/^(?:Britain|the United Kingdom|United Kingdom|UK)$/, /leave the European Union|Brexit/],
  [/^Gaza$/, /Palestin/],
  [/^London$/, /England|Brit(?:ain|ish)/],
  [/^(?:Donald )?Trump$/, /election|Republican|Capitol/],
  [/^5[01]$/, /majority|Senate|senators/],
  [/^60$/, /filibuster|cloture|Senate|votes/],
  [/^140$/, /Twitter|tweets?\b/],
  [/^(?:1914|1918)$/, /First World War|World War (?:I|One)\b|Great War/],
  [/^(?:1939|1945)$/, /Second World War|World War (?:II|Two)\b/],
  [/^1941$/, /Pearl Harbor/],
  [/^1945$/, /Hiroshima|Nagasaki|atomic bomb/],
  [/^1989$/, /Berlin Wall/],
  [/^1776$/, /Declaration of Independence/],
  [/^1789$/, /French Revolution/],
  [/^1492$/, /Columbus/],
  [/^1969$/, /\b[Mm]oon\b/],
  [/^(?:100|212)$/, /\bboil/],
  [/^(?:0|32)$/, /\bfreez|\bmelt/],
  [/^(?:24|60|365|52)$/, /\b(?:a|per|each|every) (?:day|hour|minute|year)\b/],
  [/^50$/, /\bstates\b/],
  [/^20$/, /\bcigarettes\b/],
  // Every fourth year, as everybody knows who follows them.
  [
    /^20(?:00|04|08|12|16|20|24|28)$/,
    /\b(?:presiden|election|campaign|re-?elect|run for|nomin)|\bvotes? cast|Obama|Romney|McCain|Clinton|Trump|Biden|Olympic/,
  ],
  [/^November(?: \d{4})?$/, /\belect/],
]

/** Whether an answer is one of those, by what its sentence says. */
export const isWellKnown = (answer: string, sentence: string): boolean =>
  WELL_KNOWN.some(([known, said]) => known.test(answer) && said.test(sentence))
