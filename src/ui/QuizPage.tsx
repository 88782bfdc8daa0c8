import { useParams } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import { createDeck } from '../app/deckCards.ts'
import { createQuiz, QUIZ_LENGTH } from '../app/quiz.ts'
import { useServices } from '../app/services.ts'
import { createToday } from '../app/today.ts'
import { type Deck, splitTitle } from '../domain/deck.ts'
import type { DeckId } from '../domain/note.ts'
import { HomeHead, PageFrame } from './frame.tsx'
import { quiz as words } from './messages/quiz.ts'
import { t } from './messages.ts'
import { DeckList, DeckRow } from './parts/Deck.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { QuizResultView } from './QuizResultView.tsx'
import { QuizSitting } from './QuizSitting.tsx'

/** Ten questions over one deck; without a deck in the address, the choice of one. */
export default function QuizPage() {
  const params = useParams<{ deckId?: string }>()
  return (
    <Show when={params.deckId} fallback={<ChooseDeck />} keyed>
      {(deckId) => <DeckQuiz deckId={decodeURIComponent(deckId) as DeckId} />}
    </Show>
  )
}

function ChooseDeck() {
  const today = createToday()
  return (
    <PageFrame current="quiz">
      <HomeHead />
      <h1 class="page-title">{words.title}</h1>
      <p class="muted">{words.lede(QUIZ_LENGTH)}</p>
      <Show when={today()}>
        {(known) => (
          <Show
            when={known().decks.length > 0}
            fallback={<EmptyState title={t.decks.empty} text={t.decks.emptyText} picture="blank" />}
          >
            <h2 class="sub">{words.choose}</h2>
            <DeckList>
              <For each={known().decks}>
                {(deck) => (
                  <DeckRow
                    href={`#/quiz/${encodeURIComponent(deck.info.id)}`}
                    title={splitTitle(deck.info.title).name}
                    detail={t.decks.from(deck.info.cardCount, deck.info.sources.length)}
                    states={deck.states}
                    due={deck.due}
                    fresh={deck.fresh}
                  />
                )}
              </For>
            </DeckList>
          </Show>
        )}
      </Show>
    </PageFrame>
  )
}

/** The deck is read once: a change of it elsewhere must not change a paper that somebody sits. */
function DeckQuiz(props: { deckId: DeckId }) {
  const services = useServices()
  const deck = createDeck(() => props.deckId)
  const [seed, setSeed] = createSignal(newSeed(services.random))
  let read: Deck | undefined
  const paperDeck = () => {
    read ??= deck()?.deck
    return read
  }
  return (
    <Show
      when={paperDeck()}
      fallback={
        <Show when={deck.state === 'ready'}>
          <EmptyState title={words.tooFew} main />
        </Show>
      }
    >
      {(known) => (
        <Show when={seed()} keyed>
          {(paper) => <Paper deck={known()} seed={paper} onAgain={() => setSeed(newSeed(services.random))} />}
        </Show>
      )}
    </Show>
  )
}

function Paper(props: { deck: Deck; seed: number; onAgain: () => void }) {
  const quiz = createQuiz(props.deck, props.seed)
  return (
    <Show when={quiz.result()} fallback={<QuizSitting quiz={quiz} deck={props.deck} />}>
      {(result) => <QuizResultView quiz={quiz} deck={props.deck} result={result()} onAgain={() => props.onAgain()} />}
    </Show>
  )
}

/** Never zero, which `Show` would take for nothing. */
const newSeed = (random: () => number): number => 1 + Math.floor(random() * 0x7fff_ffff)
