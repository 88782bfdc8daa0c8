import '../styles/wordmark.css'
import { Show } from 'solid-js'
import { t } from '../messages.ts'

/** The name with *cite* highlighted: a link home, or plain text without `href`. */
export function Wordmark(props: { href?: string }) {
  const name = (
    <>
      Re<b>cite</b>
    </>
  )
  return (
    <Show
      when={props.href}
      fallback={
        <span class="wordmark" dir="ltr">
          {name}
        </span>
      }
    >
      {(href) => (
        <a class="wordmark" dir="ltr" href={href()} aria-label={t.home}>
          {name}
        </a>
      )}
    </Show>
  )
}
