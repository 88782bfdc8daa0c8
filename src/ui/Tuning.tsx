import './styles/tuning.css'
import { createSignal, lazy, Show, Suspense } from 'solid-js'
import { createTuningOffer } from '../app/optimize.ts'
import { EVERYWHERE } from '../domain/deckTree.ts'
import { moves } from './messages/moves.ts'
import { tuning as words } from './messages/tuning.ts'
import { Banner } from './parts/Banner.tsx'
import { Sheet } from './parts/Sheet.tsx'

const TuningSheet = lazy(() => import('./TuningSheet.tsx'))
const RetentionSheet = lazy(() => import('./RetentionSheet.tsx'))
const RetimeView = lazy(() => import('./RetimeView.tsx'))
const BreakSheet = lazy(() => import('./BreakSheet.tsx'))

type Open = 'tune' | 'choose' | 'retime' | 'away' | null

/** The settings' section on the scheduler itself: fitting it to the learner, and help with the one number to choose. */
export function Tuning() {
  const [open, setOpen] = createSignal<Open>(null)
  return (
    <section aria-labelledby="tuning">
      <h2 id="tuning">{words.title}</h2>
      <div class="paper">
        <Line title={words.tune} text={words.tuneText} onOpen={() => setOpen('tune')} />
        <Line title={words.choose} text={words.chooseText} onOpen={() => setOpen('choose')} />
        <Line title={moves.retime} text={moves.retimeText} onOpen={() => setOpen('retime')} />
        <Line title={moves.away} text={moves.awayText} onOpen={() => setOpen('away')} />
      </div>
      <TuneSheet open={open() === 'tune'} onClose={() => setOpen(null)} />
      <Sheet open={open() === 'choose'} title={words.choose} onClose={() => setOpen(null)}>
        <Suspense>
          <RetentionSheet />
        </Suspense>
      </Sheet>
      <Sheet open={open() === 'retime'} title={moves.retime} onClose={() => setOpen(null)}>
        <Suspense>
          <RetimeView scope={EVERYWHERE} />
        </Suspense>
      </Sheet>
      <Sheet open={open() === 'away'} title={moves.away} onClose={() => setOpen(null)}>
        <Suspense>
          <BreakSheet />
        </Suspense>
      </Sheet>
    </section>
  )
}

/** A banner that says, unasked, that a better fit was found; it shows nothing until then. */
export function TuningOffer() {
  const offer = createTuningOffer()
  const [dismissed, setDismissed] = createSignal(false)
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Show when={!dismissed() && offer()}>
        {(better) => (
          <Banner
            tone="info"
            icon="chart-line-up"
            title={words.offer}
            text={words.offerText(better().reviews)}
            action={{ label: words.see, onPress: () => setOpen(true) }}
            onDismiss={() => setDismissed(true)}
          />
        )}
      </Show>
      <TuneSheet
        open={open()}
        onClose={() => {
          setOpen(false)
          setDismissed(true)
        }}
      />
    </>
  )
}

function TuneSheet(props: { open: boolean; onClose: () => void }) {
  return (
    <Sheet open={props.open} title={words.tune} onClose={props.onClose}>
      <Suspense>
        <TuningSheet />
      </Suspense>
    </Sheet>
  )
}

function Line(props: { title: string; text: string; onOpen: () => void }) {
  return (
    <div class="line">
      <span>
        <b>{props.title}</b>
        <small>{props.text}</small>
      </span>
      <button
        type="button"
        class="btn"
        aria-haspopup="dialog"
        aria-label={`${words.open}: ${props.title}`}
        onClick={() => props.onOpen()}
      >
        {words.open}
      </button>
    </div>
  )
}
