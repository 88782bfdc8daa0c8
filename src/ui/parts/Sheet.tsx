import '../styles/dialog.css'
import type { JSX } from 'solid-js'
import { createEffect, createUniqueId, Show } from 'solid-js'
import { t } from '../messages.ts'
import { IconButton } from './IconButton.tsx'

type SheetProps = {
  open: boolean
  title: string
  onClose: () => void
  /** Buttons along the foot, the main one last. */
  actions?: JSX.Element
  /** A short question in the middle of a desktop rather than a drawer at its side. */
  confirm?: boolean
  children: JSX.Element
}

/** How far down a finger drags the grip before the sheet lets go, in CSS pixels. */
const SWIPE_PX = 80

/** A modal dialog. The browser keeps the rest inert, closes on Esc and gives focus back; content lives while open. */
export function Sheet(props: SheetProps) {
  let dialog: HTMLDialogElement | undefined
  let startY: number | null = null
  const id = createUniqueId()
  createEffect(() => {
    if (props.open && !dialog?.open) dialog?.showModal()
    else if (!props.open && dialog?.open) dialog.close()
  })
  const onPointerUp = (event: PointerEvent) => {
    if (startY !== null && event.clientY - startY > SWIPE_PX) props.onClose()
    startY = null
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click on the backdrop closes, as Esc does.
    <dialog
      ref={dialog}
      class="sheet"
      classList={{ confirm: props.confirm }}
      aria-labelledby={id}
      onClose={() => props.open && props.onClose()}
      onClick={(event) => isOutside(event) && props.onClose()}
    >
      <Show when={props.open}>
        <div
          class="grab"
          onPointerDown={(event) => {
            startY = event.clientY
            event.currentTarget.setPointerCapture(event.pointerId)
          }}
          onPointerUp={onPointerUp}
        />
        <header>
          <h2 id={id}>{props.title}</h2>
          <Show when={!props.confirm}>
            <IconButton icon="x" label={t.close} onPress={() => props.onClose()} />
          </Show>
        </header>
        {props.children}
        <Show when={props.actions}>{(actions) => <div class="acts">{actions()}</div>}</Show>
      </Show>
    </dialog>
  )
}

/** The backdrop belongs to the dialog element: only the place of a click tells them apart. Keys click at (0, 0). */
function isOutside(event: MouseEvent & { currentTarget: HTMLDialogElement }): boolean {
  if (event.target !== event.currentTarget || event.detail === 0) return false
  const box = event.currentTarget.getBoundingClientRect()
  const across = event.clientX >= box.left && event.clientX <= box.right
  return !(across && event.clientY >= box.top && event.clientY <= box.bottom)
}

type ConfirmProps = {
  open: boolean
  title: string
  text: string
  confirmLabel: string
  danger?: boolean
  onConfirm: () => void
  onClose: () => void
}

/** A question that is answered once: either answer closes it, so that the second tap of two finds nothing to confirm. */
export function Confirm(props: ConfirmProps) {
  const confirm = () => {
    props.onConfirm()
    props.onClose()
  }
  return (
    <Sheet
      open={props.open}
      title={props.title}
      onClose={props.onClose}
      confirm
      actions={
        <>
          <button type="button" class="btn big" onClick={() => props.onClose()}>
            {t.cancel}
          </button>
          <button
            type="button"
            class="btn big"
            classList={{ danger: props.danger, primary: !props.danger }}
            onClick={confirm}
          >
            {props.confirmLabel}
          </button>
        </>
      }
    >
      <p>{props.text}</p>
    </Sheet>
  )
}
