import { section } from './section.ts'

export const media = section('media', {
  sound: 'Sound',
  missing: (alt: string) => (alt === '' ? 'Picture not on this device' : `${alt} (not on this device)`),
  add: 'Add a picture or sound',
  addTo: (field: string) => `Add a picture or sound to: ${field}`,
  problems: {
    'too-big': 'That file is over 5 MB. A smaller one keeps backups small.',
    'other-type': 'That file is no picture or sound that every browser knows.',
    'not-saved': 'It could not be saved. The device may be out of space. Nothing was added.',
  },
})
