/** A text's words on one line, without the marks of Markdown: for lists, where nothing is drawn. Maths stays as it is. */
export const bareText = (text: string): string =>
  text
    .replace(/!?\[([^\]\n]*)\]\([^()\s]*\)/g, '$1')
    .replace(/(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/\s+/g, ' ')
    .trim()
