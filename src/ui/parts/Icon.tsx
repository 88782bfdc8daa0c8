import type { IconName } from '../icons.ts'

/** Those that point somewhere turn round in right-to-left text. */
const POINTING = /^(caret|arrow)-(left|right|u-up-left|square-out)/

/** A picture beside a word. Where it stands alone, the button around it carries the name. */
export function Icon(props: { name: IconName; size?: 's' | 'l'; class?: string }) {
  const classes = () =>
    `i${props.size ? ` i-${props.size}` : ''}${POINTING.test(props.name) ? ' flip' : ''}${props.class ? ` ${props.class}` : ''}`
  return (
    <svg class={classes()} viewBox="0 0 256 256" aria-hidden="true">
      <use href={`${import.meta.env.BASE_URL}icons.svg#${props.name}`} />
    </svg>
  )
}
