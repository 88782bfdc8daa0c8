import { section } from './section.ts'

/** For whatever a device would not keep, wherever that is noticed. */
export const notSaved = section('notSaved', {
  text: 'That could not be saved. The device may be out of space. Nothing was changed.',
})
