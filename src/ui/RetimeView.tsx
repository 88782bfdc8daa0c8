import { createMoves, type MoveReason } from '../app/moves.ts'
import type { Scope } from '../domain/settings.ts'
import { MovesPreview } from './MovesPreview.tsx'
import { moves as words } from './messages/moves.ts'

/** Cards that are out already, moved to where the settings and weights of now would have put them. */
export default function RetimeView(props: { scope: Scope }) {
  const moves = createMoves((): MoveReason => ({ kind: 'retime', scope: props.scope }))
  return (
    <div class="away">
      <p>{words.retimeText}</p>
      <MovesPreview moves={moves} />
    </div>
  )
}
