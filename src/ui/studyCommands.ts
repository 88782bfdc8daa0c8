import type { Command } from '../app/commands.ts'
import type { Study } from '../app/study.ts'
import type { Rating } from '../domain/rating.ts'
import { study as words } from './messages/study.ts'
import { t } from './messages.ts'

type StudyDeeds = {
  readonly study: Study
  readonly ratings: () => readonly Rating[]
  readonly openSource: () => void
  readonly openHelp: () => void
  readonly close: () => void
}

/** What the keyboard can do while studying. */
export function studyCommands({ study, ratings, openSource, openHelp, close }: StudyDeeds): readonly Command[] {
  const phase = () => study.view().phase
  const asked = () => phase() === 'question'
  const answered = () => phase() === 'answer'
  const shown = () => asked() || answered()
  const once = true
  return [
    { id: 'show', keys: [' ', 'Enter'], label: words.show, once, enabled: asked, run: study.reveal },
    { id: 'good', keys: [' ', 'Enter'], label: t.rating.good, once, enabled: answered, run: () => study.rate('good') },
    ...ratings().map(
      (rating, i): Command => ({
        id: rating,
        keys: [String(i + 1)],
        label: t.rating[rating],
        once,
        enabled: answered,
        run: () => study.rate(rating),
      }),
    ),
    { id: 'hint', keys: ['h'], label: words.hint, once, enabled: asked, run: study.toggleHint },
    {
      id: 'undo',
      keys: ['z', 'u', 'Ctrl+z'],
      label: words.undo,
      once,
      enabled: () => study.lastStep() !== null,
      run: study.undo,
    },
    { id: 'source', keys: ['o'], label: words.openSource, once, enabled: answered, run: openSource },
    { id: 'bury', keys: ['-'], label: words.bury, once, enabled: shown, run: () => study.act('bury') },
    { id: 'buryNote', keys: ['='], label: words.buryNote, once, enabled: shown, run: () => study.act('buryNote') },
    { id: 'suspend', keys: ['@'], label: words.suspend, once, enabled: shown, run: () => study.act('suspend') },
    { id: 'flag', keys: ['f'], label: words.flag, once, enabled: shown, run: () => study.act('flag') },
    { id: 'mark', keys: ['*'], label: words.mark, once, enabled: shown, run: () => study.act('mark') },
    { id: 'help', keys: ['?'], label: words.help, once, run: openHelp },
    { id: 'close', keys: ['Escape'], label: words.close, once, run: close },
  ]
}
