import type { Command } from '../app/commands.ts'
import type { Study } from '../app/study.ts'
import type { Rating } from '../domain/rating.ts'
import { type KeyMap, keysOf, STUDY_KEYS, type StudyCommandId, TWO_BUTTON_KEYS } from '../domain/studyKeys.ts'
import { study as words } from './messages/study.ts'

type StudyDeeds = {
  readonly study: Study
  readonly ratings: readonly Rating[]
  /** The learner's own keys. */
  readonly keys: KeyMap
  /** Runs what is not the session's own. */
  readonly open: (what: 'source' | 'edit' | 'info' | 'replay' | 'menu' | 'help' | 'close') => void
}

/** What can be done while studying: the keys, the help and the settings come from one table (`studyKeys.ts`). */
export function studyCommands({ study, ratings, keys, open }: StudyDeeds): readonly Command[] {
  const phase = () => study.view().phase
  const own = ratings.length === 2 ? { ...TWO_BUTTON_KEYS, ...keys } : keys
  const runs: Readonly<Record<StudyCommandId, () => void>> = {
    show: study.reveal,
    again: () => study.rate('again'),
    hard: () => study.rate('hard'),
    good: () => study.rate('good'),
    easy: () => study.rate('easy'),
    hint: study.toggleHint,
    undo: study.undo,
    source: () => open('source'),
    edit: () => open('edit'),
    info: () => open('info'),
    flag: () => study.act('flag'),
    mark: () => study.act('mark'),
    bury: () => study.act('bury'),
    buryNote: () => study.act('buryNote'),
    suspend: () => study.act('suspend'),
    replay: () => open('replay'),
    menu: () => open('menu'),
    help: () => open('help'),
    close: () => open('close'),
  }
  const mayRun = (when: (typeof STUDY_KEYS)[number]['when']) => () =>
    when === 'always' || phase() === when || (when === 'card' && (phase() === 'question' || phase() === 'answer'))
  const isOffered = (id: StudyCommandId) => ratings.some((rating) => rating === id) || !isRating(id)
  return STUDY_KEYS.filter(({ id }) => isOffered(id)).map(({ id, when }) => ({
    id,
    keys: keysOf(id, own),
    label: words.command[id],
    once: true,
    enabled: id === 'undo' ? () => study.lastStep() !== null : mayRun(when),
    run: runs[id],
  }))
}

const isRating = (id: StudyCommandId): id is Rating => ['again', 'hard', 'good', 'easy'].includes(id)
