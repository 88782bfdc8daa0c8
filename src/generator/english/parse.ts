/**
 * What reading yields: the contract between the reader (tokeniser, tagger, parser, entity recogniser) and the rules.
 * Labels follow the OntoNotes/ClearNLP scheme of spaCy's English models: Penn tags, ClearNLP dependency labels
 * (nsubj, nsubjpass, dobj, dative, pobj, prep, attr, acomp, xcomp, ccomp, advcl, relcl, appos, conj, cc, …) and
 * OntoNotes entity types.
 */

/** Coarse part of speech of Universal Dependencies. */
export type CoarseTag =
  | 'ADJ'
  | 'ADP'
  | 'ADV'
  | 'AUX'
  | 'CCONJ'
  | 'DET'
  | 'INTJ'
  | 'NOUN'
  | 'NUM'
  | 'PART'
  | 'PRON'
  | 'PROPN'
  | 'PUNCT'
  | 'SCONJ'
  | 'SYM'
  | 'VERB'
  | 'X'
  | 'SPACE'

export type EntityType =
  | 'PERSON'
  | 'NORP'
  | 'FAC'
  | 'ORG'
  | 'GPE'
  | 'LOC'
  | 'PRODUCT'
  | 'EVENT'
  | 'WORK_OF_ART'
  | 'LAW'
  | 'LANGUAGE'
  | 'DATE'
  | 'TIME'
  | 'PERCENT'
  | 'MONEY'
  | 'QUANTITY'
  | 'ORDINAL'
  | 'CARDINAL'

export type Token = {
  /** Position in `Parse.tokens`. */
  readonly index: number
  /** UTF-16 offsets into the text that was read; `text` is exactly that slice. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly lemma: string
  /** Penn Treebank tag, e.g. NNP, VBD. */
  readonly tag: string
  readonly coarse: CoarseTag
  /** ClearNLP dependency label; ROOT at a sentence's root. */
  readonly dep: string
  /** Index of the head token; the token's own index at a root. */
  readonly head: number
}

export type Entity = {
  readonly type: EntityType
  /** First token, and one past the last. */
  readonly from: number
  readonly to: number
}

export type ParsedSentence = {
  readonly from: number
  readonly to: number
}

export type Parse = {
  readonly tokens: readonly Token[]
  readonly sentences: readonly ParsedSentence[]
  readonly entities: readonly Entity[]
}

/** A reader is built once from its model's bytes and is then a pure function of the text. */
export type Reader = { readonly read: (text: string) => Parse }
