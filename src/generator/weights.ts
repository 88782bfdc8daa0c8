/**
 * Learned by `npm run rank` from 328 judged cards (`tests/generator/labels`): what each feature of
 * `features.ts` adds to the logit of a rule’s prior. Not to be edited by hand.
 */
export const WEIGHTS: ReadonlyMap<string, number> = new Map([
  ['attributed', -0.24],
  ['commas', -0.18],
  ['dated', -0.32],
  ['definite articles', 0.03],
  ['definites', -0.2],
  ['family:cloze', 0.14],
  ['family:complement', -0.18],
  ['family:how', -0.47],
  ['family:listing', -0.32],
  ['family:object', -0.46],
  ['family:passage-figure', 0.4],
  ['family:passage-name', 0.39],
  ['family:passage-phrase', -0.14],
  ['family:subject-name', 0.14],
  ['family:subject-what', -0.01],
  ['family:when', -0.14],
  ['family:where', -0.31],
  ['family:why', 0.05],
  ['long answer', -0.35],
  ['long question', 0.37],
  ['names', -0.27],
  ['pronouns', -0.34],
  ['short question', -0.56],
])
