import type { IconName } from '../icons.ts'
import { Icon } from './Icon.tsx'

/** One of several ways to do a thing: what it is, and in small what it comes to. */
export function OptRow(props: {
  icon: IconName
  label: string
  note: string
  disabled?: boolean
  /** Of a row that shows more below it. */
  expanded?: boolean
  onPress: () => void
}) {
  return (
    <button
      type="button"
      class="opt-row"
      disabled={props.disabled ?? false}
      aria-expanded={props.expanded}
      onClick={() => props.onPress()}
    >
      <Icon name={props.icon} />
      <span>
        {props.label}
        <small dir="auto">{props.note}</small>
      </span>
      <Icon name="caret-right" />
    </button>
  )
}
