import { hashText } from '../../domain/hash.ts'
import type { NoteType } from '../../domain/noteType.ts'
import type { Settings } from '../../domain/settings.ts'
import { readKept, withBareIds } from './model.ts'

/** Schema 11's JSON, which every Anki since 2.1 and AnkiDroid read, with all that their readers insist on. */

/** A whole number of Anki's size from a text, the same for ever: a date of the years 2010 to 2019, in milliseconds. */
export const idOf = (text: string): number =>
  1_262_304_000_000 + (Number.parseInt(hashText(text).slice(-9), 32) % 300_000_000_000)

/** When the types that are ours last changed, in seconds since 1970. */
const TYPES_CHANGED = 1_795_996_800

export const typeIdOf = (type: NoteType): number => {
  const [, id] = /^anki:(\d{1,15})$/.exec(type.id) ?? []
  return id === undefined ? idOf(`note type ${JSON.stringify([type.id, type.name, type.fields])}`) : Number(id)
}

export function modelsJson(types: ReadonlyMap<number, NoteType>): string {
  const models = Object.fromEntries([...types].map(([id, type]) => [id, modelOf(id, type)]))
  return withBareIds(JSON.stringify(models))
}

function modelOf(id: number, type: NoteType): object {
  const { rest, flds, tmpls } = readKept(type.anki)
  return {
    mod: TYPES_CHANGED,
    usn: -1,
    sortf: 0,
    did: null,
    latexPre: LATEX_PRE,
    latexPost: '\\end{document}',
    latexsvg: false,
    req: [],
    ...rest,
    id,
    name: type.name,
    type: type.kind === 'cloze' ? 1 : 0,
    css: type.css,
    flds: type.fields.map((name, ord) => ({
      sticky: false,
      rtl: false,
      font: 'Arial',
      size: 20,
      ...flds[ord],
      name,
      ord,
    })),
    tmpls: type.templates.map(({ name, front, back }, ord) => ({
      bqfmt: '',
      bafmt: '',
      did: null,
      bfont: '',
      bsize: 0,
      ...tmpls[ord],
      name,
      ord,
      qfmt: front,
      afmt: back,
    })),
  }
}

const LATEX_PRE =
  '\\documentclass[12pt]{article}\n\\usepackage{amssymb,amsmath}\n\\pagestyle{empty}\n\\begin{document}\n'

export type OutDeck = { readonly id: number; readonly name: string; readonly presetId: number }

export const decksJson = (decks: readonly OutDeck[]): string =>
  JSON.stringify(Object.fromEntries([DEFAULT, ...decks].map((deck) => [deck.id, deckOf(deck)])))

const DEFAULT: OutDeck = { id: 1, name: 'Default', presetId: 1 }

const deckOf = ({ id, name, presetId }: OutDeck): object => ({
  id,
  mod: 0,
  name,
  usn: -1,
  lrnToday: [0, 0],
  revToday: [0, 0],
  newToday: [0, 0],
  timeToday: [0, 0],
  collapsed: false,
  browserCollapsed: false,
  desc: '',
  dyn: 0,
  conf: presetId,
  extendNew: 0,
  extendRev: 0,
})

/** The settings that a preset of Anki's says too. */
export type OutPreset = { readonly id: number; readonly name: string; readonly settings: Settings }

export const presetsJson = (presets: readonly OutPreset[]): string =>
  JSON.stringify(Object.fromEntries(presets.map((preset) => [preset.id, presetOf(preset)])))

const presetOf = ({ id, name, settings }: OutPreset): object => ({
  id,
  mod: 0,
  name,
  usn: -1,
  maxTaken: 60,
  autoplay: true,
  timer: 0,
  replayq: true,
  new: {
    bury: settings.burySiblings,
    delays: settings.learningStepsMinutes,
    initialFactor: 2500,
    ints: [1, 4, 0],
    order: settings.newCardOrder === 'random' ? 0 : 1,
    perDay: settings.newPerDay,
  },
  rev: {
    bury: settings.burySiblings,
    ease4: 1.3,
    ivlFct: 1,
    maxIvl: settings.maximumIntervalDays,
    perDay: settings.reviewsPerDay,
    hardFactor: 1.2,
  },
  lapse: {
    delays: settings.relearningStepsMinutes,
    leechAction: 1,
    leechFails: Math.max(1, settings.leechLapses || 8),
    minInt: 1,
    mult: 0,
  },
  dyn: false,
  fsrsParams6: settings.weights ?? [],
  desiredRetention: settings.desiredRetentionRatio,
})

export const confJson = (settings: Settings, minutesWest: number, nextPosition: number): string =>
  JSON.stringify({
    schedVer: 2,
    sched2021: true,
    rollover: settings.rolloverHour,
    creationOffset: minutesWest,
    curDeck: 1,
    activeDecks: [1],
    nextPos: nextPosition,
    newSpread: 0,
    collapseTime: 1200,
    timeLim: 0,
    estTimes: true,
    dueCounts: true,
    curModel: null,
    sortType: 'noteFld',
    sortBackwards: false,
    addToCur: true,
    dayLearnFirst: false,
  })
