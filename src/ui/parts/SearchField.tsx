import '../styles/forms.css'
import { Icon } from './Icon.tsx'

export function SearchField(props: {
  label: string
  placeholder: string
  value: string
  onInput: (value: string) => void
}) {
  return (
    <label class="search">
      <span class="sr">{props.label}</span>
      <Icon name="magnifying-glass" />
      <input
        class="input"
        type="search"
        placeholder={props.placeholder}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </label>
  )
}
