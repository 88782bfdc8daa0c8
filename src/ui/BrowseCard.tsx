import './styles/browse.css'
import { type ComponentProps, createEffect, createSignal, lazy, Show, Suspense } from 'solid-js'
import type { Browse } from '../app/browse.ts'
import { createCardInfo } from '../app/cardInfo.ts'
import { useServices } from '../app/services.ts'
import { createSources } from '../app/sources.ts'
import type { Step } from '../app/undo.ts'
import type { CardState } from '../domain/card.ts'
import { answersOf, questionText } from '../domain/cards.ts'
import { type CardId, faceOf } from '../domain/note.ts'
import { templateOf } from '../domain/noteType.ts'
import type { StudyDay } from '../domain/time.ts'
import { CardInfo } from './CardInfo.tsx'
import { browse as words } from './messages/browse.ts'
import { study as studyWords } from './messages/study.ts'
import { NoteEditor } from './NoteEditor.tsx'
import { Icon } from './parts/Icon.tsx'
import { RichText } from './parts/RichText.tsx'
import { Sheet } from './parts/Sheet.tsx'
import { readHref } from './sourceWords.ts'

const ForeignNoteEditor = lazy(() => import('./ForeignNoteEditor.tsx'))

type BrowseCardProps = {
  cardId: CardId | null
  browse: Browse
  onDone: (step: Step | null, words?: string) => void
  onClose: () => void
}

/** One card: what it asks, where it comes from, what happened to it; and its note, to be changed. */
export function BrowseCard(props: BrowseCardProps) {
  const [editing, setEditing] = createSignal(false)
  createEffect(() => {
    props.cardId
    setEditing(false)
  })
  return (
    <Sheet
      open={props.cardId !== null}
      title={editing() ? words.edit : words.info}
      onClose={() => (editing() ? setEditing(false) : props.onClose())}
    >
      <Show when={props.cardId} keyed>
        {(cardId) => (
          <Suspense>
            <Content {...props} cardId={cardId} editing={editing()} onEdit={setEditing} />
          </Suspense>
        )}
      </Show>
    </Sheet>
  )
}

function Content(props: BrowseCardProps & { cardId: CardId; editing: boolean; onEdit: (on: boolean) => void }) {
  const info = createCardInfo(() => props.cardId)
  const services = useServices()
  const sources = createSources()
  const card = () => info.latest?.card ?? undefined
  // Its deck may leave, or its note be taken out, while it is on show.
  createEffect(() => info.state === 'ready' && info()?.card === null && props.onClose())
  const href = () => {
    const known = card()
    const piece = known?.note.evidence[0]
    return known && piece && readHref(known.deckId, piece.sourceId, props.cardId)
  }
  return (
    <Show when={card()}>
      {(known) => (
        <Show
          when={!props.editing}
          fallback={
            <Editor
              note={known().note}
              lang={sources(known().deckId).language()}
              authors={info.latest?.authors ?? null}
              onSave={(note, reset, base) => {
                void props.browse.saveNote(known(), note, reset, base).then((step) => props.onDone(step))
                props.onEdit(false)
              }}
              onRestore={() => {
                void props.browse.restoreNote(known()).then((step) => props.onDone(step, words.restored))
                props.onEdit(false)
              }}
              onClose={() => props.onEdit(false)}
            />
          }
        >
          <div class="card-info">
            <div class="asked" lang={sources(known().deckId).language()} dir="auto">
              <div class="q">
                <RichText text={questionText(known().note, faceOf(props.cardId)) || studyWords.unsupported} />
              </div>
              <div class="a">
                <RichText text={answersOf(known().note, faceOf(props.cardId)).join('; ')} />
              </div>
            </div>
            <div class="acts">
              <Show when={isAway(known().state, services.moment().day)}>
                <button
                  type="button"
                  class="btn primary"
                  onClick={() =>
                    void props.browse.act({ kind: 'release' }, [known()]).then((step) => props.onDone(step))
                  }
                >
                  {words.bringBack}
                </button>
              </Show>
              <button type="button" class="btn" onClick={() => props.onEdit(true)}>
                <Icon name="pencil-simple" />
                {words.edit}
              </button>
              <Show when={href()}>
                {(to) => (
                  <a class="btn" href={to()}>
                    <Icon name="newspaper" />
                    {words.openSource}
                  </a>
                )}
              </Show>
            </div>
            <Show when={info.latest}>
              {(past) => <CardInfo info={past()} deckName={sources(known().deckId).deckName()} />}
            </Show>
          </div>
        </Show>
      )}
    </Show>
  )
}

/** Out of study by the learner's wish, until it is brought back or the day turns. */
const isAway = (state: CardState, today: StudyDay): boolean => state.suspended || state.buriedOn === today

/** The form for what the note holds: our own kinds, or the fields of a type from elsewhere. */
function Editor(props: ComponentProps<typeof NoteEditor>) {
  return (
    <Show when={templateOf(props.note)} fallback={<NoteEditor {...props} />}>
      {(content) => <ForeignNoteEditor {...props} content={content()} />}
    </Show>
  )
}
