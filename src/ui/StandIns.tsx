import './styles/standIns.css'
import { createSignal, Show } from 'solid-js'
import type { DeckToday } from '../app/today.ts'
import { deckPath } from './deckPath.ts'
import { list } from './format.ts'
import { safety as words } from './messages/safety.ts'
import { t } from './messages.ts'
import { Banner } from './parts/Banner.tsx'

/** Until the page is loaded anew. */
const [isDismissed, setDismissed] = createSignal(false)

/** Says of decks whose own record is lost what stands in for them, and what brings them back. */
export default function StandIns(props: { decks: readonly DeckToday[] }) {
  const titles = () => props.decks.flatMap(({ info }) => (info.standIn ? [`“${deckPath(info.title)}”`] : []))
  return (
    <Show when={!isDismissed()}>
      <div class="stand-ins">
        <Banner
          tone="warn"
          icon="warning"
          title={words.standIns(titles().length)}
          text={words.standInsText(list(titles()), titles().length)}
          onDismiss={() => setDismissed(true)}
          actions={
            <>
              <a class="btn" href="#/safety">
                {t.safety}
              </a>
              <a class="btn" href="#/open">
                {words.restoreFile}
              </a>
            </>
          }
        />
      </div>
    </Show>
  )
}
