/** True where anything in the text may stand for something else: a mark of emphasis, code, a link, maths, a line's end. */
export const isRich = (text: string): boolean =>
  /[*`\n]|(?:^|\W)_|\$\$|\]\(|<(?:https?|mailto):|<[^\s>]+@|\\[!-/:-@[-`{-~]/.test(text)
