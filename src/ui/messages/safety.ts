import { bytes, count, list, number } from '../format.ts'
import { t } from '../messages.ts'
import { section } from './section.ts'

const reviews = (n: number) => count(n, { one: '# review', other: '# reviews' })

/** What is safe, what is not, and what to do about it. */
export const safety = section('safety', {
  title: 'Safety',

  lose: 'If this device lost its data now',
  loseNothing: 'Nothing would be lost.',
  loseText: (parts: readonly string[]) => `${list(parts)} would be lost.`,
  reviewsOf: (n: number, cards: number) => (cards === 0 ? reviews(n) : `${reviews(n)} of ${t.cards(cards)}`),
  made: (n: number) => count(n, { one: '# card made or changed here', other: '# cards made or changed here' }),
  other: (n: number) => count(n, { one: '# other change', other: '# other changes' }),
  noBackup: 'There is no backup yet.',
  lastFile: (when: string, name: string) => `Last backup: ${when}, ${name}. It was read back before it was saved.`,
  lastSource: (when: string, name: string) => `What is here came from the backup of ${when}, ${name}.`,
  lastOther: (when: string, name: string) =>
    `The last backup, ${name} of ${when}, was saved before everything here was replaced, and does not hold it.`,
  lastFolder: (when: string) => `Last copy in your folder: ${when}. It was read back from there.`,
  lostTitle: 'The last backup is not complete',
  lost: (parts: readonly string[]) =>
    `It lacks what this device can no longer read: ${list(parts)}. All the rest is in it.`,
  lostOf: (part: string, deck: string) => `${part} of “${deck}”`,
  lostParts: {
    deck: (n: number) => count(n, { one: '# deck’s own record', other: '# decks’ own records' }),
    source: (n: number) => count(n, { one: '# article', other: '# articles' }),
    note: (n: number) => count(n, { one: '# question', other: '# questions' }),
    event: (n: number) => count(n, { one: '# review or change', other: '# reviews or changes' }),
    media: (n: number) => count(n, { one: '# picture or sound', other: '# pictures or sounds' }),
    draft: (n: number) => count(n, { one: '# unfinished article', other: '# unfinished articles' }),
  },
  standIns: (n: number) =>
    n === 1 ? 'The record of a deck can’t be read' : `The records of ${number(n)} decks can’t be read`,
  standInsText: (titles: string, n: number) =>
    `${titles} ${n === 1 ? 'stands in for it' : 'stand in for them'}, with every card that was found and all you remember of them. The ${n === 1 ? 'deck’s own name comes' : 'decks’ own names come'} back with a backup.`,
  save: 'Save a backup',
  saving: 'Saving',
  saveText: 'One file with every deck, every answer and your settings.',
  anki: 'Export for Anki',
  ankiText: 'All your cards as a package that Anki and AnkiDroid open.',
  usePassphrase: 'Lock it with a passphrase',
  passphraseHelp: 'Nobody can open the file without it, and nobody can give it back to you.',
  passphrase: 'Passphrase',
  passphraseAgain: 'The same again',
  passphraseShort: 'At least 8 characters.',
  passphraseOther: 'The two differ.',

  device: 'On this device',
  kept: 'Kept by the browser',
  keptYes: 'Yes. It won’t clear Recite’s data when space runs low.',
  keptNo: 'Not promised. It may clear Recite’s data when space runs low.',
  keptUnknown: 'This browser doesn’t say.',
  keep: 'Ask it to',
  keepRefused: 'The browser said no. Adding Recite to the home screen usually helps; a backup always does.',
  installed: 'On the home screen',
  installedYes: 'Yes.',
  installedNo: 'No. A browser tab is cleared more easily.',
  install: 'Add it',
  byHandTitle: 'Add Recite before you go on',
  byHandText:
    'Safari clears a tab’s data after seven days without a visit. The app on your home screen is kept, and starts with storage of its own.',
  byHand: [
    'Save a backup here, if you have studied already.',
    'Tap the share button in Safari’s bar.',
    'Choose Add to Home Screen, then Add.',
    'Open Recite from there and restore the backup.',
  ] as readonly string[],
  privateTitle: 'This looks like a private window',
  privateText: 'What you learn here is gone when it closes. Save a backup, or open Recite in an ordinary window.',
  space: 'Space used',
  used: (used: number) => `${bytes(used)}.`,
  usedUnknown: 'This browser doesn’t say.',
  second: 'Second copy of your answers',
  secondYes: 'Kept up to the last answer, for when the browser’s database is damaged.',
  secondNo: 'This browser has no place for one.',
  check: 'Records agree',
  checkText: 'Compares every card with the log of your answers, and mends what differs.',
  checkNow: 'Check all',
  checking: 'Checking',
  checkFailed: 'Some records can’t be read, so they can’t be compared. Save a backup: it takes all that can.',
  checked: (wrong: number) =>
    wrong === 0
      ? 'Everything agrees.'
      : `${count(wrong, { one: '# record was', other: '# records were' })} wrong and made anew from your answers.`,

  copies: 'Copies that make themselves',
  folderYes: (name: string) => `One a day in your folder “${name}”, thinned to days, weeks and months.`,
  folderLocked: (name: string) => `The browser wants to be asked again before it writes to “${name}”.`,
  unlock: 'Allow',
  private:
    'One a day inside this browser. They guard against slips, and go when the browser’s data does. Pictures and sounds beyond 50 MB are left out of them; a backup has all.',
  none: 'This browser has no place for them. Save a backup by hand now and then.',
  chooseFolder: 'Choose a folder',
  otherFolder: 'Another folder',
  stopFolder: 'Stop',
  copyNow: 'Make one now',
  copying: 'Making a copy',
  copied: 'Copy made and read back.',
  copyFailed: 'The copy could not be made. Is there room?',
  copyOf: (when: string, size: number) => `${when}, ${bytes(size)}`,
  beforeRestore: (when: string, size: number) => `${when}, ${bytes(size)}, before a restore`,
  beforeUpdate: (when: string, size: number) => `${when}, ${bytes(size)}, before an update of a deck`,
  showAll: (n: number) => `Show all ${number(n)}`,
  goBack: 'Restore',
  restoreFile: 'Restore from a file',
})
