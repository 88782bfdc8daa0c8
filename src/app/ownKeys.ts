import { clashOf, type KeyMap, keysOf, type StudyCommandId } from '../domain/studyKeys.ts'
import { useServices } from './services.ts'
import type { Asked } from './settings.ts'

/** A change resolves with the command that the key belongs to already, and is then refused; with null once it holds. */
export type OwnKeys = {
  readonly current: () => KeyMap
  readonly give: (id: StudyCommandId, key: string) => Promise<StudyCommandId | null>
  /** Gives a command its usual keys again. */
  readonly giveBack: (id: StudyCommandId) => Promise<StudyCommandId | null>
  readonly giveAllBack: () => Promise<void>
}

/**
 * The learner's own keys for studying. They are one value among the settings: each change follows from the keys as they
 * will be once those before it are in force, or of two quick ones the first would be lost and a clash between them missed.
 */
export function createOwnKeys(): OwnKeys {
  const { settings } = useServices()

  async function change(make: (own: KeyMap) => KeyMap | StudyCommandId): Promise<StudyCommandId | null> {
    const refused: StudyCommandId[] = []
    const asked: Asked<{ keys: KeyMap }> = ({ keys }) => {
      const made = make(keys)
      if (typeof made !== 'string') return { keys: made }
      refused.push(made)
      return null
    }
    await settings.change(asked)
    return refused[0] ?? null
  }

  return {
    current: () => settings.current().keys,
    give: (id, key) => change((own) => clashOf(id, key, own) ?? { ...own, [id]: [key] }),
    giveBack: (id) =>
      change((own) => {
        const { [id]: _own, ...rest } = own
        const [taken] = keysOf(id, rest).flatMap((key) => clashOf(id, key, rest) ?? [])
        return taken ?? rest
      }),
    giveAllBack: async () => {
      await change(() => ({}))
    },
  }
}
