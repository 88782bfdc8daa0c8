/** The key that does what a button says: seen by those with a keyboard, no part of the button's name. */
export function KeyHint(props: { name: string }) {
  return (
    <span class="kb" aria-hidden="true">
      <kbd>{props.name}</kbd>
    </span>
  )
}
