import { section } from './section.ts'

/** The sheet in which keys are changed. */
export const keys = section('keys', {
  title: 'Keys for studying',
  open: 'Keys for studying',
  openText: 'What each key does while you study, to be changed.',
  text: 'Choose Change, then press the key. Esc leaves it as it was.',
  change: 'Change',
  changeOf: (command: string) => `Change the key for: ${command}`,
  reset: 'Usual key',
  resetOf: (command: string) => `Usual key for: ${command}`,
  resetAll: 'All usual keys',
  press: 'Press a key',
  changed: (command: string, key: string) => `${command}: ${key}`,
  clash: (key: string, other: string) => `${key} is the key for “${other}”. Press another one, or change that first.`,
  resetClash: (command: string, other: string) =>
    `The usual key for “${command}” is now the one for “${other}”. Change that first.`,
  unusable: (key: string) => `${key} is needed for moving about. Press another one.`,
})
