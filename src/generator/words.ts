/** Function words and those too common to tell two questions apart. */
const COMMON = new Set(
  `the a an of in on at to for from by with and or but nor so as than that this these those which who whom whose what when
   where why how many much long is are was were be been being has have had do does did will would can could may might shall
   should must not no it its they them their he him his she her according also there into about over after before under
   between during against until some any all more most other such only own if said one two three four five six both again also still just`.split(
    /\s+/,
  ),
)

/** A rough stem: enough to see that `negotiations` and `negotiate` share theirs. */
const stemOf = (word: string): string =>
  word
    .toLowerCase()
    .replace(/'s$|'$/, '')
    .replace(/(ations?|ators?|ating|ated|ates?|ings?|ions?|ments?|ers?|ies|ied|ed|es|ly|s)$/, '')
    .slice(0, 7)

/** Stems of the words that carry meaning, in order. */
export function contentStems(text: string): string[] {
  const out: string[] = []
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'.,-]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu) ?? []) {
    if (!COMMON.has(word)) out.push(stemOf(word))
  }
  return out
}

/** Shared share of two sets of stems, 0 to 1. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const stem of a) if (b.has(stem)) shared++
  const union = a.size + b.size - shared
  return union === 0 ? 0 : shared / union
}
