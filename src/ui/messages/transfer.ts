import type { Waiting } from '../../app/waiting.ts'
import { bytes, count, list, number } from '../format.ts'
import { t } from '../messages.ts'
import { section } from './section.ts'

const onlyHere = {
  reviews: { one: '# review', other: '# reviews' },
  cards: { one: '# new or changed question', other: '# new or changed questions' },
  decks: { one: '# deck', other: '# decks' },
  other: { one: '# other change', other: '# other changes' },
}
const ONLY_HERE = ['reviews', 'cards', 'decks', 'other'] as const

/** Files in and out: decks, backups and what can be wrong with them. */
export const transfer = section('transfer', {
  preview: 'Open a deck',
  reading: 'Reading the file',
  writing: 'Saving',
  takeFailed: 'It could not be saved',
  takeFailedText: 'The device may be out of space. Nothing here was changed; you can try again.',
  choose: 'Choose a file',
  chooseText:
    'A deck that somebody sent you, a backup of your own, or cards from Anki, Mochi, Mnemosyne, Obsidian or hashcards. You see what is in it before anything is added.',
  contains: (title: string, cards: number) => `“${title}”, ${t.cards(cards)}`,
  fresh: (n: number) => `${number(n)} new`,
  changed: (n: number) => `${number(n)} changed`,
  same: (n: number) => `${number(n)} the same`,
  retired: (n: number) => `${number(n)} retired`,
  corrections: (title: string, n: number) =>
    `${count(n, { one: '# correction', other: '# corrections' })} to “${title}”`,
  correctionsTitle: 'What each would change',
  correctionsText: 'Choose what to take. Where you have changed a card since, yours stays unless you say otherwise.',
  correctionSides: { mine: 'As it is', theirs: 'Corrected' },
  keepAll: 'Leave all as it is',
  takeAll: 'Take all',
  alreadySo: (n: number) => `${number(n)} already as they say`,
  lost: (n: number) => `${number(n)} to cards that are not here`,
  takeCorrections: 'Take the corrections',
  corrected: (title: string) => `Corrected “${title}”`,
  noDeck: (title: string) => `These are corrections to “${title}”, which isn’t on this device.`,
  nothingToCorrect: 'There is nothing in them to take.',
  clashing: (n: number) => `${number(n)} changed by both`,
  clashTitle: 'Changed by you and in this version',
  clashText: 'Choose which words stay. Yours do unless you say otherwise.',
  allMine: 'Keep all of mine',
  allTheirs: 'Take all of theirs',
  sides: { mine: 'Yours', theirs: 'This version' },
  nothingThere: '(empty)',
  moreClashes: (n: number) => `${number(n)} more stay as they are, unless you choose for all.`,
  fields: {
    question: 'Question',
    answer: 'Answer',
    items: 'Items of the list',
    text: 'Text with gaps',
    options: 'Wrong options',
    content: 'The whole card',
    picture: 'Picture',
    shapes: 'Boxes on the picture',
    mode: 'What is covered',
  },
  olderTitle: (version: number) => `Version ${number(version)} is older than yours`,
  olderText: 'Taking it brings back how things were then.',
  onlyAround: 'Every card is as you have it. The title, the sources or the version differ.',
  keeps: 'What you remember of cards you already have stays as it is.',
  apart: (n: number) =>
    `${count(n, { one: '# card calls itself', other: '# cards call themselves' })} the same as cards in other decks of yours. ${n === 1 ? 'It comes as a card of its own, and yours stays' : 'They come as cards of their own, and yours stay'} as before.`,
  waitingTitle: 'Some things here already belong to it',
  waitingParts: ({ studied, away, marked, own, hasSettings, host }: Waiting) => [
    ...(studied > 0 ? [count(studied, { one: 'progress of # card', other: 'progress of # cards' })] : []),
    ...(away > 0 ? [count(away, { one: '# card put away', other: '# cards put away' })] : []),
    ...(marked > 0 ? [count(marked, { one: '# flag', other: '# flags' })] : []),
    ...(own > 0 ? [count(own, { one: '# card of yours', other: '# cards of yours' })] : []),
    ...(hasSettings ? ['its own settings'] : []),
    ...(host === null ? [] : [`${host} as the address of newer versions`]),
  ],
  waitingText: (parts: readonly string[]) =>
    `From when it was here, or from a backup: ${list(parts)}. All of that holds once you take the deck.`,
  add: (n: number) => `Add ${t.cards(n)}`,
  added: (n: number, sources: number) =>
    sources === 0 ? `Deck added: ${t.cards(n)}` : `Deck added: ${t.cards(n)}, ${t.articles(sources)}`,
  addedText: 'Saved for offline use.',
  update: 'Update deck',
  nothingNew: 'You already have this deck as it is',
  keptOwn: (title: string) => `“${title}” stays for your own cards`,
  keptOwnText: (n: number) =>
    `What came with it is gone. ${t.cards(n)} that you wrote or moved into it ${n === 1 ? 'is' : 'are'} still there.`,
  overtaken:
    'Since then another tab took a backup or replaced what is here, so this one can’t be taken back by itself. Nothing was changed. Where there was room, a copy of what was here before was kept.',
  overtakenNext: 'Show the copies',
  keptChanged: 'Undone, but for what changed since',
  keptChangedText: (titles: readonly string[]) =>
    `Changed after that, and left as it is now: ${titles.map((title) => `“${title}”`).join(', ')}.`,
  updated: (title: string) => `Updated “${title}”`,

  backupSaved: (name: string, size: number) => `Saved ${name}, ${bytes(size)}`,
  backupLacks: 'Some of what is here could not be read and is not in it: the Safety page says what.',
  restoreTitle: 'Restore this backup?',
  restoreSum: (decks: number, reviews: number, when: string) =>
    `${count(decks, { one: '# deck', other: '# decks' })} and ${count(reviews, { one: '# review', other: '# reviews' })}, saved ${when}.`,
  unchanged: (added: readonly string[]) =>
    added.length === 0
      ? 'Nothing here is changed; what it holds is added.'
      : `Nothing here is changed; ${list(added)} ${added.length === 1 && added[0]?.startsWith('1 ') ? 'is' : 'are'} added.`,
  nothingToAdd: 'Everything in it is here already.',
  changesTitle: 'What changes here',
  changesText: (added: readonly string[]) => (added.length === 0 ? '' : `Added: ${list(added)}.`),
  changesBack: 'You can undo it right away.',
  changesKept:
    'You can undo it right away. Where there is room, a copy of what is here is kept too, to go back to later.',
  hosts: 'Newer versions of its decks are at:',
  moreHosts: (n: number) => `${number(n)} more`,
  hostsAsked: 'Nothing is asked before you say so.',
  absent: (n: number) =>
    `${count(n, { one: 'It also changes # card or deck that is not here.', other: 'It also changes # cards and decks that are not here.' })} ${n === 1 ? 'That holds once it comes.' : 'That holds once they come.'}`,
  addedDecks: (n: number) => count(n, { one: '# deck', other: '# decks' }),
  addedCards: (n: number) => count(n, { one: '# new card', other: '# new cards' }),
  addedReviews: (n: number) => count(n, { one: '# review', other: '# reviews' }),
  addedPapers: (n: number) => count(n, { one: '# paper', other: '# papers' }),
  changes: {
    reset: (n: number) =>
      count(n, { one: '# studied card starts over as new', other: '# studied cards start over as new' }),
    away: (n: number) => count(n, { one: '# card is put away', other: '# cards are put away' }),
    reworded: (n: number) => count(n, { one: '# card gets other words', other: '# cards get other words' }),
    moved: (n: number) => count(n, { one: '# card moves to another deck', other: '# cards move to another deck' }),
    undone: (n: number) => count(n, { one: '# review is taken back', other: '# reviews are taken back' }),
    rescheduled: (n: number) =>
      count(n, { one: '# card gets another schedule', other: '# cards get another schedule' }),
    back: (n: number) => count(n, { one: '# card comes back into study', other: '# cards come back into study' }),
    renamed: (n: number) => count(n, { one: '# deck gets another title', other: '# decks get another title' }),
    addresses: (n: number) =>
      count(n, {
        one: '# deck gets another address to update from',
        other: '# decks get another address to update from',
      }),
    settings: (n: number) => count(n, { one: '# setting changes', other: '# settings change' }),
    other: (n: number) => count(n, { one: '# other thing changes', other: '# other things change' }),
  },
  restore: 'Restore',
  replace: 'Replace everything here',
  replaceTitle: 'Replace everything on this device?',
  replaceText: (only: { readonly [what in keyof typeof onlyHere]: number }) => {
    const parts = ONLY_HERE.filter((what) => only[what] > 0).map((what) => count(only[what], onlyHere[what]))
    return parts.length === 0
      ? 'Everything here is in the backup too. A copy of what is here is kept, and you can go back to it.'
      : `${list(parts)} here, and not in the backup, would go. A copy of what is here is kept, and you can go back to it.`
  },
  replaceNow: 'Replace',
  replaced: 'Replaced by the backup',
  damagedTitle: 'Part of this file is damaged',
  damagedText: (parts: readonly string[]) =>
    parts.length === 0
      ? 'What is whole can be restored.'
      : `What is whole can be restored. Missing: ${parts.join(', ')}.`,
  cut: 'It ends too early, so what is missing can’t be counted.',
  unreadableTitle: 'Some of what is here can’t be read',
  unreadableText: (parts: readonly string[]) =>
    `This device can no longer read ${list(parts)}. What this backup has of it comes back; the rest is in no copy, and a restore leaves it behind.`,
  refusedTitle: 'What was left out, and why',
  refused: (line: number | null, path: string, why: string) =>
    `${line === null ? '' : `Line ${number(line)}: `}${path === '' ? '' : `${path}: `}${why}`,
  missing: {
    deck: (n: number) =>
      count(n, { one: 'the name and card layouts of # deck', other: 'the names and card layouts of # decks' }),
    source: (n: number) => count(n, { one: '# article', other: '# articles' }),
    note: (n: number) => count(n, { one: '# question', other: '# questions' }),
    retired: (n: number) => count(n, { one: '# old question', other: '# old questions' }),
    media: (n: number) => count(n, { one: '# picture or sound', other: '# pictures or sounds' }),
    event: (n: number) => count(n, { one: '# review or change', other: '# reviews or changes' }),
  },

  sealedTitle: 'This backup has a passphrase',
  sealedText: (name: string) => `${name} was saved with one. It stays on this device.`,
  passphrase: 'Passphrase',
  unseal: 'Open',
  unsealing: 'Opening',
  wrongPassphrase: 'It doesn’t open with that. Check each letter; case counts.',
  restored: (reviews: number) =>
    reviews === 0
      ? 'Restored. What it holds is here now'
      : `Restored. ${count(reviews, { one: '# review', other: '# reviews' })} added`,
  nothingAdded: 'Everything in that backup was already here',

  problem: 'That file can’t be opened',
  chooseOther: 'Choose another file',
  nothingChanged: 'Nothing on this device was changed.',
  tooBig: (name: string, size: number, limit: number) =>
    `${name} is ${bytes(size)}. Recite opens files up to ${bytes(limit)}.`,
  notJson: (name: string) => `${name} isn’t a Recite file, or only part of it arrived.`,
  wrongFormat: (name: string) => `${name} is neither a deck nor a backup of Recite.`,
  address: 'Paste a link, or the address of a deck',
  addressHelp:
    'A link holds the deck. An address is where a deck stays on the web and gets newer versions: only it is asked, when you say so.',
  addressWrong: 'That is no address of a deck. It begins with https://',
  ask: 'Look there',
  mayAsk: (host: string) => `Look at ${host} for a newer version?`,
  mayAskText: 'Nothing is asked before you say so.',
  asking: (host: string) => `Asking ${host}`,
  download: {
    unreachable: (host: string) => `${host} can’t be reached, or doesn’t let other pages read its files.`,
    silent: (host: string) => `${host} stopped answering.`,
    missing: (host: string) => `There is no deck at that address on ${host}.`,
    moved: (host: string) => `${host} points to another address. Use that one if you trust it.`,
    broke: (host: string) => `${host} has trouble answering. Try again later.`,
    'too-large': (host: string) => `What ${host} sends is larger than any deck.`,
    page: (host: string) => `At that address ${host} has a web page, not a deck.`,
  },
  unsafe: (name: string) => `${name} names files outside itself, which no honest deck does.`,
  withIt: 'With it',
  media: (n: number, size: number) =>
    `${count(n, { one: '# picture or sound', other: '# pictures and sounds' })}, ${bytes(size)}`,
  newer: (name: string) => `${name} was made by a newer Recite. Update this one to open it.`,
  badField: (name: string, place: string) => `${name} has something Recite can’t read at ${place}.`,
  badFile: (name: string, detail: string) => `${name} can’t be read: ${detail}.`,
  empty: (name: string) => `${name} is empty.`,
  saveFailed: 'The file could not be saved',
  saveFailedText: 'The device may be out of space. Nothing was lost.',
})
