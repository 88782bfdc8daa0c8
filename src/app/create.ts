import { createResource, createSignal, onCleanup, onMount } from 'solid-js'
import {
  type ArticleDraft,
  acceptedNotes,
  acceptRest,
  addProposed,
  foundTexts,
  giveReason,
  goTo,
  judge,
  makeDraft,
  takeNote,
  takeReworded,
} from '../domain/articleDraft.ts'
import type { ArticleForm, NothingFound } from '../domain/articleForm.ts'
import type { DeckInfo } from '../domain/deck.ts'
import { addToHeld, asWorded, newDeck } from '../domain/draftDeck.ts'
import { lessonsFrom, type RejectReason } from '../domain/lessons.ts'
import type { DeckId, Note, NoteId } from '../domain/note.ts'
import type { PartialDate, Source } from '../domain/source.ts'
import type { Unasked } from '../domain/unasked.ts'
import type { ArticleText, GeneratorApi } from '../workers/generatorApi.ts'
import { makeClient } from '../workers/rpc.ts'
import { anew } from './anew.ts'
import { keptApart } from './apart.ts'
import { type FileProblem, type GivenArticle, readArticleFile } from './articleFile.ts'
import { backEvents, versionEvents } from './deckEvents.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { type FindState, makeFinder } from './finder.ts'
import { createLiveQuery } from './liveQuery.ts'
import { createProposals, type Proposals } from './proposals.ts'
import { useServices } from './services.ts'
import { holdSession } from './update.ts'

export type CreateState =
  | ({ readonly phase: 'paste' } & NothingFound)
  | (FindState & { readonly phase: 'finding' })
  | { readonly phase: 'checking'; readonly draft: ArticleDraft }

export type Create = {
  readonly state: () => CreateState
  /** What became of the sentences of the article in hand; null where it was not read whole. */
  readonly unasked: () => Unasked | null
  readonly drafts: Drafts
  /** The learner's own model, which may propose cards for the draft. */
  readonly model: Proposals
  /** Decks that cards can be added to: the learner's own. */
  readonly ownDecks: () => readonly DeckInfo[]
  /** What the deck that the draft goes to holds already. */
  readonly deckNotes: () => readonly Note[]
  /** Puts the form back and resolves with the next that a tab left behind; null where there is none any more. */
  readonly nextForm: () => Promise<ArticleForm | null>
  readonly readFile: (file: File) => Promise<GivenArticle | FileProblem>
  readonly find: (article: ArticleText, deckId: DeckId | null) => Promise<void>
  readonly stop: () => void
  /** Ends the reading and goes on with the questions found so far; nothing where there are none yet. */
  readonly takeFound: () => void
  /** Starts a draft without questions, to add cards to by hand. */
  readonly byHand: (source: Source, deckId: DeckId | null) => void
  readonly resume: (draft: ArticleDraft) => void
  /** Back to the form; the draft waits. */
  readonly close: () => void
  readonly go: (index: number) => void
  readonly judge: (verdict: 'accepted' | 'rejected') => void
  readonly giveReason: (noteId: NoteId, reason: RejectReason | null) => void
  readonly acceptRest: () => void
  /** An edited note, or a new one; accepted. */
  readonly take: (note: Note) => void
  readonly moveTo: (deckId: DeckId | null) => void
  readonly undo: () => void
  readonly canUndo: () => boolean
  /** Stores what was accepted, in one write; null where that failed, with everything still as it was. */
  readonly save: () => Promise<DeckId | null>
  readonly saveFailed: () => boolean
}

const UNDO_STEPS = 200
const UNREAD: NothingFound = { problem: null, source: null }

