import { For, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import type { TemplateContent } from '../../domain/noteType.ts'
import type { OcclusionView } from '../../domain/occlusionView.ts'
import { study } from '../messages/study.ts'
import { type ClozePart, ClozeText } from './ClozeText.tsx'
import { RichText } from './RichText.tsx'

const ForeignCard = lazy(() => import('./ForeignCard.tsx'))
const OcclusionFace = lazy(() => import('./OcclusionFace.tsx'))

/** What a card asks and answers, as texts that `RichText` draws. */
export type CardFace =
  | { readonly kind: 'qa'; readonly question: string; readonly answer: string }
  | { readonly kind: 'list'; readonly question: string; readonly items: readonly string[] }
  | { readonly kind: 'cloze'; readonly parts: readonly ClozePart[]; readonly answer: string }
  | {
      readonly kind: 'choice'
      readonly question: string
      readonly options: readonly string[]
      readonly answer: string
    }
  | { readonly kind: 'occlusion'; readonly question: string; readonly view: OcclusionView; readonly answer: string }
  /** With templates and styles of its own, which show both sides; question and answer are their words. */
  | {
      readonly kind: 'foreign'
      readonly question: string
      readonly answer: string
      readonly content: TemplateContent
      readonly ordinal: number
      readonly tags: readonly string[]
    }

export type CardSide = 'question' | 'answer'

/** The words that a card asks with. */
export function CardWords(props: { face: CardFace; side: CardSide; isEvidence?: boolean }) {
  const cloze = () => (props.face.kind === 'cloze' ? props.face : null)
  const text = () => (props.face.kind === 'cloze' ? '' : props.face.question)
  return (
    <Show when={cloze()} fallback={<RichText text={text()} />}>
      {(face) => (
        <span classList={{ hl: props.isEvidence }}>
          <ClozeText parts={face().parts} filled={props.side === 'answer'} />
        </span>
      )}
    </Show>
  )
}

/** What a card shows below its words: how many items there are, its options, its picture. */
export function CardExtras(props: { face: CardFace; side: CardSide; lang: string }) {
  const options = () => (props.face.kind === 'choice' ? props.face.options : [])
  return (
    <>
      <Show when={props.face.kind === 'list' && props.face}>
        {(face) => <p class="small muted">{study.items(face().items.length)}</p>}
      </Show>
      <Show when={options().length > 0}>
        <ol class="choices" lang={props.lang}>
          <For each={options()}>
            {(option) => (
              <li dir="auto">
                <RichText text={option} />
              </li>
            )}
          </For>
        </ol>
      </Show>
      <Show when={props.face.kind === 'occlusion' && props.face}>
        {(face) => (
          <Suspense>
            <OcclusionFace view={face().view} open={props.side === 'answer'} />
          </Suspense>
        )}
      </Show>
      <Show when={props.face.kind === 'foreign' && props.face}>
        {(face) => (
          <Suspense>
            <ForeignCard face={face()} side={props.side} lang={props.lang} />
          </Suspense>
        )}
      </Show>
    </>
  )
}

export function CardAnswer(props: { face: CardFace; lang: string }) {
  return (
    <div class="a" lang={props.lang} dir="auto">
      <bdi class="sr">{study.answer}: </bdi>
      <Switch>
        <Match when={props.face.kind === 'list' && props.face}>
          {(face) => (
            <ul>
              <For each={face().items}>
                {(item) => (
                  <li>
                    <RichText text={item} />
                  </li>
                )}
              </For>
            </ul>
          )}
        </Match>
        <Match when={props.face.kind !== 'list' && props.face}>{(face) => <RichText text={face().answer} />}</Match>
      </Switch>
    </div>
  )
}
