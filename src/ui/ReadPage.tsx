import './styles/read.css'
import './styles/reading.css'
import { useParams, useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, For, on, onCleanup, Show } from 'solid-js'
import { afterPaint } from '../app/afterPaint.ts'
import { createCommands } from '../app/commands.ts'
import { cardsOfSource, createDeck, type DeckCard } from '../app/deckCards.ts'
import { createReading } from '../app/reading.ts'
import { createScheduler } from '../app/scheduler.ts'
import { useServices } from '../app/services.ts'
import { memoryWord } from '../domain/card.ts'
import { isDueNow } from '../domain/misdated.ts'
import type { DeckId } from '../domain/note.ts'
import type { Scheduler } from '../domain/scheduler.ts'
import type { Source, SourceId } from '../domain/source.ts'
import { DAY_MS, type Instant, type StudyDay } from '../domain/time.ts'
import { articleBlocks, type Mark } from './articleBlocks.ts'
import { toLine } from './cardView.ts'
import { dayOfMonth, percent } from './format.ts'
import { useGo } from './frame.tsx'
import { read as words } from './messages/read.ts'
import { t } from './messages.ts'
import { EmptyState } from './parts/EmptyState.tsx'
import { Highlight, type Strength } from './parts/Highlight.tsx'
import { IconButton, IconLink } from './parts/IconButton.tsx'
import { markOf, ReadNotes } from './ReadNotes.tsx'
import { provenance, readHref } from './sourceWords.ts'

const AT_SENTENCE: ScrollIntoViewOptions = { block: 'center' }

/** An article with its cards anchored at their sentences; the highlighter drains from them as they are learned. */
export default function ReadPage() {
  const params = useParams<{ deckId: string; sourceId: string }>()
  return (
    <Show when={params.deckId && params.sourceId && `${params.deckId}/${params.sourceId}`} keyed>
      <Article
        deckId={decodeURIComponent(params.deckId) as DeckId}
        sourceId={decodeURIComponent(params.sourceId) as SourceId}
      />
    </Show>
  )
}

function Article(props: { deckId: DeckId; sourceId: SourceId }) {
  const deck = createDeck(() => props.deckId)
  const source = () => deck.latest?.deck.sources.find((candidate) => candidate.id === props.sourceId)
  const cards = () => (deck.latest ? cardsOfSource(deck.latest, props.sourceId) : [])
  return (
    <Show when={deck() !== undefined}>
      <Show
        when={source()}
        fallback={
          <main class="app-error" id="main">
            <EmptyState title={words.missing} text={words.missingText} main>
              <a class="btn" href="#/">
                {t.error.toToday}
              </a>
            </EmptyState>
          </main>
        }
      >
        {(known) => (
          <Reader deckId={props.deckId} source={known()} cards={cards()} lang={deck.latest?.deck.language ?? 'en'} />
        )}
      </Show>
    </Show>
  )
}

