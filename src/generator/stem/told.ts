import type { Resolution } from '../../domain/note.ts'
import type { Named } from '../names.ts'
import type { Reading } from '../reading.ts'
import type { Stem } from '../stem.ts'

/** What a stem has told so far, for those who read the next word of it. */
export type Told = {
  readonly reading: Reading
  /** The words so far. */
  text: string
  readonly resolutions: Resolution[]
  /** Persons and things named so far, by id. */
  readonly named: Map<string, Named>
  /** Words of the text that stand in the stem. */
  readonly said: Set<number>
  /** The person named last. */
  lastPerson: string | null
  /** Gives the stem up; the first reason is kept. */
  readonly fail: (reason: string) => void
  /** A stem for a phrase inside this one: who is named here is known there. */
  readonly within: () => Stem
  /** The stem that this one is for a phrase of. */
  readonly around: Stem | null
}

/** What stands in the place of words of the text, which end before `to`. */
export type Replacement = { readonly text: string; readonly to: number }
