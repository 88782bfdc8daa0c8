import './styles/foreign.css'
import { createMemo, For, Match, Show, Switch } from 'solid-js'
import { createAnkiExport, type ExportSubject, type PackState } from '../app/ankiExport.ts'
import { ankiExport as words } from './messages/ankiExport.ts'
import { Banner } from './parts/Banner.tsx'
import { Progress } from './parts/Progress.tsx'
import { Switch as Toggle } from './parts/Switch.tsx'

type AnkiExportProps = { subject: ExportSubject; onDone: () => void }

/** What goes into a package for Anki is said before it is saved. */
export default function AnkiExport(props: AnkiExportProps) {
  const made = createAnkiExport(() => props.subject)
  const pack = () => ready(made.state())?.pack
  // Whether there are any at all: a package without them does not say.
  const hasMedia = createMemo((known: boolean) => known || (pack()?.counts.media ?? 0) > 0, false)
  const counts = () => pack()?.counts
  const about = () => {
    const { versions, source, returned, newer, choose, known } = words.about
    return made.withProgress()
      ? [versions, choose, known, returned, newer, source]
      : [versions, returned, newer, source]
  }
  return (
    <div class="anki-export">
      <div class="inside" role="status">
        <Switch>
          <Match when={packing(made.state())}>
            {(at) => (
              <>
                <p>{words.progress[at().progress.phase]}</p>
                <Progress done={at().progress.share} max={1} label={words.progress[at().progress.phase]} />
              </>
            )}
          </Match>
          <Match when={counts()}>
            {(known) => (
              <Show when={known().notes > 0} fallback={<p>{words.nothing}</p>}>
                <p>
                  <b>{words.inside(known().decks, known().notes, known().cards)}</b>
                </p>
                <p>{words.more(known().media, made.withProgress() ? known().reviews : null)}</p>
                <Show when={known().missing > 0}>
                  <p>{words.missing(known().missing)}</p>
                </Show>
                <Show when={known().leftOut > 0}>
                  <p>{words.leftOut(known().leftOut)}</p>
                </Show>
              </Show>
            )}
          </Match>
        </Switch>
      </div>
      <Show when={made.state().kind === 'failed'}>
        <Banner tone="bad" icon="hard-drive" title={words.failed} text={words.failedText} />
      </Show>
      <Toggle
        label={words.withProgress}
        help={words.withProgressHelp}
        on={made.withProgress()}
        onChange={made.setWithProgress}
      />
      <Show when={hasMedia()}>
        <Toggle label={words.withMedia} help={words.withMediaHelp} on={made.withMedia()} onChange={made.setWithMedia} />
      </Show>
      <h3>{words.aboutTitle}</h3>
      <ul>
        <For each={about()}>{(line) => <li>{line}</li>}</For>
      </ul>
      <button
        type="button"
        class="btn primary big"
        disabled={(counts()?.notes ?? 0) === 0}
        onClick={() => void made.save().then((taken) => taken && props.onDone())}
      >
        {words.save(pack()?.file.size ?? 0)}
      </button>
    </div>
  )
}

const packing = (state: PackState) => (state.kind === 'packing' ? state : undefined)
const ready = (state: PackState) => (state.kind === 'ready' ? state : undefined)
