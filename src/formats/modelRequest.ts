/** What a model is told and asked, for any server that speaks OpenAI's chat interface. Nothing else is ever sent. */

/** A piece of an article, with what it takes to understand it. */
export type Passage = { readonly title: string; readonly published: string | null; readonly text: string }

const PROPOSE = `You write study cards from a passage. Use only what the passage says.
Write one JSON object per line and nothing else:
{"question": "...", "answer": "...", "sentence": "..."}
sentence: one whole sentence of the passage, copied character for character.
answer: a few words of that sentence, copied character for character.
question: one plain question that only this answer settles. It must be understood without the passage: full names instead of pronouns, the year where the matter can change, whose opinion it is where it is one. It must not give the answer away, and no yes or no may answer it.
Ask about what is worth remembering, never twice about one thing. At most ten cards; fewer are fine.`

/** Warm enough to go on, cold enough to copy. */
const TEMPERATURE = 0.2

/** The body of a request for cards. `model` is left out where it is empty. */
export const proposeBody = (model: string, passage: Passage): string => body(model, PROPOSE, passageText(passage))

function body(model: string, system: string, user: string): string {
  return JSON.stringify({
    ...(model === '' ? {} : { model }),
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    temperature: TEMPERATURE,
    stream: true,
  })
}

const passageText = ({ title, published, text }: Passage): string =>
  [`Title: ${title}`, ...(published === null ? [] : [`Published: ${published}`]), '', 'Passage:', text].join('\n')
