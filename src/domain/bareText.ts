/**
 * A text's words on one line, without the marks of Markdown: for lists, where nothing is drawn. Maths stays as it is.
 * Stretches beyond any sense are left as they are, so that time stays in proportion to the text.
 */
export const bareText = (text: string): string =>
  text
    .replace(/^ {0,3}> ?/gm, '')
    .replace(/!?\[([^\][\n]{0,500})\]\([^()\s]{0,500}\)/g, '$1')
    .replace(/(\*\*|__|`)(?=\S)(.{1,500}?)(?<=\S)\1/g, '$2')
    .replace(/\s+/g, ' ')
    .trim()

/** As it was, but on one line. Looks at each stretch of spaces once, from its start. */
export const oneLine = (text: string): string => text.replace(/(?<!\s)\s*\n\s*/g, ' ')

/** What is asked, without the passage that is quoted before it for understanding; a text that is all quotation stays whole. */
export function withoutQuoted(text: string): string {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => line.trim() !== '' && !/^ {0,3}>/.test(line))
  return first <= 0 ? text : lines.slice(first).join('\n')
}
