/**
 * Learned by `npm run rank` from 466 judged cards (`tests/generator/labels`): what each feature of
 * `features.ts` adds to the logit of a rule’s prior. Not to be edited by hand.
 */
export const WEIGHTS: ReadonlyMap<string, number> = new Map([
  ['attributed', -0.01],
  ['commas', -0.48],
  ['dated', -0.15],
  ['definite articles', 0.19],
  ['definites', -0.18],
  ['family:cloze', 0.12],
  ['family:complement', 0.04],
  ['family:how', -0.42],
  ['family:listing', -0.45],
  ['family:object', -0.56],
  ['family:passage-figure', 0.42],
  ['family:passage-name', 0.12],
  ['family:passage-phrase', -0.16],
  ['family:subject-name', 0.21],
  ['family:subject-what', -0.05],
  ['family:when', -0.41],
  ['family:where', -0.4],
  ['family:why', 0.06],
  ['long answer', -0.06],
  ['long question', 0.28],
  ['names', -0.1],
  ['pronouns', -0.34],
  ['short question', -0.68],
])
