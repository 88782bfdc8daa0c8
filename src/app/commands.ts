import { onCleanup, onMount } from 'solid-js'

/** One thing the keyboard can do on a screen: the keys, menus and help all come from the same table. */
export type Command = {
  readonly id: string
  /** `KeyboardEvent.key` values, letters in lower case; `Ctrl+z` for a chord. */
  readonly keys: readonly string[]
  readonly label: string
  /** False while the command makes no sense; its keys then do nothing. */
  readonly enabled?: () => boolean
  /** Done once however long the key is held down. */
  readonly once?: boolean
  readonly run: () => void
}

/**
 * Listens for a screen's commands while it is shown. Keys are left alone while typing in a field, with a dialog open,
 * or on a control that uses the key itself; single letters also when the learner turned them off.
 */
export function createCommands(commands: () => readonly Command[], singleKeys: () => boolean): void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isTaken(event)) return
    const pressed = pressedKey(event)
    if (event.altKey || (!singleKeys() && pressed.length === 1 && pressed !== ' ')) return
    const command = commands().find((each) => each.keys.includes(pressed) && each.enabled?.() !== false)
    if (!command) return
    event.preventDefault()
    if (!(command.once && event.repeat)) command.run()
  }
  onMount(() => document.addEventListener('keydown', onKeyDown))
  onCleanup(() => document.removeEventListener('keydown', onKeyDown))
}

/** A press as commands name their keys. */
export const pressedKey = (event: KeyboardEvent): string =>
  (event.ctrlKey || event.metaKey ? 'Ctrl+' : '') + normalKey(event.key)

const normalKey = (key: string): string => (key.length === 1 ? key.toLowerCase() : key)

function isTaken(event: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]')) return true
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName)) return true
  if (target instanceof HTMLInputElement && !/^(checkbox|radio|button)$/.test(target.type)) return true
  return (event.key === ' ' || event.key === 'Enter') && /^(BUTTON|A|INPUT|SUMMARY)$/.test(target.tagName)
}
