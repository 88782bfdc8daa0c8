import { createComputed, createMemo, createSignal, on } from 'solid-js'
import type { Folding } from '../domain/normalise.ts'
import { faceOf } from '../domain/note.ts'
import type { SettingValues } from '../domain/settings.ts'
import { TYPED_TAG } from '../domain/tags.ts'
import {
  checkTyped,
  fieldCount,
  outcomeOf,
  type TypedAsk,
  type TypedCheck,
  type TypedOutcome,
  typedAsk,
  withAccepted,
} from '../domain/typedCard.ts'
import type { Study } from './study.ts'

export type { TypedAsk, TypedCheck, TypedOutcome }

export type Typing = {
  /** What to type for the card on show; null for a card that is only thought about. */
  readonly ask: () => TypedAsk | null
  /** What is typed so far, one text a field. */
  readonly texts: () => readonly string[]
  readonly write: (field: number, text: string) => void
  /** Shows the answer, and how what was typed compares. */
  readonly check: () => void
  /** Shows the answer without anything typed. */
  readonly giveUp: () => void
  /** Null before the answer is shown. */
  readonly checked: () => TypedCheck | null
  readonly outcome: () => TypedOutcome | null
  /** By which what was typed is compared. */
  readonly folding: () => Folding
  /** Whether being right after all would make this answer right from now on. */
  readonly canAccept: () => boolean
  /** The learner was right: as the outcome, and where a note can keep it, for every time to come (a step of its own). */
  readonly overturn: () => void
}

type TypingOptions = {
  /** Whether every card that can be typed is, else those with a tag that asks for it; and whether accents count. */
  readonly settings: () => Pick<SettingValues, 'typeAnswers' | 'accentsCount'>
  /** BCP 47 tag of the card's text: case and articles follow it. */
  readonly language: () => string
}

/** Answers typed while studying. It only suggests: what the card is rated stays with the learner. */
export function createTyping(study: Study, options: TypingOptions): Typing {
  const [texts, setTexts] = createSignal<readonly string[]>([])
  const [isOverturned, setOverturned] = createSignal(false)
  const shown = () => {
    const view = study.view()
    return view.phase === 'question' || view.phase === 'answer' ? view : null
  }
  const card = createMemo(() => shown()?.card ?? null)
  const ask = createMemo(() => {
    const at = card()
    if (!at || !(options.settings().typeAnswers || at.note.tags.includes(TYPED_TAG))) return null
    return typedAsk(at.note, faceOf(at.state.cardId))
  })
  const showing = createMemo(() => shown()?.showing)
  createComputed(
    on(showing, () => {
      setTexts([])
      setOverturned(false)
    }),
  )
  const folding = (): Folding => ({
    accents: options.settings().accentsCount ? 'kept' : 'ignored',
    language: options.language(),
  })
  const checked = createMemo(() => {
    const asked = ask()
    if (!asked || shown()?.phase !== 'answer') return null
    return checkTyped(asked, texts(), folding())
  })
  const accepting = () => {
    const at = card()
    const check = checked()
    return at && check && withAccepted(at.note, faceOf(at.state.cardId), check)
  }

  return {
    ask,
    texts,
    write: (field, text) => {
      const count = fieldCount(ask() ?? { kind: 'list', items: [] })
      setTexts((all) => Array.from({ length: count }, (_, i) => (i === field ? text : (all[i] ?? ''))))
    },
    check: study.reveal,
    giveUp: () => {
      setTexts([])
      study.reveal()
    },
    checked,
    folding,
    outcome: () => {
      const check = checked()
      return check && (isOverturned() ? 'right' : outcomeOf(check))
    },
    canAccept: () => accepting() !== null,
    overturn: () => {
      const next = accepting()
      if (next) study.saveNote(next, false)
      else setOverturned(true)
    },
  }
}
