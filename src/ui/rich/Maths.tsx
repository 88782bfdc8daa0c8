import { createMemo, onCleanup, Show } from 'solid-js'
import temml from 'temml'
import { makeTexRoom } from './tex.ts'

/** Sizes beyond this, in em, would let a formula cover the page. */
const MOST_EM = 20
const MOST_EXPANSIONS = 500

/** For all that stands on the page: a card is many texts. */
const room = makeTexRoom()

/**
 * A formula as MathML, which the browser itself draws and reads out; one that cannot be read,
 * or that would take too long, is shown as it was typed.
 */
export default function Maths(props: { tex: string; source: string; block: boolean }) {
  const drawn = createMemo(() => {
    const { tex } = props
    if (!room.take(tex)) return null
    onCleanup(() => room.giveBack(tex))
    return draw(tex, props.block)
  })
  return (
    <Show when={drawn()} fallback={<code class="bad-tex">{props.source}</code>}>
      {drawn()}
    </Show>
  )
}

function draw(tex: string, block: boolean): HTMLElement | null {
  const holder = document.createElement('span')
  holder.className = block ? 'maths block' : 'maths'
  try {
    temml.render(tex, holder, {
      displayMode: block,
      throwOnError: true,
      trust: false,
      strict: false,
      maxSize: [MOST_EM, MOST_EM],
      maxExpand: MOST_EXPANSIONS,
    })
    return holder
  } catch {
    return null
  }
}
