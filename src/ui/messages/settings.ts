import { bytes, count as many } from '../format.ts'
import { section } from './section.ts'

type Files = { readonly files: number; readonly bytes: number }
type Found = { readonly removable: Files; readonly recent: Files }

const files = (of: Files): string => `${many(of.files, { one: '# file', other: '# files' })} (${bytes(of.bytes)})`

export const settings = section('settings', {
  title: 'Settings',
  studying: 'Studying',
  look: 'Look and keys',
  data: 'Your data',
  about: 'About',

  rollover: 'A day ends at',
  rolloverText: 'Studying after midnight counts for the day before, until this hour.',
  hour: (hour: number) => `${String(hour).padStart(2, '0')}:00`,
  twoButtons: 'Two rating keys',
  twoButtonsText: 'Again and Good alone, where four are too many.',
  intervals: 'Show the next interval',
  intervalsText: 'Each rating key says when the card would be back.',
  typeAnswers: 'Type the answer',
  typeAnswersText: 'What you type is compared with the answer. You still choose the rating.',
  accents: 'Accents count',
  accentsText: 'A missing accent is a slip. Turned off, e is as good as é.',
  shortcuts: 'Single-key shortcuts',
  shortcutsText: 'Letters and numbers act at once. Turn off if speech input sets them off.',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },

  backup: 'Save a backup',
  backupText: 'One file with every deck, every answer and these settings.',
  restore: 'Restore a backup',
  restoreText: 'Adds what the file holds to what is here. You see first what would change.',
  safety: 'Safety',
  safetyText: 'What is backed up, what isn’t, and what this browser promises.',
  safetyOpen: 'Look',
  media: 'Unused pictures and sounds',
  mediaText: 'What no card shows any more takes up space here and in backups.',
  mediaLook: 'Check media',
  mediaLooking: 'Looking…',
  mediaFailed: 'That did not work. Nothing was removed.',
  mediaFound: ({ removable, recent }: Found) =>
    recent.files > 0
      ? `${files(recent)} unused since today, when an undo may still bring them back. Look again tomorrow.`
      : removable.files > 0
        ? `${files(removable)} unused.`
        : 'Every picture and sound is in use.',
  mediaAsk: (count: number, size: number) => `Remove ${files({ files: count, bytes: size })}?`,
  mediaAskText:
    'No card shows them, and no copy in this browser counts on them. This cannot be undone. Backups saved as files still hold them.',
  mediaRemove: 'Remove',
  mediaRemoved: (count: number, size: number) =>
    count === 0
      ? 'Nothing was removed: a card uses them again, or something is being added.'
      : `Removed ${files({ files: count, bytes: size })}.`,
  version: (version: string) => `Version ${version}`,
  licence: 'MIT licence. Fonts and icons by their authors, under theirs.',
})
