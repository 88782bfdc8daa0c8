import { section } from './section.ts'

/** Why the collection could not be opened. */
export const unopened = section('unopened', {
  newer: 'This tab is out of date',
  newerText: 'A newer Recite has used this data. Reload to get it.',
  text: 'The data on this device could not be opened. Reloading usually helps.',
  full: 'This device has no room left',
  fullText: 'Recite needs a little space to keep your cards. Free some, then reload.',
  blocked: 'Another tab holds up an update',
  blockedText: 'Close other tabs with Recite, then reload this one.',
})
