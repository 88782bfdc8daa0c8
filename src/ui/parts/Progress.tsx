import '../styles/progress.css'
/** `done` of `max`; empty while `max` is zero. */
export function Progress(props: { done: number; max: number; label: string }) {
  const share = () => (props.max === 0 ? 0 : (100 * Math.min(props.done, props.max)) / props.max)
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={props.max}
      aria-valuenow={props.done}
    >
      <span style={{ '--n': share() }} />
    </div>
  )
}
