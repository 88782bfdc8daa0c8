import { useNavigate } from '@solidjs/router'
import type { JSX } from 'solid-js'
import { safetyMark } from '../app/safetyMark.ts'
import { t } from './messages.ts'
import { AppFrame, type Tab, type TabName } from './parts/AppFrame.tsx'
import { Icon } from './parts/Icon.tsx'
import { IconLink } from './parts/IconButton.tsx'
import { Wordmark } from './parts/Wordmark.tsx'

const TABS: readonly Tab[] = [
  { name: 'today', href: '#/' },
  { name: 'decks', href: '#/decks' },
  { name: 'create', href: '#/create' },
  { name: 'quiz', href: '#/quiz' },
  { name: 'stats', href: '#/stats' },
]

/** A page with the app's tabs. */
export function PageFrame(props: { current: TabName | null; children: JSX.Element }) {
  return (
    <AppFrame
      tabs={TABS}
      current={props.current}
      homeHref="#/"
      foot={
        <>
          <p>
            <Icon name="cloud-check" size="s" /> {t.worksOffline}
          </p>
          <p>
            <Icon name="hard-drive" size="s" /> {t.storedHere}
          </p>
        </>
      }
    >
      {props.children}
    </AppFrame>
  )
}

/** The head of a top-level page: the wordmark on a phone, and the way to the settings. */
export function HomeHead() {
  return (
    <header class="head">
      <Wordmark href="#/" />
      <div class="tools">
        <IconLink
          icon={safetyMark() === 'well' ? 'cloud-check' : 'cloud-warning'}
          label={safetyMark() === 'well' ? t.safety : t.safetyLook}
          href="#/safety"
        />
        <IconLink icon="gear-six" label={t.settings} href="#/settings" />
      </div>
    </header>
  )
}

/** The head of a page below another: the way back, and tools at the end. */
export function BackHead(props: { href: string; children?: JSX.Element }) {
  return (
    <header class="head back">
      <IconLink icon="caret-left" label={t.back} href={props.href} />
      <span class="tools">{props.children}</span>
    </header>
  )
}

/** Goes to one of the app's own pages; `#/study` as in links. `replace` leaves no way back to the page left. */
export function useGo(): (href: string, replace?: boolean) => void {
  const navigate = useNavigate()
  return (href, replace = false) => navigate(href.replace(/^#/, ''), { replace })
}
