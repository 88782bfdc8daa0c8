import { openDB } from 'idb'
import type { Deck } from '../../../src/domain/deck.ts'
import type { LogEvent } from '../../../src/domain/event.ts'
import type { Change } from '../../../src/storage/store.ts'
import { makeDeck, type Tab, type World } from '../world.ts'

/** What a store must do, in a world of its own; one that is not so throws. */
export type Case = { readonly name: string; readonly run: (world: World) => Promise<void> }

/** A chapter of the contract: its cases, and how one is added. */
export function chapter(): { readonly cases: readonly Case[]; readonly law: (name: string, run: Case['run']) => void } {
  const cases: Case[] = []
  return { cases, law: (name, run) => void cases.push({ name, run }) }
}

/** A change of settings or notes, as the app would make it. */
export const fact = <E extends LogEvent>(tab: Tab, event: Omit<E, 'id' | 'at' | 'offsetMinutes' | 'day'>): Change => ({
  events: [{ ...tab.stamp(), ...event } as unknown as E],
  cards: [],
})
export type Setting = Extract<LogEvent, { kind: 'setting' }>
export type Undo = Extract<LogEvent, { kind: 'undo' }>
export type NoteEvent = Extract<LogEvent, { kind: 'note' }>
export type Move = Extract<LogEvent, { kind: 'move' }>
export type Title = Extract<LogEvent, { kind: 'title' }>

export const collected = (deck: Deck) => ({ ...deck, builtIn: false, retired: [] })

export const idOf = (change: Change) => {
  const [event] = change.events
  if (!event) throw new Error('a change without events')
  return event.id
}

export async function withDeck(world: World, count = 3, name = 'd'): Promise<Tab> {
  const tab = await world.open()
  await tab.store.putDeck(makeDeck(name, count), { builtIn: true })
  return tab
}

export async function raw<T>(world: World, work: (db: Awaited<ReturnType<typeof openDB>>) => Promise<T>): Promise<T> {
  const db = await openDB(world.name)
  try {
    return await work(db)
  } finally {
    db.close()
  }
}
