import '../styles/occlusion.css'
import { For, Show } from 'solid-js'
import { createMedium } from '../../app/media.ts'
import type { Shape } from '../../domain/occlusion.ts'
import { coveredShapes, type OcclusionView } from '../../domain/occlusionView.ts'
import { media } from '../messages/media.ts'
import { occlusion as words } from '../messages/occlusion.ts'

/** A picture with its boxes; the one that is asked for opens with the answer. */
export default function OcclusionFace(props: { view: OcclusionView; open: boolean }) {
  const medium = createMedium(() => props.view.picture)
  const number = () => props.view.shapes.indexOf(props.view.asked) + 1
  const alt = () => (props.open ? words.open : words.covered)(number(), props.view.shapes.length)
  return (
    <Show
      when={medium()}
      fallback={
        <Show when={medium.state === 'ready'}>
          <p class="muted">{media.missing('')}</p>
        </Show>
      }
    >
      {(picture) => (
        <div class="occlusion">
          <img src={picture().url} alt={alt()} />
          <For each={coveredShapes(props.view)}>
            {(shape) => (
              <span
                class="box"
                classList={{ asked: shape === props.view.asked, open: props.open && shape === props.view.asked }}
                style={boxStyle(shape)}
                aria-hidden="true"
              />
            )}
          </For>
        </div>
      )}
    </Show>
  )
}

/** Percents of the picture, whatever its size on the screen. */
export const boxStyle = ({ x, y, width, height }: Omit<Shape, 'id' | 'label'>) => ({
  '--x': `${x}%`,
  '--y': `${y}%`,
  '--w': `${width}%`,
  '--h': `${height}%`,
})
