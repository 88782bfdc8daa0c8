import './styles/card.css'
import './styles/note.css'
import { For, Show } from 'solid-js'
import { facesOf } from '../domain/faces.ts'
import type { Note } from '../domain/note.ts'
import { toCardFace } from './cardView.ts'
import { note as words } from './messages/note.ts'
import { CardAnswer, CardExtras, CardWords } from './parts/CardSides.tsx'

/** More cards than these of one note are counted, not drawn. */
const MOST = 4

/** The cards that a note makes, both sides in view. */
export function NotePreview(props: { note: Note; lang: string }) {
  const faces = () => facesOf(props.note)
  return (
    <section class="note-preview" aria-label={words.preview}>
      <p class="head" aria-hidden="true">
        {words.preview}
      </p>
      <For each={faces().slice(0, MOST)}>
        {(face) => (
          <Show when={toCardFace(props.note, face, 0)}>
            {(known) => (
              <article class="index">
                <div class="front">
                  <div class="q" classList={{ cloze: known().kind === 'cloze' }} lang={props.lang} dir="auto">
                    <CardWords face={known()} side="question" />
                  </div>
                  <CardExtras face={known()} side="question" lang={props.lang} />
                </div>
                <div class="reveal">
                  <CardAnswer face={known()} lang={props.lang} />
                </div>
              </article>
            )}
          </Show>
        )}
      </For>
      <Show when={faces().length > MOST}>
        <p class="small muted">{words.moreCards(faces().length - MOST)}</p>
      </Show>
    </section>
  )
}
