import './styles/proposal.css'
import { createMemo, For, type JSX, Match, Show, Switch } from 'solid-js'
import type { Proposal } from '../domain/articleDraft.ts'
import { answersOf, noteText } from '../domain/cards.ts'
import { clozeNumbers, parseCloze } from '../domain/cloze.ts'
import { cardIdsOf } from '../domain/faces.ts'
import type { RejectReason } from '../domain/lessons.ts'
import type { Face, Note } from '../domain/note.ts'
import { isByModel } from '../domain/proposedCard.ts'
import { isSure } from '../domain/sure.ts'
import { findWords } from '../domain/wordSearch.ts'
import { list } from './format.ts'
import { create as words } from './messages/create.ts'
import { t } from './messages.ts'
import { type ClozePart, ClozeText } from './parts/ClozeText.tsx'
import { Icon } from './parts/Icon.tsx'
import { IconButton } from './parts/IconButton.tsx'

type CardPreviewProps = {
  note: Note
  meta: JSX.Element
  /** The screen's own heading rather than one within it. */
  main?: boolean
  children?: JSX.Element
}

/** A card with both sides in view, as it will be studied. */
export function CardPreview(props: CardPreviewProps) {
  const content = () => props.note.content
  const cloze = createMemo(() => gapsOf(content()))
  const text = () => (
    <Show when={cloze()} fallback={questionOf(content())}>
      {(parts) => <ClozeText parts={parts()} filled={false} />}
    </Show>
  )
  return (
    <article class="index">
      <div class="front">
        <div class="meta">{props.meta}</div>
        <div>
          <Show
            when={props.main}
            fallback={
              <p class="q" dir="auto">
                {text()}
              </p>
            }
          >
            <h1 class="q" dir="auto" tabindex="-1" aria-live="polite">
              {text()}
            </h1>
          </Show>
          <Show when={content().kind === 'choice'}>
            <ul class="wrong-options">
              <For each={props.note.distractors}>{(option) => <li dir="auto">{option.text}</li>}</For>
            </ul>
          </Show>
        </div>
      </div>
      <div class="reveal">
        <div class="a" dir="auto">
          <Answer note={props.note} gaps={cloze()} />
        </div>
        {props.children}
      </div>
    </article>
  )
}

function Answer(props: { note: Note; gaps: readonly ClozePart[] | null }) {
  const items = () => (props.note.content.kind === 'list' ? props.note.content.items : null)
  const single = () => {
    const { content } = props.note
    return content.kind === 'qa' || content.kind === 'choice' ? content.answer : ''
  }
  const blanks = () => (props.gaps ?? []).flatMap((part) => (part.kind === 'blank' ? [part.text] : []))
  return (
    <Switch fallback={single()}>
      <Match when={items()}>
        {(all) => (
          <ul>
            <For each={all()}>{(item) => <li>{item.text}</li>}</For>
          </ul>
        )}
      </Match>
      <Match when={props.gaps}>{list([...new Set(blanks())])}</Match>
    </Switch>
  )
}

type ProposalCardProps = {
  proposal: Proposal
  /** Number of its sentence in the article, from 1. */
  sentence: number | null
  isAsked: boolean
  /** Whether nobody has told the day that its article is of. */
  isOfNoDay: boolean
  children?: JSX.Element
}

