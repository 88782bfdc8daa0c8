import './styles/occlusion.css'
import { createSignal, For, Show } from 'solid-js'
import { addMedium, createMedium, type MediumProblem } from '../app/media.ts'
import { useServices } from '../app/services.ts'
import { PICTURE_TYPES } from '../domain/mediaTypes.ts'
import type { NoteFields } from '../domain/noteFields.ts'
import { LEAST_PERCENT, type Shape } from '../domain/occlusion.ts'
import { addShape, changeShape } from '../domain/occlusionEdit.ts'
import { media } from './messages/media.ts'
import { note as words } from './messages/note.ts'
import { Field } from './parts/Field.tsx'
import { IconButton } from './parts/IconButton.tsx'
import { boxStyle } from './parts/OcclusionFace.tsx'
import { Segmented } from './parts/Segmented.tsx'

type OcclusionEditorProps = { fields: NoteFields; lang: string; onChange: (change: Partial<NoteFields>) => void }

/** A step of an arrow key, in percent. */
const STEP = 1
const START_BOX = { x: 40, y: 40, width: 20, height: 15 }

/** A picture to choose and boxes to lay over it, by finger, mouse or keys. */
export default function OcclusionEditor(props: OcclusionEditorProps) {
  const services = useServices()
  const [problem, setProblem] = createSignal<MediumProblem | null>(null)
  let input: HTMLInputElement | undefined
  const choose = async (file: File | undefined) => {
    if (!file) return
    const added = PICTURE_TYPES.includes(file.type)
      ? await addMedium(services, file)
      : ({ ok: false, error: 'other-type' } as const)
    setProblem(added.ok ? null : added.error)
    if (added.ok) props.onChange({ picture: added.value })
  }
  const setShapes = (shapes: readonly Shape[]) => props.onChange({ shapes })
  const remove = (id: number) => setShapes(props.fields.shapes.filter((shape) => shape.id !== id))
  return (
    <div class="note-form">
      <input
        ref={input}
        type="file"
        hidden
        accept={PICTURE_TYPES.join(',')}
        onChange={(event) => void choose(event.currentTarget.files?.[0])}
      />
      <button type="button" class="btn" onClick={() => input?.click()}>
        {props.fields.picture ? words.otherPicture : words.picture}
      </button>
      <Show when={problem()}>
        {(known) => (
          <p class="error" role="alert">
            {media.problems[known()]}
          </p>
        )}
      </Show>
      <Show when={props.fields.picture}>
        <Canvas fields={props.fields} onShapes={setShapes} onRemove={remove} />
        <p class="small muted">{words.occlusionHelp}</p>
        <button type="button" class="btn" onClick={() => setShapes(addShape(props.fields.shapes, START_BOX))}>
          {words.addBox}
        </button>
        <ol class="box-list">
          <For each={props.fields.shapes.map((shape) => shape.id)}>
            {(id, index) => (
              <li>
                <Field label={words.boxLabel(index() + 1)}>
                  {(control) => (
                    <input
                      class="input serif"
                      dir="auto"
                      lang={props.lang}
                      maxlength="500"
                      {...control}
                      value={props.fields.shapes.find((shape) => shape.id === id)?.label ?? ''}
                      onInput={(event) =>
                        setShapes(changeShape(props.fields.shapes, id, { label: event.currentTarget.value }))
                      }
                    />
                  )}
                </Field>
                <IconButton icon="trash" label={words.removeBox(index() + 1)} onPress={() => remove(id)} />
              </li>
            )}
          </For>
        </ol>
        <div class="field">
          <span>{words.mode}</span>
          <Segmented
            label={words.mode}
            options={(['hideAll', 'hideOne'] as const).map((value) => ({ value, label: words.modes[value] }))}
            value={props.fields.mode}
            onChange={(mode) => props.onChange({ mode })}
          />
        </div>
      </Show>
    </div>
  )
}

type Box = Omit<Shape, 'id' | 'label'>
type Point = { readonly x: number; readonly y: number }
/** What a finger is about: a box that it draws, or one that it moves. */
type Drag = { readonly from: Point; readonly box: Box; readonly id: number | null }

function Canvas(props: {
  fields: NoteFields
  onShapes: (shapes: readonly Shape[]) => void
  onRemove: (id: number) => void
}) {
  const medium = createMedium(() => props.fields.picture)
  const [drag, setDrag] = createSignal<Drag | null>(null)
  let canvas: HTMLDivElement | undefined

  const pointOf = (event: PointerEvent): Point => {
    const area = canvas?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1)
    const share = (value: number, size: number) => Math.min(Math.max((value / size) * 100, 0), 100)
    return { x: share(event.clientX - area.left, area.width), y: share(event.clientY - area.top, area.height) }
  }
  const start = (event: PointerEvent, shape: Shape | null) => {
    if (event.button !== 0) return
    event.stopPropagation()
    canvas?.setPointerCapture(event.pointerId)
    const from = pointOf(event)
    setDrag({ from, id: shape?.id ?? null, box: shape ?? { ...from, width: 0, height: 0 } })
  }
  const move = (event: PointerEvent) => {
    const now = drag()
    if (!now) return
    const at = pointOf(event)
    if (now.id === null) setDrag({ ...now, box: between(now.from, at) })
    else {
      const shift = { x: now.box.x + at.x - now.from.x, y: now.box.y + at.y - now.from.y }
      props.onShapes(changeShape(props.fields.shapes, now.id, shift))
    }
  }
  const end = () => {
    const now = drag()
    setDrag(null)
    if (now?.id === null && now.box.width >= LEAST_PERCENT && now.box.height >= LEAST_PERCENT)
      props.onShapes(addShape(props.fields.shapes, now.box))
  }
  const onKey = (event: KeyboardEvent, id: number) => {
    const shape = props.fields.shapes.find((each) => each.id === id)
    const by = ARROWS[event.key]
    if (!shape) return
    if (event.key === 'Delete' || event.key === 'Backspace') props.onRemove(id)
    else if (by && event.shiftKey)
      props.onShapes(changeShape(props.fields.shapes, id, { width: shape.width + by.x, height: shape.height + by.y }))
    else if (by) props.onShapes(changeShape(props.fields.shapes, id, { x: shape.x + by.x, y: shape.y + by.y }))
    else return
    event.preventDefault()
  }
  return (
    <Show when={medium()}>
      {(picture) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset does not take the size of its picture
        <div
          ref={canvas}
          class="occlusion edited"
          role="group"
          aria-label={words.canvas}
          onPointerDown={(event) => start(event, null)}
          onPointerMove={move}
          onPointerUp={end}
          onPointerCancel={() => setDrag(null)}
        >
          <img src={picture().url} alt="" draggable={false} />
          <For each={props.fields.shapes.map((shape) => shape.id)}>
            {(id, index) => (
              <button
                type="button"
                class="box"
                aria-label={words.box(index() + 1)}
                style={boxStyle(props.fields.shapes.find((shape) => shape.id === id) ?? START_BOX)}
                onPointerDown={(event) => start(event, props.fields.shapes.find((shape) => shape.id === id) ?? null)}
                onKeyDown={(event) => onKey(event, id)}
              >
                {index() + 1}
              </button>
            )}
          </For>
          <Show when={drag()?.id === null && drag()}>
            {(now) => <span class="box draft" style={boxStyle(now().box)} />}
          </Show>
        </div>
      )}
    </Show>
  )
}

const ARROWS: Readonly<Record<string, Point | undefined>> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
}

const between = (a: Point, b: Point): Box => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
})
