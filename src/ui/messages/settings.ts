import { section } from './section.ts'

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
  shortcuts: 'Single-key shortcuts',
  shortcutsText: 'Letters and numbers act at once. Turn off if speech input sets them off.',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },

  backup: 'Save a backup',
  backupText: 'One file with every deck, every answer and these settings.',
  restore: 'Restore a backup',
  restoreText: 'Adds what the file holds to what is here. Nothing is lost.',
  safety: 'Safety',
  safetyText: 'What is backed up, what isn’t, and what this browser promises.',
  safetyOpen: 'Look',
  version: (version: string) => `Version ${version}`,
  licence: 'MIT licence. Fonts and icons by their authors, under theirs.',
})
