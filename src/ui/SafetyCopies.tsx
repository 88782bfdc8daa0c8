import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { type Copy, canChooseFolder, forgetFolder, pickFolder, unlockFolder } from '../app/copies.ts'
import type { CopyPlace } from '../app/copyPlace.ts'
import type { Safety, SafetyState } from '../app/safety.ts'
import { toInstant } from '../domain/time.ts'
import { dateAndTime } from './format.ts'
import { safety as words } from './messages/safety.ts'

/** So many are listed until all are asked for. */
const SHOWN = 5

/** Where the rolling copies go, and each of them with the way back to it. */
export function SafetyCopies(props: { now: Safety; state: SafetyState }) {
  const [said, setSaid] = createSignal('')
  const [showsAll, setShowsAll] = createSignal(false)
  const place = () => props.now.place
  const locked = () => {
    const at = place()
    return at.kind === 'locked' ? at : undefined
  }
  const copies = () => (showsAll() ? props.now.copies : props.now.copies.slice(0, SHOWN))

  async function copy(): Promise<void> {
    if (props.state.busy() !== null) return
    setSaid(words.copying)
    const done = await props.state.copyNow().catch(() => false)
    setSaid(done ? words.copied : words.copyFailed)
  }

  /** Does something to the folder and, when it went through, makes the first copy there. */
  async function change(work: () => Promise<boolean>): Promise<void> {
    const done = await work().catch(() => false)
    props.state.readAgain()
    if (done) await copy()
  }

  const stop = async () => {
    await forgetFolder()
    props.state.readAgain()
  }

  return (
    <section aria-labelledby="copies">
      <h2 id="copies">{words.copies}</h2>
      <div class="paper">
        <div class="line">
          <small>{placeWords(place())}</small>
          <span class="acts">
            <Switch>
              <Match when={locked()}>
                {(at) => (
                  <button type="button" class="btn" onClick={() => void change(() => unlockFolder(at().handle))}>
                    {words.unlock}
                  </button>
                )}
              </Match>
              <Match when={place().kind !== 'none'}>
                <button type="button" class="btn" onClick={() => void copy()}>
                  {words.copyNow}
                </button>
              </Match>
            </Switch>
            <Show when={canChooseFolder()}>
              <button type="button" class="btn" onClick={() => void change(pickFolder)}>
                {place().kind === 'private' || place().kind === 'none' ? words.chooseFolder : words.otherFolder}
              </button>
            </Show>
            <Show when={place().kind === 'folder' || place().kind === 'locked'}>
              <button type="button" class="btn quiet" onClick={() => void stop()}>
                {words.stopFolder}
              </button>
            </Show>
          </span>
        </div>
        <For each={copies()}>
          {(one) => (
            <div class="line copy">
              <span>{copyWords(one)}</span>
              <a
                class="btn quiet"
                href={`#/open?copy=${encodeURIComponent(one.name)}`}
                aria-label={`${words.goBack}: ${copyWords(one)}`}
              >
                {words.goBack}
              </a>
            </div>
          )}
        </For>
        <Show when={props.now.copies.length > SHOWN && !showsAll()}>
          <div class="line">
            <button type="button" class="btn quiet" onClick={() => setShowsAll(true)}>
              {words.showAll(props.now.copies.length)}
            </button>
          </div>
        </Show>
      </div>
      <p role="status" class="said">
        {said()}
      </p>
      <a class="btn" href="#/open">
        {words.restoreFile}
      </a>
    </section>
  )
}

function placeWords(place: CopyPlace): string {
  switch (place.kind) {
    case 'folder':
      return words.folderYes(place.name)
    case 'locked':
      return words.folderLocked(place.name)
    case 'private':
      return words.private
    case 'none':
      return words.none
  }
}

function copyWords(copy: Copy): string {
  const when = dateAndTime(toInstant(copy.at))
  if (copy.kind === 'daily') return words.copyOf(when, copy.size)
  return (copy.kind === 'before-update' ? words.beforeUpdate : words.beforeRestore)(when, copy.size)
}
