import { wholeOf } from './cells.ts'
import type { Cell } from './collection.ts'
import { asJson } from './model.ts'
import { longIn, type Message, messagesIn, numberIn, textIn } from './proto.ts'

/** What protobuf keeps of a note type (`notetypes.proto`), under the names that schema 11 has for it. */

const other = (message: Message): object => {
  try {
    return asJson(JSON.parse(textIn(message, 255) || '{}'))
  } catch {
    return {}
  }
}

const idOf = (message: Message, field: number): object => {
  const id = longIn(message, field)
  return id === null ? {} : { id }
}

const isOn = (message: Message, field: number): boolean => numberIn(message, field, 0) !== 0

export function modelKept(message: Message, changed: Cell | undefined) {
  const stock = numberIn(message, 9, 0)
  const original = longIn(message, 10)
  return {
    ...other(message),
    mod: wholeOf(changed),
    usn: -1,
    sortf: numberIn(message, 2, 0),
    did: null,
    latexPre: textIn(message, 5),
    latexPost: textIn(message, 6),
    latexsvg: isOn(message, 7),
    req: messagesIn(message, 8).map((one) => [
      numberIn(one, 1, 0),
      ['none', 'any', 'all'][numberIn(one, 2, 0)] ?? 'none',
      ordinalsIn(one, 3),
    ]),
    ...(stock > 0 && { originalStockKind: stock }),
    ...(original !== null && { originalId: Number(original) }),
  }
}

export const fieldKept = (message: Message) => ({
  ...other(message),
  ...idOf(message, 9),
  sticky: isOn(message, 1),
  rtl: isOn(message, 2),
  font: textIn(message, 3),
  size: numberIn(message, 4, 20),
  description: textIn(message, 5),
  plainText: isOn(message, 6),
  collapsed: isOn(message, 7),
  excludeFromSearch: isOn(message, 8),
  preventDeletion: isOn(message, 11),
  ...(message.has(10) && { tag: numberIn(message, 10, 0) }),
})

export const templateKept = (message: Message) => ({
  ...other(message),
  ...idOf(message, 8),
  bqfmt: textIn(message, 3),
  bafmt: textIn(message, 4),
  did: numberIn(message, 5, 0) || null,
  bfont: textIn(message, 6),
  bsize: numberIn(message, 7, 0),
})

/** Small numbers, packed together or one by one. */
const ordinalsIn = (message: Message, field: number): readonly number[] =>
  (message.get(field) ?? []).flatMap((value) => (value instanceof Uint8Array ? [...value] : [Number(value)]))
