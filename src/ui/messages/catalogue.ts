import type { t } from '../messages.ts'
import type { ankiExport } from './ankiExport.ts'
import type { banner } from './banner.ts'
import type { browse } from './browse.ts'
import type { create } from './create.ts'
import type { deck } from './deck.ts'
import type { exam } from './exam.ts'
import type { first } from './first.ts'
import type { foreign } from './foreign.ts'
import type { help } from './help.ts'
import type { keys } from './keys.ts'
import type { media } from './media.ts'
import type { model } from './model.ts'
import type { moves } from './moves.ts'
import type { note } from './note.ts'
import type { notSaved } from './notSaved.ts'
import type { occlusion } from './occlusion.ts'
import type { options } from './options.ts'
import type { others } from './others.ts'
import type { planner } from './planner.ts'
import type { quiz } from './quiz.ts'
import type { read } from './read.ts'
import type { reading } from './reading.ts'
import type { receive } from './receive.ts'
import type { safety } from './safety.ts'
import type { settings } from './settings.ts'
import type { share } from './share.ts'
import type { stats } from './stats.ts'
import type { steps } from './steps.ts'
import type { study } from './study.ts'
import type { today } from './today.ts'
import type { transfer } from './transfer.ts'
import type { tuning } from './tuning.ts'
import type { unopened } from './unopened.ts'

/** All interface text, by section: what a translation has to fill. */
export type Catalogue = {
  readonly app: typeof t
  readonly ankiExport: typeof ankiExport
  readonly banner: typeof banner
  readonly browse: typeof browse
  readonly today: typeof today
  readonly study: typeof study
  readonly read: typeof read
  readonly moves: typeof moves
  readonly options: typeof options
  readonly planner: typeof planner
  readonly quiz: typeof quiz
  readonly create: typeof create
  readonly deck: typeof deck
  readonly exam: typeof exam
  readonly first: typeof first
  readonly safety: typeof safety
  readonly receive: typeof receive
  readonly settings: typeof settings
  readonly others: typeof others
  readonly share: typeof share
  readonly transfer: typeof transfer
  readonly tuning: typeof tuning
  readonly model: typeof model
  readonly foreign: typeof foreign
  readonly help: typeof help
  readonly media: typeof media
  readonly note: typeof note
  readonly notSaved: typeof notSaved
  readonly occlusion: typeof occlusion
  readonly stats: typeof stats
  readonly steps: typeof steps
  readonly keys: typeof keys
  readonly reading: typeof reading
  readonly unopened: typeof unopened
}
