import '../styles/forms.css'
import { Icon } from './Icon.tsx'

/** A checkbox of 44 px whose name is read out, not shown: it stands beside what it is about. */
export function Tick(props: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="check">
      <input
        class="sr"
        type="checkbox"
        checked={props.on}
        aria-label={props.label}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <i aria-hidden="true">
        <Icon name="check" size="s" />
      </i>
    </label>
  )
}
