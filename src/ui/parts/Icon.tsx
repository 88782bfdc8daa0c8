import { FIRST_ICONS, type IconName } from '../icons.ts'

const FIRST: ReadonlySet<IconName> = new Set(FIRST_ICONS)

/** Those that point somewhere turn round in right-to-left text. */
const POINTING = /^(caret|arrow)-(left|right|u-up-left|square-out)/

/** A picture beside a word. Where it stands alone, the button around it carries the name. */
export function Icon(props: { name: IconName; size?: 's' | 'l'; class?: string }) {
  const classes = () =>
    `i${props.size ? ` i-${props.size}` : ''}${POINTING.test(props.name) ? ' flip' : ''}${props.class ? ` ${props.class}` : ''}`
  return (
    <svg class={classes()} viewBox="0 0 256 256" aria-hidden="true">
      <use href={`${import.meta.env.BASE_URL}${FIRST.has(props.name) ? 'icons' : 'more-icons'}.svg#${props.name}`} />
    </svg>
  )
}