/** The question in hand: what it asks, what it answers, and what there is to doubt in it. */
export function ProposalCard(props: ProposalCardProps) {
  const note = () => props.proposal.note
  const readings = createMemo(() => note().evidence.flatMap((piece) => piece.resolutions))
  const dislikes = () => {
    const { origin, disliked } = props.proposal
    return origin === 'found' && disliked ? [words.disliked[disliked]] : []
  }
  const doubts = () => [
    ...new Set([
      ...rewordings(note()),
      ...readings().map((reading) => words.readAs(reading.words, reading.readAs)),
      ...(props.proposal.origin === 'found' && !isSure(note()) ? [props.isOfNoDay ? words.noDay : words.unsure] : []),
      ...dislikes(),
      ...(props.isAsked ? [words.asked] : []),
    ]),
  ]
  const facts = () => [
    ...(rewordings(note()).length === 0 ? [note().evidence.length > 1 ? words.inSentences : words.inSentence] : []),
    ...(isByModel(note()) ? [words.byModel] : []),
    ...(props.proposal.origin === 'edited' ? [words.edited] : []),
    ...(props.proposal.origin === 'by-hand' ? [words.madeByYou] : []),
  ]
  return (
    <div class="prop" data-verdict={props.proposal.verdict}>
      <CardPreview
        main
        note={note()}
        meta={
          <>
            <span>{words.kindOf(note().content.kind, cardIdsOf(note()).length)}</span>
            <span class="num">
              <Show
                when={props.proposal.verdict !== 'open'}
                fallback={props.sentence !== null ? words.sentence(props.sentence) : ''}
              >
                {props.proposal.verdict === 'accepted' ? words.isAccepted : words.isRejected}
              </Show>
            </span>
          </>
        }
      >
        <ul class="checks">
          <For each={facts()}>
            {(fact) => (
              <li>
                <Icon name="check" size="s" />
                {fact}
              </li>
            )}
          </For>
          <For each={doubts()}>
            {(doubt) => (
              <li class="w">
                <Icon name="warning" size="s" />
                {doubt}
              </li>
            )}
          </For>
        </ul>
        {props.children}
      </CardPreview>
    </div>
  )
}

const REASONS: readonly RejectReason[] = ['wrong', 'unclear', 'trivial', 'wording']

/** Asks why a question was rejected; the answer stays on this device. */
export function WhyRejected(props: {
  proposal: Proposal
  onGive: (reason: RejectReason | null) => void
  /** Null where the question stays in view with its reason. */
  onDismiss: (() => void) | null
}) {
  const reason = () => props.proposal.reason
  return (
    <fieldset class="why">
      <legend class="sr">{words.whyRejected(noteText(props.proposal.note))}</legend>
      <span aria-hidden="true">{words.why}</span>
      <For each={REASONS}>
        {(each) => (
          <button
            type="button"
            class="chip"
            aria-pressed={reason() === each}
            onClick={() => props.onGive(reason() === each ? null : each)}
          >
            {words.reasons[each]}
          </button>
        )}
      </For>
      <Show when={props.onDismiss}>
        {(dismiss) => <IconButton icon="x" label={t.dismiss} onPress={() => dismiss()()} />}
      </Show>
    </fieldset>
  )
}

const questionOf = (content: Note['content']): string => (content.kind === 'cloze' ? '' : content.question)

/** The gaps of all its cards at once, so that none is kept unseen; null for other kinds. */
function gapsOf(content: Note['content']): readonly ClozePart[] | null {
  if (content.kind !== 'cloze') return null
  return parseCloze(content.text).map((part) =>
    part.kind === 'text' ? part : { kind: 'blank' as const, text: part.answer, hint: part.hint ?? undefined },
  )
}

/** Where the answer does not stand in its sentence word for word: which of the sentence's words stand for it. */
function rewordings(note: Note): readonly string[] {
  const { content } = note
  const answers = content.kind === 'list' ? content.items.map((item) => item.text) : answersOf(note, firstFace(note))
  return note.evidence.flatMap((piece, i) => {
    const answer = answers[content.kind === 'list' ? i : 0] ?? ''
    if (findWords(piece.quote, answer)) return []
    const stands = piece.quote.slice(piece.answer.start - piece.sentence.start, piece.answer.end - piece.sentence.start)
    return [stands === piece.quote ? words.reworded : words.readAs(stands, answer)]
  })
}

const firstFace = (note: Note): Face =>
  note.content.kind === 'cloze' ? (`c${clozeNumbers(note.content.text)[0] ?? 1}` as Face) : 'front'
