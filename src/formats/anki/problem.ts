/** Why a file from Anki cannot be taken: nothing of it is. */
export type AnkiProblem = {
  readonly kind: /** Neither a zip nor a database. */
    | 'not-a-package'
    /** Cut short or changed on the way. */
    | 'damaged'
    /** More than any honest file holds, or more than it says. */
    | 'too-large'
    /** Media under a name that would leave its folder. */
    | 'unsafe-name'
    /** Made by a version of Anki that came after this reader. */
    | 'newer-version'
    /** Made by a version of Anki before 2.0. */
    | 'older-version'
    /** Something in it is not what it should be. */
    | 'shape'
  /** What exactly, in English, for whoever mends the file. */
  readonly detail: string
  /** Whose file it was taken for, by its name. */
  readonly takenFor?: OtherProgram
}

/** Those whose files have an ending of their own. */
export type OtherProgram = 'Mochi' | 'Mnemosyne'

/** Thrown within `formats/anki` and its worker alone, and caught at their door. */
export class AnkiFault extends Error {
  readonly problem: AnkiProblem
  constructor(kind: AnkiProblem['kind'], detail: string) {
    super(detail)
    this.name = 'AnkiFault'
    this.problem = { kind, detail }
  }
}
