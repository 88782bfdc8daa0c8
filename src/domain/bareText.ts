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

/** A text that begins with a quotation: its paragraphs, a line each, and what comes after them. */
export type Quoted = { readonly passage: readonly string[]; readonly rest: string }

const QUOTED = /^ {0,3}> ?/
const MOST_LINES = 400

/**
 * The passage that is quoted before what is asked, and what is asked, with an empty line between. Null where nothing is
 * quoted, all of it is, or the passage is more than paragraphs of a line each: then it is for Markdown to read.
 */
export function quotedBefore(text: string): Quoted | null {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => !QUOTED.test(line))
  const rest = lines.slice(first).join('\n').trimStart()
  if (first <= 0 || lines[first]?.trim() !== '' || rest === '' || QUOTED.test(rest)) return null
  const told = lines.slice(0, first).map((line) => line.replace(QUOTED, '').trim())
  if (told.length > MOST_LINES) return null
  const isPlain = told.every((line, i) => !QUOTED.test(line) && (line === '' || (told[i + 1] ?? '') === ''))
  return isPlain ? { passage: told.filter((line) => line !== ''), rest } : null
}

/** What is asked, without the passage that is quoted before it for understanding; others stay whole. */
export const withoutQuoted = (text: string): string => quotedBefore(text)?.rest ?? text
