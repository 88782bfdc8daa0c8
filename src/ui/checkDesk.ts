import { createSignal } from 'solid-js'
import type { Create } from '../app/create.ts'
import { holdUnsaved } from '../app/unload.ts'
import { type ArticleDraft, acceptedNotes, countOf, type Proposal, restOf } from '../domain/articleDraft.ts'
import { fieldsFor, toFields } from '../domain/cardFields.ts'
import { isAskedAlready } from '../domain/draftCheck.ts'
import { cardIdsOf } from '../domain/faces.ts'
import type { DeckId, Note, NoteId } from '../domain/note.ts'
import { sameValue } from '../domain/same.ts'
import { sliceOf } from '../domain/source.ts'
import type { Editing } from './CardEditor.tsx'
import { type CheckSentences, createCheckSentences } from './checkSentences.ts'
import { useGo } from './frame.tsx'

/** What lies on the desk while questions are checked: the one in hand, a form over it, a sentence being chosen. */
export type CheckDesk = {
  readonly create: Create
  readonly draft: () => ArticleDraft
  readonly proposals: () => readonly Proposal[]
  readonly current: () => Proposal | undefined
  readonly sentences: CheckSentences
  readonly accepted: () => number
  /** Cards that the accepted questions give: one with several gaps gives several. */
  readonly cardsAccepted: () => number
  readonly openLeft: () => number
  /** How many `acceptRest` would accept. */
  readonly rest: () => number
  readonly canJudge: () => boolean
  readonly judge: (verdict: 'accepted' | 'rejected') => void
  /** The rejected question that may be given a reason, or null. */
  readonly asker: () => Proposal | null
  readonly giveReason: (proposal: Proposal, reason: Parameters<Create['giveReason']>[1]) => void
  readonly dismissAsker: () => void
  /** All notes that a card stands beside. */
  readonly others: () => readonly Note[]
  readonly isAsked: (proposal: Proposal) => boolean

  readonly editing: () => Editing | null
  readonly setEditing: (editing: Editing | null) => void
  readonly edit: () => void
  readonly take: (note: Note) => void
  readonly isPicking: () => boolean
  /** Chooses a sentence for the card in the form, or, with no form open, for a new card. */
  readonly pick: () => void
  readonly stopPicking: () => void
  /** A sentence was pressed: it is chosen, or its first question taken in hand. */
  readonly press: (sentence: number) => void

  readonly askingModel: () => boolean
  readonly setAskingModel: (open: boolean) => void
  readonly save: () => void
}

export function createCheckDesk(create: Create, draft: () => ArticleDraft): CheckDesk {
  const go = useGo()
  const proposals = () => draft().proposals
  const current = () => proposals()[draft().current]
  const sentences = createCheckSentences(draft)
  const [editing, setEditing] = createSignal<Editing | null>(null)
  /** A sentence is being chosen for the card that is held, or for a new one. */
  const [picking, setPicking] = createSignal<{ readonly held: Editing | null } | null>(null)
  const written = () => editing() ?? picking()?.held ?? null
  holdUnsaved(() => {
    const at = written()
    if (!at) return false
    const { source } = draft()
    return !sameValue(at.fields, at.base ? toFields(at.base, source) : fieldsFor(source, at.fields.sentence))
  })
  const [rejected, setRejected] = createSignal<NoteId | null>(null)
  const [askingModel, setAskingModel] = createSignal(false)
  const rejectedNow = () =>
    proposals().find((each) => each.note.id === rejected() && each.verdict === 'rejected') ?? null

  function pickSentence(sentence: number): void {
    const span = sentences.all()[sentence]
    const held = picking()?.held
    if (!span) return
    const { source } = draft()
    setPicking(null)
    setEditing(
      held
        ? { ...held, fields: { ...held.fields, sentence: span, gap: gapAfter(held, sliceOf(source, span)) } }
        : { base: null, fields: fieldsFor(source, span) },
    )
  }

  return {
    create,
    draft,
    proposals,
    current,
    sentences,
    accepted: () => countOf(draft(), 'accepted'),
    cardsAccepted: () => acceptedNotes(draft()).flatMap(cardIdsOf).length,
    openLeft: () => countOf(draft(), 'open'),
    rest: () => restOf(draft()).length,
    canJudge: () => current() !== undefined && picking() === null,
    judge: (verdict) => {
      setRejected(verdict === 'rejected' ? (current()?.note.id ?? null) : null)
      create.judge(verdict)
    },
    asker: () => (current()?.verdict === 'rejected' ? current() : rejectedNow()) ?? null,
    giveReason: (proposal, reason) => {
      create.giveReason(proposal.note.id, reason)
      setRejected(null)
    },
    dismissAsker: () => setRejected(null),
    others: () => [...proposals().map((each) => each.note), ...create.deckNotes()],
    isAsked: (proposal) =>
      isAskedAlready(proposal.note, [
        ...create.deckNotes(),
        ...proposals().flatMap((each) => (each.verdict === 'accepted' ? [each.note] : [])),
      ]),

    editing,
    setEditing,
    edit: () => {
      const proposal = current()
      const fields = proposal && toFields(proposal.note, draft().source)
      if (proposal && fields) setEditing({ base: proposal.note, fields })
    },
    take: (note) => {
      setEditing(null)
      setRejected(null)
      create.take(note)
    },
    isPicking: () => picking() !== null,
    pick: () => {
      setPicking({ held: editing() })
      setEditing(null)
    },
    stopPicking: () => {
      const held = picking()?.held ?? null
      setPicking(null)
      setEditing(held)
    },
    press: (sentence) => {
      if (picking()) pickSentence(sentence)
      else create.go(sentences.proposalAt(sentence) ?? draft().current)
    },

    askingModel,
    setAskingModel,
    save: () => void create.save().then((deckId) => deckId && go(deckAddress(deckId))),
  }
}

const deckAddress = (deckId: DeckId): string => `#/deck/${encodeURIComponent(deckId)}`

/** Another sentence brings its own words; gaps that were made stay with a text that the learner wrote. */
const gapAfter = (held: Editing, quote: string): string =>
  held.fields.kind === 'gap' && held.fields.gap.trim() !== '' ? held.fields.gap : quote
