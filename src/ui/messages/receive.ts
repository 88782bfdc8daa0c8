import type { CameraProblem } from '../../app/scan.ts'
import { count, number } from '../format.ts'
import { section } from './section.ts'

/** Taking a deck that somebody sent: by link, by code. */
export const receive = section('receive', {
  deck: 'The deck',
  scan: 'Scan a code',
  scanHelp: 'Point the camera at the code on the other screen.',
  starting: 'Starting the camera',
  looking: 'Looking for a code',
  other: 'That code is no deck. Looking on.',
  reading: (seen: number, needed: number) => `${number(seen)} of ${count(needed, { one: '# code', other: '# codes' })}`,
  progress: 'Codes seen',
  damaged: 'What arrived is not what was sent. Reading from the start.',
  tooLarge: 'That deck is too large for codes. Ask for a file.',
  camera: {
    'not-allowed':
      'Recite may not use the camera. Allow it in the browser’s settings for this site, or ask for a file.',
    none: 'There is no camera here. Ask for a link or a file.',
    busy: 'Another app holds the camera. Close it and try again.',
    unsupported: 'This browser gives no camera to pages like this one. Ask for a link or a file.',
  } as Record<CameraProblem, string>,
  again: 'Try again',

  openLink: 'Open the link',
  broken: 'That can’t be opened',
  brokenLink: 'Only part of the link arrived, or it was changed on the way. Ask for it again, or for a file.',
  newerLink: 'The link was made by a newer Recite. Update this one to open it.',
  hugeLink: 'The link holds more than any deck. It was not opened.',
  noLink: 'There is no deck in that link. One begins like this: https://…#/open/1.',
})