function Reader(props: { deckId: DeckId; source: Source; cards: readonly DeckCard[]; lang: string }) {
  const services = useServices()
  const go = useGo()
  const scheduler = createScheduler(services)
  const [query, setQuery] = useSearchParams<{ card?: string; back?: string }>()
  const moment = services.moment()
  const selected = createMemo(() =>
    Math.max(
      0,
      props.cards.findIndex((card) => card.cardId === query.card),
    ),
  )
  const strengths = createMemo(() =>
    props.cards.map((card) =>
      strengthOf(card, scheduler(), services.settings.current().desiredRetentionRatio, moment.day, moment.at),
    ),
  )
  const marks = createMemo(() =>
    props.cards.flatMap((card, index): Mark[] =>
      card.note.evidence
        .filter((piece) => piece.sourceId === props.source.id)
        .map((piece) => ({ start: piece.sentence.start, end: piece.sentence.end, card: index })),
    ),
  )
  const blocks = createMemo(() => articleBlocks(props.source.text, marks()))
  const due = () => strengths().filter((strength) => strength === 'due').length
  const hrefOf = (index: number) => readHref(props.deckId, props.source.id, props.cards[index]?.cardId)
  const select = (index: number) => {
    const card = props.cards[index]
    if (card) setQuery({ card: card.cardId }, { replace: true })
  }
  const cramHref = () =>
    `${studyHref()}?cram=${encodeURIComponent(`article:"${props.source.title.replaceAll('"', ' ')}"`)}`
  const studyHref = () => `#/study/${encodeURIComponent(props.deckId)}`
  /** Where its cards were all studied and none is fading, they can still be gone over. */
  const goOnHref = () =>
    due() > 0 || props.cards.some((card) => card.state.memory.phase === 'new') ? studyHref() : cramHref()
  const deckHref = () => `#/deck/${encodeURIComponent(props.deckId)}`
  const back = () => (query.back === undefined ? go(deckHref()) : history.back())
  createReading()
  createCommands(
    () => [
      { id: 'next', keys: ['j', 'ArrowDown'], label: words.next, run: () => select(selected() + 1) },
      { id: 'previous', keys: ['k', 'ArrowUp'], label: words.previous, run: () => select(selected() - 1) },
      { id: 'back', keys: ['Escape'], label: t.back, run: back },
    ],
    () => services.settings.current().singleKeyShortcuts,
  )
  /** Cards of one sentence share its mark, which is named after the first of them. */
  const anchors = createMemo(() => anchorsOf(props.cards, props.source.id))
  const sentenceOf = (index: number) => markOf(anchors()[index])
  // After the router's own scroll to the top, which ends every change of page.
  createEffect(
    on([selected, () => query.card], ([index, named]) => {
      if (named !== undefined) onCleanup(afterPaint(() => sentenceOf(index)?.scrollIntoView(AT_SENTENCE)))
    }),
  )

  return (
    <div class="reader">
      <header>
        <Show
          when={query.back !== undefined}
          fallback={<IconLink icon="caret-left" label={t.back} href={deckHref()} />}
        >
          <IconButton icon="caret-left" label={t.back} onPress={back} />
        </Show>
        <IconLink icon="stack" label={words.cram} href={cramHref()} />
        <IconLink icon="cards-three" label={words.studyAll} href={studyHref()} />
      </header>
      <main id="main">
        <header class="art-head">
          <h1 lang={props.lang} dir="auto">
            {props.source.title}
          </h1>
          <p>
            {provenance(props.source)}. {words.saved(props.cards.length)}
          </p>
          <p class="legend">
            <span class="sr">{words.legend}: </span>
            <For each={['due', 'settling', 'known', 'new'] as const}>
              {(strength) => (
                <span id={`is-${strength}`}>
                  <Highlight strength={strength}>{words.strength[strength]}</Highlight>
                </span>
              )}
            </For>
          </p>
        </header>
        <div class="article" lang={props.lang} dir="auto">
          <For each={blocks()}>
            {(block) => {
              const pieces = () => (
                <For each={block.pieces}>
                  {(piece) => (
                    <Show when={piece.cards[0] !== undefined} fallback={piece.text}>
                      <Anchored
                        text={piece.text}
                        cards={piece.cards}
                        first={piece.first}
                        strengths={strengths()}
                        selected={selected()}
                        href={hrefOf}
                      />
                    </Show>
                  )}
                </For>
              )
              return (
                <Show when={block.kind === 'heading'} fallback={<p>{pieces()}</p>}>
                  <h2>{pieces()}</h2>
                </Show>
              )
            }}
          </For>
        </div>
        <ReadNotes
          cards={props.cards}
          anchors={anchors()}
          selected={selected()}
          href={hrefOf}
          recall={(card) => recallWords(card, scheduler(), moment.at)}
          lastSeen={(card) => lastSeenWords(card, moment.day)}
          studyHref={goOnHref()}
          due={due()}
        />
      </main>
      <Show when={props.cards[selected()]}>
        {(card) => (
          <section class="peek" aria-label={words.cardOf(selected() + 1, props.cards.length)}>
            <div class="meta">
              <span>
                {words.cardOf(selected() + 1, props.cards.length)}, <b>{recallWords(card(), scheduler(), moment.at)}</b>
              </span>
              <span>
                <IconButton
                  icon="caret-up"
                  label={words.previous}
                  disabled={selected() === 0}
                  onPress={() => select(selected() - 1)}
                />
                <IconButton
                  icon="caret-down"
                  label={words.next}
                  disabled={selected() === props.cards.length - 1}
                  onPress={() => select(selected() + 1)}
                />
              </span>
            </div>
            <h2 class="q" lang={props.lang} dir="auto">
              {toLine(card().note, card().face).question}
            </h2>
            <div class="row">
              <a class="btn primary" href={goOnHref()}>
                {words.study(due())}
              </a>
            </div>
          </section>
        )}
      </Show>
    </div>
  )
}

/** A sentence that cards come from, with their numbers in the margin. */
function Anchored(props: {
  text: string
  cards: readonly number[]
  /** Those whose sentence begins here. */
  first: readonly number[]
  strengths: readonly Strength[]
  selected: number
  href: (index: number) => string
}) {
  const index = () => (props.cards.includes(props.selected) ? props.selected : (props.cards[0] ?? 0))
  const strength = () => props.strengths[index()] ?? 'new'
  return (
    <>
      <For each={props.first.slice(0, 1)}>
        {(card) => (
          <span
            class={`tk ${props.strengths[card] ?? 'new'}`}
            classList={{ on: props.cards.includes(props.selected) }}
            aria-hidden="true"
          >
            <span>{card + 1}</span>
          </span>
        )}
      </For>
      <Highlight
        id={props.first.length > 0 ? `mark-${props.first[0]}` : undefined}
        strength={strength()}
        href={props.href(index())}
        selected={props.cards.includes(props.selected)}
        describedBy={`is-${strength()}`}
      >
        {props.text}
      </Highlight>
    </>
  )
}

function anchorsOf(cards: readonly DeckCard[], sourceId: SourceId): readonly number[] {
  const startOf = (card: DeckCard) => card.note.evidence.find((piece) => piece.sourceId === sourceId)?.sentence.start
  const starts = cards.map(startOf)
  return starts.map((start) => starts.indexOf(start))
}

/** In the order of the design: never studied, due, known, else settling. */
function strengthOf(card: DeckCard, scheduler: Scheduler, target: number, today: StudyDay, now: Instant): Strength {
  const { memory } = card.state
  if (memory.phase === 'new') return 'new'
  if (isDueNow(memory, today, now) || scheduler.retrievability(memory, today) <= target) return 'due'
  return memoryWord(memory) === 'known' ? 'known' : 'settling'
}

function recallWords(card: DeckCard, scheduler: Scheduler, now: Instant): string {
  const { memory } = card.state
  if (memory.phase === 'new') return words.notStudied
  const days = Math.max(0, now / DAY_MS - memory.day - 0.5)
  return words.recall(percent(scheduler.retrievabilityAfter(memory.stability, days)))
}

function lastSeenWords(card: DeckCard, today: StudyDay): string {
  const { memory } = card.state
  if (memory.phase === 'new') return words.notStudied
  return words.lastSeen(memory.day === today ? t.when.today : dayOfMonth(memory.day, today))
}
