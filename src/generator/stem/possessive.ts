/** `the Afghans'`, `Hamid Karzai's`, `the United States'`. */
export const possessive = (text: string, plural = false): string =>
  (plural && text.endsWith('s')) || /(States|Nations|Emirates|Netherlands|Philippines)$/.test(text)
    ? `${text}'`
    : `${text}'s`
