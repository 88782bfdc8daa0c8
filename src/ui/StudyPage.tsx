import './styles/reading.css'
import './styles/study.css'
import { useParams, useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, lazy, Match, on, onCleanup, Show, Suspense, Switch } from 'solid-js'
import { afterPaint } from '../app/afterPaint.ts'
import { createCommands } from '../app/commands.ts'
import { createReading } from '../app/reading.ts'
import { useServices } from '../app/services.ts'
import { createSources } from '../app/sources.ts'
import { createStudy, type Study, type StudyView } from '../app/study.ts'
import { allowMoreNew, type StudyMode } from '../app/studyQueue.ts'
import { createTyping } from '../app/typing.ts'
import { faceOf } from '../domain/note.ts'
import { RATINGS, type Rating } from '../domain/rating.ts'
import type { PartialDate } from '../domain/source.ts'
import { MARKED_TAG } from '../domain/tags.ts'
import { suggestedRating } from '../domain/typedCard.ts'
import { toCardFace, toEvidence } from './cardView.ts'
import { partialDate } from './format.ts'
import { useGo } from './frame.tsx'
import { steps } from './messages/steps.ts'
import { study as words } from './messages/study.ts'
import type { CardSide } from './parts/CardSides.tsx'
import { AskBar, Dock, KeyHints, type RatingKey, RatingKeys } from './parts/Dock.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { FocusFrame } from './parts/FocusFrame.tsx'
import { IconButton } from './parts/IconButton.tsx'
import { IndexCard } from './parts/IndexCard.tsx'
import { LeechHint } from './parts/LeechHint.tsx'
import { Snackbar } from './parts/Snackbar.tsx'
import { listenForSwipes } from './parts/swipe.ts'
import { TopBar } from './parts/TopBar.tsx'
import { listenForTaps } from './parts/tap.ts'
import { StudyFinish } from './StudyFinish.tsx'
import type { StudySheet } from './StudySheets.tsx'
import { createTypedSlots } from './StudyTyped.tsx'
import { pageHref, scopeIn, studyHref } from './scopeHref.ts'
import { stepWords } from './stepWords.ts'
import { studyCommands } from './studyCommands.ts'
import { createStudySpeech } from './studySpeech.ts'
import { doneWords, keyHints, progressWords, ratingKeys } from './studyWords.ts'

const StudySheets = lazy(() => import('./StudySheets.tsx'))

/** Studying: what over is in the address, as `#/study`, `#/study/DECK`, `?folder=PATH`, with `mode=ahead` or `cram=SEARCH`. */
export default function StudyPage() {
  const params = useParams<{ deckId?: string }>()
  const [search] = useSearchParams<{ mode?: string; cram?: string; folder?: string }>()
  const [round, setRound] = createSignal(0)
  const services = useServices()
  const go = useGo()
  const scope = () => scopeIn(params.deckId, search.folder)
  const address = createMemo(() => JSON.stringify([params.deckId, search.folder, search.mode, search.cram]))
  // Another session whenever the address is another one, or the day brings more.
  const mode = createMemo(
    on([round, address], (): StudyMode => {
      if (search.cram !== undefined) return { kind: 'cram', scope: scope(), query: search.cram }
      return { kind: search.mode === 'ahead' ? 'ahead' : 'due', scope: scope() }
    }),
  )
  const goOn = (query: string) => {
    const to = studyHref(scope(), query)
    if (location.hash === to) setRound((count) => count + 1)
    else go(to)
  }
  const onMore = (what: 'ahead' | 'fresh' | 'cram') => {
    if (what === 'fresh') void allowMoreNew(services, scope()).then(() => goOn(''))
    else goOn(what === 'ahead' ? 'mode=ahead' : `cram=${encodeURIComponent(search.cram ?? '')}`)
  }
  return (
    <Show when={mode()} keyed>
      {(known) => <StudySession mode={known} onMore={onMore} />}
    </Show>
  )
}

