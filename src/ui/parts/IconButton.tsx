import type { IconName } from '../icons.ts'
import { Icon } from './Icon.tsx'

type IconButtonProps = {
  icon: IconName
  /** What it does: read out, and shown on hover. */
  label: string
  pressed?: boolean
  disabled?: boolean
  shortcut?: string
  onPress: () => void
}

export function IconButton(props: IconButtonProps) {
  return (
    <button
      type="button"
      class="icon-btn"
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.pressed}
      aria-keyshortcuts={props.shortcut}
      disabled={props.disabled}
      onClick={() => props.onPress()}
    >
      <Icon name={props.icon} />
    </button>
  )
}

export function IconLink(props: { icon: IconName; label: string; href: string }) {
  return (
    <a class="icon-btn" aria-label={props.label} title={props.label} href={props.href}>
      <Icon name={props.icon} />
    </a>
  )
}
