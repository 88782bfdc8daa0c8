import type { ProposedCard } from '../domain/proposedCard.ts'

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

const REWORD = `You reword one question of a study card. Its answer and the sentence that it stands in are given and stay as they are.
Write one JSON object and nothing else:
{"question": "...", "answer": "...", "sentence": "..."}
question: one plain question that only the answer settles, shorter and clearer than the old one. It must be understood by itself: full names instead of pronouns. It must not give the answer away, or bring in a name or a number that is not in the old question or the sentences.
answer and sentence: as given.`

/** Warm enough to go on, cold enough to copy. */
const TEMPERATURE = 0.2

/** The body of a request for cards. `model` is left out where it is empty. */
export const proposeBody = (model: string, passage: Passage): string => body(model, PROPOSE, passageText(passage))

/** A card to be reworded, with the sentence before its own where there is one. */
export type CardToReword = ProposedCard & { readonly before: string | null }

/** The body of a request to word one question better. */
export const rewordBody = (model: string, { question, answer, sentence, before }: CardToReword): string =>
  body(
    model,
    REWORD,
    [
      ...(before === null ? [] : [`Before it: ${before}`]),
      `Sentence: ${sentence}`,
      `Question: ${question}`,
      `Answer: ${answer}`,
    ].join('\n'),
  )

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
