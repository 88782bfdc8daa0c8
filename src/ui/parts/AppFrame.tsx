import '../styles/appFrame.css'
import type { JSX } from 'solid-js'
import { For } from 'solid-js'
import type { IconName } from '../icons.ts'
import { t } from '../messages.ts'
import { Icon } from './Icon.tsx'
import { Wordmark } from './Wordmark.tsx'

export type TabName = keyof typeof t.tabs

export type Tab = { readonly name: TabName; readonly href: string }

const TAB_ICONS = {
  today: 'house',
  decks: 'cards-three',
  create: 'highlighter',
  quiz: 'exam',
  stats: 'chart-line-up',
} as const satisfies Record<TabName, IconName>

type AppFrameProps = {
  tabs: readonly Tab[]
  current: TabName | null
  homeHref: string
  /** Lines at the foot of the side bar, desktop only: `<p>` elements. */
  foot?: JSX.Element
  children: JSX.Element
}

/** Main with its tabs: a bar under the thumb on a phone, at the side on a desktop. */
export function AppFrame(props: AppFrameProps) {
  return (
    <div class="app">
      <main id="main">{props.children}</main>
      <nav class="nav" aria-label={t.nav}>
        <div class="desk">
          <Wordmark href={props.homeHref} />
        </div>
        <ul>
          <For each={props.tabs}>
            {(tab) => (
              <li>
                <a href={tab.href} aria-current={tab.name === props.current ? 'page' : undefined}>
                  <Icon
                    size="l"
                    name={tab.name === props.current ? `${TAB_ICONS[tab.name]}-fill` : TAB_ICONS[tab.name]}
                  />
                  <span>{t.tabs[tab.name]}</span>
                </a>
              </li>
            )}
          </For>
        </ul>
        <div class="desk foot">{props.foot}</div>
      </nav>
    </div>
  )
}
