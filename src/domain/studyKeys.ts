/** What a learner can do while studying, each with the keys that do it. */
export type StudyCommandId =
  | 'show'
  | 'again'
  | 'hard'
  | 'good'
  | 'easy'
  | 'hint'
  | 'undo'
  | 'source'
  | 'edit'
  | 'info'
  | 'flag'
  | 'mark'
  | 'bury'
  | 'buryNote'
  | 'suspend'
  | 'replay'
  | 'menu'
  | 'help'
  | 'close'

/** Keys as `KeyboardEvent.key` names them, letters in lower case, `Ctrl+z` for a chord. */
export type KeyMap = Readonly<Partial<Record<StudyCommandId, readonly string[]>>>

type StudyKey = {
  readonly id: StudyCommandId
  readonly keys: readonly string[]
  /** When it can be done: two commands that never can at the same time may share a key. */
  readonly when: 'question' | 'answer' | 'card' | 'always'
}

/** In the order of menus and of help. */
export const STUDY_KEYS: readonly StudyKey[] = [
  { id: 'show', keys: [' ', 'Enter'], when: 'question' },
  { id: 'again', keys: ['1'], when: 'answer' },
  { id: 'hard', keys: ['2'], when: 'answer' },
  { id: 'good', keys: ['3', ' ', 'Enter'], when: 'answer' },
  { id: 'easy', keys: ['4'], when: 'answer' },
  { id: 'hint', keys: ['h'], when: 'question' },
  { id: 'undo', keys: ['z', 'u', 'Ctrl+z'], when: 'always' },
  { id: 'source', keys: ['o'], when: 'card' },
  { id: 'edit', keys: ['e'], when: 'card' },
  { id: 'info', keys: ['i'], when: 'card' },
  { id: 'flag', keys: ['f'], when: 'card' },
  { id: 'mark', keys: ['*'], when: 'card' },
  { id: 'bury', keys: ['-'], when: 'card' },
  { id: 'buryNote', keys: ['='], when: 'card' },
  { id: 'suspend', keys: ['@'], when: 'card' },
  { id: 'replay', keys: ['r'], when: 'card' },
  { id: 'menu', keys: ['m'], when: 'always' },
  { id: 'help', keys: ['?'], when: 'always' },
  { id: 'close', keys: ['Escape'], when: 'always' },
]

/** Two buttons stand on the first two number keys, whatever they are without. */
export const TWO_BUTTON_KEYS: KeyMap = { again: ['1'], good: ['2', ' ', 'Enter'] }

const isStudyCommand = (id: string): id is StudyCommandId => STUDY_KEYS.some((own) => own.id === id)

/** The keys in force: the learner's own where there are any. */
export function keysOf(id: StudyCommandId, own: KeyMap): readonly string[] {
  return own[id] ?? STUDY_KEYS.find((command) => command.id === id)?.keys ?? []
}

/** The other command that a key does at a time when this one could be meant; null where there is none. */
export function clashOf(id: StudyCommandId, key: string, own: KeyMap): StudyCommandId | null {
  const mine = STUDY_KEYS.find((command) => command.id === id)
  const other = STUDY_KEYS.find(
    (command) => command.id !== id && mine && meet(command.when, mine.when) && keysOf(command.id, own).includes(key),
  )
  return other?.id ?? null
}

/**
 * Own keys of which none clash. Two devices may each have given a key: of commands that came to one key `changed`, the
 * one that was changed last, has it, and the other its usual keys again.
 */
export function unclashed(own: KeyMap, changed: StudyCommandId): KeyMap {
  const clashing = STUDY_KEYS.flatMap(({ id }) => keysOf(id, own).flatMap((key) => clashOf(id, key, own) ?? []))
  const given = clashing.filter((id) => own[id])
  const gives = given.find((id) => id !== changed) ?? given[0]
  if (gives === undefined) return own
  const { [gives]: _given, ...rest } = own
  return unclashed(rest, changed)
}

/** Keys that move the focus or are no key by themselves cannot do anything else. */
export const isUsableKey = (key: string): boolean =>
  key !== '' && key.length <= LONGEST_KEY && !UNUSABLE.has(key) && !/^(?:Ctrl\+)?Arrow/.test(key)

/** The part of a map that is in order; what clashes or is not known is left out, and the usual keys hold. */
export function validKeys(value: unknown): KeyMap {
  if (typeof value !== 'object' || value === null) return {}
  let valid: KeyMap = {}
  for (const [id, keys] of Object.entries(value)) {
    if (!isStudyCommand(id) || !Array.isArray(keys) || keys.length === 0 || keys.length > MOST_KEYS) continue
    const named = keys.filter((key): key is string => typeof key === 'string' && isUsableKey(key))
    if (named.length === keys.length) valid = { ...valid, [id]: named }
  }
  return valid
}

const LONGEST_KEY = 24
const MOST_KEYS = 4
const UNUSABLE = new Set(['Tab', 'Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Dead', 'Unidentified'])

type When = StudyKey['when']

function meet(a: When, b: When): boolean {
  if (a === 'always' || b === 'always') return true
  return a === 'card' || b === 'card' || a === b
}