/** From an article to a deck: questions are found in a worker, checked by the learner, then saved together. */
export function createCreate(): Create {
  const services = useServices()
  const drafts = createDrafts()
  const client = makeClient<GeneratorApi>(services.startGenerator, { abort: 'terminate' })
  const [state, setState] = createSignal<CreateState>({ phase: 'paste', ...UNREAD })
  const [history, setHistory] = createSignal<readonly ArticleDraft[]>([])
  const [saveFailed, setSaveFailed] = createSignal(false)
  const decks = createLiveQuery(services.store, ['decks'], services.store.decks)
  const draft = () => {
    const at = state()
    return at.phase === 'checking' ? at.draft : null
  }
  const unasked = () => {
    const at = state()
    if (at.phase === 'finding') return null
    return (at.phase === 'checking' ? at.draft : at).unasked ?? null
  }
  const [deckNotes] = createResource(
    () => draft()?.deckId,
    async (deckId): Promise<readonly Note[]> => (await services.store.deck(deckId))?.notes ?? [],
    { initialValue: [] },
  )
  const model = createProposals(client, {
    onProposed: (notes) => {
      // Also in every earlier state: undoing a verdict takes away no card.
      setHistory((all) => all.map((each) => addProposed(each, notes)))
      const at = draft()
      if (at) show(addProposed(at, notes))
    },
    onReworded: (noteId, question) => change((at) => takeReworded(at, noteId, question)),
  })
  const finder = makeFinder(client)
  let saving = false
  let release = () => {}
  onMount(async () => {
    const start = state()
    const nothing = await drafts.readNothingFound()
    if (nothing && state() === start) setState({ phase: 'paste', ...nothing })
  })
  onCleanup(() => {
    client.stop()
    release()
  })

  function show(next: ArticleDraft): void {
    setState({ phase: 'checking', draft: next })
    drafts.keep(next)
  }

  function change(make: (draft: ArticleDraft) => ArticleDraft): void {
    const before = draft()
    if (!before || saving) return
    setHistory((all) => [...all.slice(-UNDO_STEPS), before])
    show(make(before))
  }

  function open(next: ArticleDraft): void {
    model.stop()
    model.reset()
    setHistory([])
    setSaveFailed(false)
    release()
    release = holdSession()
    show(next)
  }

  /** Back to the form, which says what came of reading it where that was nothing. */
  function leave(nothing: NothingFound): void {
    model.stop()
    setState({ phase: 'paste', ...nothing })
    drafts.keepNothingFound(nothing.problem && nothing)
    release()
  }

  async function find(article: ArticleText, deckId: DeckId | null): Promise<void> {
    release()
    release = holdSession()
    drafts.keepNothingFound(null)
    const outcome = await finder.find(article, (at) => setState({ phase: 'finding', ...at }))
    if (outcome.kind === 'found') return open(draftOf(outcome, deckId))
    const { kind: _none, ...nothing } = outcome
    leave(nothing)
  }

  function draftOf(found: Parameters<typeof makeDraft>[0], deckId: DeckId | null): ArticleDraft {
    const earlier = drafts.waiting().find((each) => each.id === found.source.id) ?? null
    return makeDraft(found, { deckId, at: services.now(), earlier, lessons: lessonsFrom(drafts.rejections()) })
  }

  async function save(): Promise<DeckId | null> {
    const at = draft()
    if (!at || saving) return null
    saving = true
    setSaveFailed(false)
    try {
      const deckId = await anew(() => put(at))
      drafts.keepForm(null)
      await drafts.settle(at)
      release()
      return deckId
    } catch {
      setSaveFailed(true)
      return null
    } finally {
      saving = false
    }
  }

  async function put(at: ArticleDraft): Promise<DeckId> {
    const { store } = services
    const onlyIf = await (await store.forChange()).nothingElse()
    const here = at.deckId ? await store.collectedDeck(at.deckId) : null
    const taken = new Set((await store.decks()).map((deck) => deck.id))
    const fresh = newDeck(at.source, acceptedNotes(at), taken)
    // Whoever reads the same article is asked the same: somebody's deck may be here that has these cards too.
    const kept = await keptApart(store, here ? { ...fresh, id: here.deck.id } : fresh, here)
    const names = new Map(fresh.notes.map(({ id }, i) => [id, kept.deck.notes[i]?.id ?? id]))
    const found = new Map([...foundTexts(at)].map(([id, text]) => [names.get(id) ?? id, text]))
    const { deck, ...mine } = here
      ? addToHeld(here, at.source, kept.deck.notes, found)
      : { ...asWorded({ ...kept.deck, received: 0 }, found), back: [] }
    const events = [...versionEvents(services, mine), ...backEvents(services, mine.back)]
    await store.putDeck(deck, { builtIn: false, ...('own' in mine && { own: mine.own }), events, onlyIf })
    return deck.id
  }

  return {
    state,
    unasked,
    drafts,
    model,
    ownDecks: () => (decks.latest ?? []).filter((deck) => !deck.builtIn),
    deckNotes: () => (draft()?.deckId ? deckNotes.latest : []),
    nextForm: async () => {
      const next = await drafts.nextForm()
      if (next) setState({ phase: 'paste', ...(next.nothing ?? UNREAD) })
      return next?.form ?? null
    },
    readFile: (file) => readArticleFile(file, (html) => client.call('htmlToText', html)),
    find,
    stop: finder.stop,
    takeFound: finder.enough,
    byHand: (source, deckId) => {
      const read = unasked()
      open(draftOf({ source, notes: [], ...(read && { unasked: read }) }, deckId))
    },
    resume: open,
    close: () => leave(UNREAD),
    go: (index) => {
      const at = draft()
      if (at && index !== at.current) show(goTo(at, index))
    },
    judge: (verdict) => {
      if (draft()?.proposals.length) change((at) => judge(at, verdict))
    },
    giveReason: (noteId, reason) => {
      const at = draft()
      if (at) show(giveReason(at, noteId, reason))
    },
    acceptRest: () => change(acceptRest),
    take: (note) => change((at) => takeNote(at, note)),
    moveTo: (deckId) => change((at) => ({ ...at, deckId })),
    undo: () => {
      const before = history().at(-1)
      if (!before || saving) return
      setHistory((all) => all.slice(0, -1))
      show(before)
    },
    canUndo: () => history().length > 0,
    save,
    saveFailed,
  }
}

/** A date as far as it is known, or null for text that is none: `2013`, `2013-07` or `2013-07-06`. */
export function parsePartialDate(text: string): PartialDate | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text.trim())
  if (!match) return null
  const [, , month, day] = match
  const fits = (part: string | undefined, most: number) =>
    part === undefined || (Number(part) >= 1 && Number(part) <= most)
  return fits(month, 12) && fits(day, 31) ? (text.trim() as PartialDate) : null
}
