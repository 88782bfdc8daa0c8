/**
 * True where anything in the text may stand for something else: a mark of emphasis, code, a link, maths, a line's end.
 * In proportion to the text's length: what is looked for from a `<` ends before the next.
 */
export const isRich = (text: string): boolean =>
  /[*`\n]|(?:^|\W)_|\$\$|\]\(|<(?:https?|mailto):|<[^\s<>]+@|\\[!-/:-@[-`{-~]/.test(text)
