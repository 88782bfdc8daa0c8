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

/** A text that begins with a quotation: its paragraphs, and what comes after them. */
export type Quoted = { readonly passage: readonly string[]; readonly rest: string }

/** The passage that is quoted before what is asked, and what is asked; null where nothing is quoted, or all of it is. */
export function quotedBefore(text: string): Quoted | null {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => line.trim() !== '' && !/^ {0,3}>/.test(line))
  if (first <= 0) return null
  const quoted = lines.slice(0, first).map((line) => line.replace(/^ {0,3}> ?/, ''))
  const passage = quoted
    .join('\n')
    .split(/\n(?:\s*\n)+/)
    .map((each) => each.trim())
    .filter((each) => each !== '')
  return { passage, rest: lines.slice(first).join('\n') }
}

/** What is asked, without the passage that is quoted before it for understanding; a text that is all quotation stays whole. */
export const withoutQuoted = (text: string): string => quotedBefore(text)?.rest ?? text