/** One session: question, answer with its evidence, rating; one card after another until none is left. */
function StudySession(props: { mode: StudyMode; onMore: (what: 'ahead' | 'fresh' | 'cram') => void }) {
  // A session is over what it began with: another mode makes another one.
  const mode = props.mode
  const { scope } = mode
  const study = createStudy(mode)
  const [sheet, setSheet] = createSignal<StudySheet>(null)
  const hasSheets = createMemo<boolean>((had) => had || sheet() !== null, false)
  const services = useServices()
  const go = useGo()
  const sources = createSources()
  const settings = services.settings.current

  const close = () => go(pageHref(scope))
  const shown = () => {
    const view = study.view()
    return view.phase === 'question' || view.phase === 'answer' ? view : undefined
  }
  // By card: turning one over must not lay it out anew.
  const card = createMemo(() => shown()?.card)
  const face = createMemo(() => {
    const at = card()
    return (
      at && toCardFace(at.note, faceOf(at.state.cardId), at.state.reps, settings().hideOtherGaps ? 'hidden' : 'shown')
    )
  })
  const evidence = createMemo(() => {
    const at = card()
    return at ? toEvidence(at.note, at.state.cardId, at.deckId, sources(at.deckId)) : []
  })
  const language = () => {
    const at = card()
    return at ? sources(at.deckId).language() : 'en'
  }
  const deckName = () => {
    const at = card()
    return at ? sources(at.deckId).deckName() : ''
  }
  const meta = createMemo(() => {
    const at = card()
    const notes = [
      at && at.state.flag !== 0 ? words.flagged : '',
      at?.note.tags.includes(MARKED_TAG) ? words.marked : '',
      deckName(),
    ]
    return notes.filter((part) => part !== '').join(' · ')
  })
  const typing = createTyping(study, { settings, language })
  const typed = createTypedSlots({ typing, face, language })
  const suggest = (): Rating | null => {
    const hinted = shown()?.hint === true
    const outcome = typing.outcome()
    const fit = outcome ? suggestedRating(outcome, hinted) : hinted ? 'hard' : null
    return fit === 'hard' && ratings().length === 2 ? (outcome ? 'good' : null) : fit
  }
  const side = createMemo((): CardSide => (study.view().phase === 'answer' ? 'answer' : 'question'))
  const ratings = createMemo((): readonly Rating[] =>
    mode.kind === 'cram' || settings().twoButtons ? ['again', 'good'] : RATINGS,
  )
  const sourceHref = () => evidence().find((piece) => piece.source?.href)?.source?.href
  const openSource = () => {
    const href = sourceHref()
    if (href) go(href)
  }
  const showing = createMemo(() => shown()?.showing)
  const speech = createStudySpeech({ card, showing, side, language })
  createReading()
  // While the cards are read: the first answer names its source's date, and the first date costs many times a later one.
  onCleanup(afterPaint(() => partialDate('2000-01-01' as PartialDate)))
  const swipe = (to: 'left' | 'right') => {
    if (side() === 'question') study.reveal()
    else study.rate(to === 'left' ? 'again' : 'good')
  }
  /** Anywhere on a card that is only thought about. */
  const tap = () => {
    if (side() === 'question' && !typing.ask()) study.reveal()
  }
  const open = (what: 'source' | 'edit' | 'info' | 'replay' | 'menu' | 'help' | 'close') => {
    if (what === 'close') close()
    else if (what === 'source') openSource()
    else if (what === 'replay') speech.replay()
    else setSheet(what)
  }
  const commands = createMemo(() => studyCommands({ study, ratings: ratings(), keys: settings().keys, open }))
  // Nobody sees them before the answer: until then they stay as they were.
  const keys = createMemo<readonly RatingKey[]>(
    (before) =>
      side() === 'answer' || before.length !== ratings().length
        ? ratingKeys(ratings(), study.preview(), settings().showIntervals, commands())
        : before,
    [],
  )
  const bar = createMemo(() => progressWords(study.view()))
  createCommands(commands, () => settings().singleKeyShortcuts)
  const undoWords = createMemo(() => {
    const step = study.lastStep()
    return step ? steps.undo(stepWords(step)) : steps.nothingToUndo
  })
  return (
    <FocusFrame
      bar={
        <>
          <TopBar
            closeLabel={words.close}
            onClose={close}
            now={bar().now}
            total={bar().total}
            side={bar().side}
            left={bar().left}
            done={bar().done}
            max={bar().max}
            progressLabel={words.progress}
            end={
              <>
                <IconButton
                  icon="arrow-u-up-left"
                  label={undoWords()}
                  disabled={study.lastStep() === null}
                  onPress={study.undo}
                />
                <IconButton icon="dots-three" label={words.menu} onPress={() => setSheet('menu')} />
              </>
            }
          />
          <p class="mode-note" role="status">
            {speech.problem()}
          </p>
          <Show when={mode.kind !== 'due'}>
            <p class="mode-note">{mode.kind === 'cram' ? words.cramNote : words.aheadNote}</p>
          </Show>
        </>
      }
      snack={<Acknowledgement study={study} hidden={side() === 'answer'} />}
      dock={
        <Show when={shown()}>
          {(view) => (
            <>
              <Dock
                side={side()}
                ask={
                  <AskBar
                    hint={evidence().length > 0 ? view().hint : null}
                    onHint={study.toggleHint}
                    onShow={study.reveal}
                    onGiveUp={typing.ask() ? typing.giveUp : undefined}
                  />
                }
                rate={<RatingKeys side={side()} keys={keys()} suggest={suggest()} onRate={study.rate} />}
              />
              <KeyHints hints={keyHints(commands())} />
            </>
          )}
        </Show>
      }
    >
      <div
        class="stage"
        classList={{ swiped: settings().swipes }}
        ref={(stage) => {
          onCleanup(listenForTaps(stage, tap))
          createEffect(() => {
            if (settings().swipes) onCleanup(listenForSwipes(stage, swipe))
          })
        }}
      >
        <Switch>
          <Match when={shown()}>
            {(view) => (
              <Show when={face()} fallback={<EmptyState title={words.unsupported} main />}>
                {(known) => (
                  <>
                    <IndexCard
                      showing={String(view().showing)}
                      face={known()}
                      side={side()}
                      hint={view().hint}
                      meta={meta()}
                      marks={view().card.state.recentRatings}
                      evidence={evidence()}
                      lang={language()}
                      fields={typed.fields()}
                      gaps={typed.gaps()}
                      result={typed.result()}
                    />
                    <Show when={side() === 'answer' && mode.kind !== 'cram'}>
                      <LeechHint
                        lapses={view().card.state.lapses}
                        threshold={study.leechLapses()}
                        onEdit={() => setSheet('edit')}
                        onSplit={() => setSheet('split')}
                        onSource={sourceHref() ? openSource : undefined}
                      />
                    </Show>
                  </>
                )}
              </Show>
            )}
          </Match>
          <Match when={finishedView(study.view())}>
            {(view) => (
              <StudyFinish
                mode={mode}
                summary={view().summary}
                onResume={study.resume}
                onClose={close}
                onMore={props.onMore}
              />
            )}
          </Match>
        </Switch>
      </div>
      <Show when={hasSheets()}>
        <Suspense>
          <StudySheets
            open={sheet()}
            study={study}
            card={card() ?? null}
            deckName={deckName()}
            lang={language()}
            commands={commands()}
            singleKeys={settings().singleKeyShortcuts}
            onOpen={setSheet}
          />
        </Suspense>
      </Show>
    </FocusFrame>
  )
}

/** What was just stored, with the way to take it back; out of the way while an answer is on show. */
function Acknowledgement(props: { study: Study; hidden: boolean }) {
  const { moment } = useServices()
  const snack = createMemo(() => {
    const done = props.study.done()
    if (!done || props.hidden) return null
    const onUndo = props.study.lastStep() && done.kind !== 'undone' ? props.study.undo : undefined
    return { id: done.id, text: doneWords(done, moment().day, moment().at), onUndo }
  })
  return <Snackbar snack={snack()} onGone={props.study.clearDone} />
}

const finishedView = (view: StudyView) => (view.phase === 'finished' ? view : undefined)
