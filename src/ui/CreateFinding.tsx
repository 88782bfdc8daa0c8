import './styles/check.css'
import type { CreateState } from '../app/create.ts'
import { sentenceSpans } from '../domain/sentences.ts'
import type { Source } from '../domain/source.ts'
import { ArticlePane } from './CreateArticle.tsx'
import { percent as percentOf } from './format.ts'
import { create as words } from './messages/create.ts'
import { FocusFrame } from './parts/FocusFrame.tsx'
import { TopBar } from './parts/TopBar.tsx'

type Finding = Extract<CreateState, { phase: 'finding' }>

/** The cleaned article while it is read for questions: there to read, and how far the reading has come. */
export function CreateFinding(props: { state: Finding; source: Source; onStop: () => void }) {
  const percent = () => Math.round(props.state.share * 100)
  const sentences = sentenceSpans(props.source.text, [])
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
        <button type="button" class="btn big wide" onClick={() => props.onStop()}>
          {words.stop}
        </button>
      }
    >
      <div class="panes finding-panes">
        <ArticlePane
          source={props.source}
          sentences={sentences}
          markOf={() => null}
          current={NONE}
          evidence={[]}
          press={null}
          picking={false}
        />
        <section class="side" aria-label={words.found}>
          <div class="paper pad">
            <h1 aria-live="polite">{words.steps[props.state.step]}</h1>
            <p class="muted small">{props.state.step === 'loading' ? words.stepHelp : words.local}</p>
          </div>
        </section>
      </div>
    </FocusFrame>
  )
}

const NONE: ReadonlySet<number> = new Set()
