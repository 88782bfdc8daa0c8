/**
 * Learned by `npm run rank` from 606 judged cards (`tests/generator/labels`): what each feature of
 * `features.ts` adds to the logit of a rule’s prior. Not to be edited by hand.
 */
export const WEIGHTS: ReadonlyMap<string, number> = new Map([
  ['attributed', 0.12],
  ['commas', -0.5],
  ['dated', -0.14],
  ['definite articles', 0.27],
  ['definites', -0.24],
  ['family:cloze', 0.15],
  ['family:complement', 0.07],
  ['family:how', -0.39],
  ['family:listing', -0.42],
  ['family:object', -0.44],
  ['family:passage-figure', 0.49],
  ['family:passage-name', 0.05],
  ['family:passage-phrase', -0.07],
  ['family:subject-name', 0.26],
  ['family:subject-what', 0],
  ['family:when', -0.39],
  ['family:where', -0.41],
  ['family:why', 0.08],
  ['long answer', -0.3],
  ['long question', 0.16],
  ['names', -0.2],
  ['pronouns', -0.41],
  ['short question', -0.79],
])
