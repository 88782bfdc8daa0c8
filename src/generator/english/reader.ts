/**
 * Reads English: tokens, tags, lemmas, dependencies, sentences and entities. A port of the inference of spaCy's
 * `en_core_web_sm` 3.8 (Explosion, MIT). White space that is a token to the model is left out of what comes back.
 */
import { makeParser } from './arcEager.ts'
import { makeRuler } from './attributes.ts'
import { makeEncoder } from './encode.ts'
import { makeRecogniser } from './entities.ts'
import { makeLemmatiser } from './lemma.ts'
import { makeKeys, makeLexemes } from './lexeme.ts'
import { openModel } from './model.ts'
import type { Entity, Parse, ParsedSentence, Reader, Token } from './parse.ts'
import { deprojectivise, sentenceStarts } from './projectivity.ts'
import { makeTagger } from './tagger.ts'
import { makeTokeniser } from './tokenise.ts'

/**
 * @param bytes the content of `model/en.bin`
 * @throws {Error} if it is something else
 */
export function makeReader(bytes: Uint8Array): Reader {
  const model = openModel(bytes)
  const { header } = model
  const tokenise = makeTokeniser(header.tokeniser)
  const lexemeOf = makeLexemes(header)
  const keyOf = makeKeys(header)
  const encode = makeEncoder(model, header.encoder, keyOf)
  const tag = makeTagger(model, header.tagger)
  const parse = makeParser(model, header.parser)
  const encodeForEntities = makeEncoder(model, header.entityEncoder, keyOf)
  const recognise = makeRecogniser(model, header.entities)
  const attributesOf = makeRuler(header.ruler)
  const lemmatise = makeLemmatiser(model)

  function read(text: string): Parse {
    const pieces = tokenise(text)
    const inputs = pieces.map((piece) => {
      const lexeme = lexemeOf(piece.text)
      return { lexeme, norm: piece.norm ?? lexeme.norm, spaceAfter: piece.spaceAfter }
    })
    const isSpace = (token: number) => inputs[token]?.lexeme.isSpace === true
    const vectors = encode(inputs)
    const tags = tag(vectors, pieces.length)
    const { heads, labels } = deprojectivise(parse(vectors, pieces.length), isSpace)
    const startsSentence = sentenceStarts(heads)
    const spans = recognise(encodeForEntities(inputs), { count: pieces.length, isSpace, startsSentence })
    const attributes = attributesOf(
      inputs.map(({ lexeme }, i) => ({
        lower: lexeme.lower,
        tag: tags[i] ?? '',
        dep: labels[i] ?? '',
        isSpace: lexeme.isSpace,
      })),
    )

    const { kept, placeOf } = withoutSpace(pieces.length, isSpace)
    const headOf = (token: number) => {
      let head = heads[token] ?? token
      while (isSpace(head) && heads[head] !== head) head = heads[head] ?? head
      return isSpace(head) ? token : head
    }
    const tokens = kept.map((i, index): Token => {
      const { start, text: word } = pieces[i] ?? { start: 0, text: '' }
      const described = attributes[i] ?? { coarse: 'X', morph: '', lemma: null }
      return {
        index,
        start,
        end: start + word.length,
        text: word,
        lemma: lemmatise(word, described),
        tag: tags[i] ?? '',
        coarse: described.coarse,
        dep: labels[i] ?? '',
        head: placeOf[headOf(i)] ?? index,
      }
    })
    const entities = spans.map(
      ({ type, from, to }): Entity => ({ type, from: placeOf[from] ?? 0, to: placeOf[to] ?? 0 }),
    )
    return { tokens, sentences: sentencesOf(startsSentence, placeOf), entities: entities.filter((e) => e.from < e.to) }
  }

  return { read }
}

/** The tokens that stay, and for each position (and the end) how many of them come before it. */
function withoutSpace(count: number, isSpace: (token: number) => boolean): { kept: number[]; placeOf: number[] } {
  const kept: number[] = []
  const placeOf: number[] = []
  for (let token = 0; token < count; token++) {
    placeOf.push(kept.length)
    if (!isSpace(token)) kept.push(token)
  }
  placeOf.push(kept.length)
  return { kept, placeOf }
}

/** A sentence of white space alone is none. */
function sentencesOf(startsSentence: Uint8Array, placeOf: readonly number[]): ParsedSentence[] {
  const sentences: ParsedSentence[] = []
  let from = 0
  for (let token = 1; token <= startsSentence.length; token++) {
    if (token < startsSentence.length && startsSentence[token] !== 1) continue
    const to = placeOf[token] ?? from
    if (to > from) sentences.push({ from, to })
    from = to
  }
  return sentences
}
