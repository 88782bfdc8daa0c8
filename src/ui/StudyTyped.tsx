import { createMemo, type JSX, Show } from 'solid-js'
import type { Typing } from '../app/typing.ts'
import { fieldCount, tally } from '../domain/typedCard.ts'
import type { CardFace } from './parts/CardSides.tsx'
import { TypedFields, TypedGaps } from './parts/TypedFields.tsx'
import { TypedResult } from './parts/TypedResult.tsx'

type TypedSlots = {
  readonly fields: () => (() => JSX.Element) | null
  readonly gaps: () => (() => JSX.Element) | null
  readonly result: () => (() => JSX.Element) | null
}

/** What an index card shows in its places for a typed answer; null where it has none. */
export function createTypedSlots(from: {
  typing: Typing
  face: () => CardFace | null | undefined
  language: () => string
}): TypedSlots {
  const { typing, face, language } = from
  const kind = createMemo(() => typing.ask()?.kind ?? null)
  const count = () => {
    const ask = typing.ask()
    return ask ? fieldCount(ask) : 0
  }
  const parts = () => {
    const shown = face()
    return shown?.kind === 'cloze' ? shown.parts : []
  }
  const isChecked = createMemo(() => typing.checked() !== null)
  const fields = () => (
    <TypedFields
      count={count()}
      texts={typing.texts()}
      lang={language()}
      onInput={typing.write}
      onCheck={typing.check}
    />
  )
  const gaps = () => (
    <TypedGaps parts={parts()} texts={typing.texts()} lang={language()} onInput={typing.write} onCheck={typing.check} />
  )
  const result = () => (
    <Show when={typing.checked()}>
      {(check) => (
        <TypedResult
          check={check()}
          outcome={typing.outcome() ?? 'nothing'}
          {...tally(check())}
          lang={language()}
          folding={typing.folding()}
          canAccept={typing.canAccept()}
          onOverturn={typing.overturn}
        />
      )}
    </Show>
  )
  return {
    fields: () => (kind() === 'one' || kind() === 'list' ? fields : null),
    gaps: () => (kind() === 'gaps' ? gaps : null),
    result: () => (isChecked() ? result : null),
  }
}
