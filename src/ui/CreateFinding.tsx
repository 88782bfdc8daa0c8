import './styles/check.css'
import { createMemo, For, Show } from 'solid-js'
import type { CreateState } from '../app/create.ts'
import { sentenceSpans } from '../domain/sentences.ts'
import type { Source } from '../domain/source.ts'
import { ArticlePane } from './CreateArticle.tsx'
import { proposalLine } from './CreateList.tsx'
import { percent as percentOf } from './format.ts'
import { create as words } from './messages/create.ts'
import { FocusFrame } from './parts/FocusFrame.tsx'
import { Icon } from './parts/Icon.tsx'
import { TopBar } from './parts/TopBar.tsx'

type Finding = Extract<CreateState, { phase: 'finding' }>

/** The cleaned article while it is read: there to read, and the questions found so far, the newest first. */
export function CreateFinding(props: { state: Finding; source: Source; onStop: () => void; onTake: () => void }) {
  const percent = () => Math.round(props.state.share * 100)
  const sentences = sentenceSpans(props.source.text, [])
  const found = createMemo(() => props.state.found)
  const newestFirst = createMemo(() => [...found()].reverse())
  /** Where the sentences begin and end that have a question. */
  const asked = createMemo(() => found().flatMap(({ evidence }) => evidence.map((piece) => piece.sentence)))
  const marks = createMemo(() => {
    const marked = new Set<number>()
    let at = 0
    for (const span of [...asked()].sort((a, b) => a.start - b.start)) {
      while (at < sentences.length && (sentences[at]?.end ?? 0) <= span.start) at++
      for (let i = at; i < sentences.length && (sentences[i]?.start ?? 0) < span.end; i++) marked.add(i)
    }
    return marked
  })
  return (
    <FocusFrame
      bar={
        <TopBar
          closeLabel={words.stop}
          onClose={() => props.onStop()}
          now={percentOf(props.state.share)}
          total=""
          done={percent()}
          max={100}
          progressLabel={words.steps[props.state.step]}
        />
      }
      dock={
        <div class="finding-acts">
          <button type="button" class="btn big" onClick={() => props.onStop()}>
            {words.stop}
          </button>
          <Show when={found().length > 0}>
            <button type="button" class="btn big" onClick={() => props.onTake()}>
              {words.checkNow(found().length)}
            </button>
          </Show>
        </div>
      }
    >
      <div class="panes finding-panes">
        <ArticlePane
          source={props.source}
          sentences={sentences}
          markOf={(sentence) => (marks().has(sentence) ? 'wait' : null)}
          current={NONE}
          evidence={[]}
          press={null}
          picking={false}
        />
        <div class="side">
          <div class="paper pad">
            <h1 aria-live="polite">{words.steps[props.state.step]}</h1>
            <p class="muted small">{props.state.step === 'loading' ? words.stepHelp : words.local}</p>
            <Show when={found().length > 0}>
              <p class="small" role="status">
                {words.foundSoFar(found().length)}
              </p>
            </Show>
          </div>
          <section class="feed" aria-label={words.found} tabindex="0">
            <ul class="rows">
              <For each={newestFirst()}>
                {(note) => (
                  <li class="row">
                    <Icon name="circle" />
                    <span dir="auto">{proposalLine(note)}</span>
                  </li>
                )}
              </For>
            </ul>
          </section>
        </div>
      </div>
    </FocusFrame>
  )
}

const NONE: ReadonlySet<number> = new Set()
