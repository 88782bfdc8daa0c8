import { createMemo, onCleanup, Show } from 'solid-js'
import { makeTexRoom, sizeOf } from './tex.ts'
import { drawInto, readTex } from './texTree.ts'

/** For all that stands on the page: a card is many texts. */
const room = makeTexRoom()

/**
 * A formula as MathML, which the browser itself draws and reads out; one that cannot be read,
 * or that would take too long, is shown as it was typed.
 */
export default function Maths(props: { tex: string; source: string; block: boolean }) {
  const drawn = createMemo(() => {
    const { tex } = props
    const tree = room.fits(tex) ? readTex(tex, props.block) : null
    if (!tree) return null
    const size = sizeOf(tree)
    if (!room.take(tex, size)) return null
    onCleanup(() => room.giveBack(tex, size))
    const holder = document.createElement('span')
    holder.className = props.block ? 'maths block' : 'maths'
    return drawInto(holder, tree) ? holder : null
  })
  return (
    <Show when={drawn()} fallback={<code class="bad-tex">{props.source}</code>}>
      {drawn()}
    </Show>
  )
}
