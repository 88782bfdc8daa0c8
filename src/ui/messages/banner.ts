import { count } from '../format.ts'
import { section } from './section.ts'

/** What the app says of itself, one thing at a time. */
export const banner = section('banner', {
  offline: 'You’re offline',
  offlineText: 'Studying, quizzes and making cards all work.',
  offlineNoModel: 'Studying and quizzes work. Making cards from text needs one visit online first.',
  update: 'Update ready',
  updateText: 'It takes a second and keeps your place.',
  updateNow: 'Update',
  risk: 'Your cards could be deleted',
  riskText:
    'This browser may clear them when space runs low. Keep them by adding Recite to your home screen, or save a backup.',
  riskByHand:
    'Safari clears a tab’s data after seven days without a visit. On the home screen Recite keeps it; so does a backup.',
  howTo: 'How to add it',
  whatToDo: 'What to do',
  kept: 'This browser keeps your cards',
  keptText: 'It won’t clear them when space runs low. A backup guards against the rest.',
  unsaved: (reviews: number, acts: number) =>
    reviews === acts
      ? `${count(reviews, { one: '# review is', other: '# reviews are' })} on this device only`
      : `${count(acts, { one: '# review or change is', other: '# reviews and changes are' })} on this device only`,
  unsavedText: 'A backup is one file, and takes a moment.',
  mended: 'Some records were put right',
  mendedText: (n: number) =>
    `${count(n, { one: '# card', other: '# cards' })} didn’t agree with your answers. All were made anew from them; nothing is lost.`,
  cutOff: 'An import did not go through',
  cutOffText: (title: string | null) =>
    `Recite was closed before ${title === null ? 'the backup' : `“${title}”`} was in. Your cards are as they were: open the file again to bring it in.`,
  session: 'The update waits: a session is open, or something isn’t saved yet, here or in another tab.',
  backup: 'Save a backup',
  failed: 'Your last answer isn’t saved yet',
  failedText: 'Recite keeps it and holds the next card until it is safe.',
  changeFailed: 'Your last change isn’t saved yet',
  changeFailedText: 'Recite keeps it while this page is open. The device may be out of space.',
  stalled: 'Saving is taking long',
  stalledText: 'Your answer is kept. Recite goes on when it is saved.',
  retry: 'Try again',
  newer: 'This tab is out of date',
  newerText: 'A newer Recite is open in another tab. This one has stopped saving; reload it to go on.',
  reload: 'Reload',
  restored: 'Your progress was restored',
  restoredDecks: 'Your decks were restored',
  restoredText: (reviews: number, decks: number) => {
    const parts = [
      reviews && count(reviews, { one: '# review', other: '# reviews' }),
      decks && count(decks, { one: '# deck', other: '# decks' }),
    ]
    return `This browser lost data. ${parts.filter(Boolean).join(' and ')} came back from the second copy.`
  },
  lost: 'This browser lost its data',
  lostText: 'Cards were studied here before and their record is gone. Restore a backup if you have one.',
})
