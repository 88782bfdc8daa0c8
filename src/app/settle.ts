import type { StoredEvent } from '../domain/event.ts'
import { sameValue } from '../domain/same.ts'
import { NONE_MISSING } from '../formats/backupReader.ts'
import { importError } from '../formats/errors.ts'
import { toJson } from '../formats/json.ts'
import type { Collection } from '../storage/store.ts'
import type { TakenBackup } from './restore.ts'

/**
 * A backup as it may join what is here, which nobody but this device may speak for. An event that is here stays as it
 * is: another under its name is damage, and the words of a card made by hand would go with it. And leave to ask a deck's
 * address unasked is given on the device that asks, so that none comes with a file.
 */
export function settle(here: Collection, taken: TakenBackup): TakenBackup {
  const ours = new Map(here.events.map((event) => [event.id, event]))
  const [events, refused] = [[] as StoredEvent[], [] as StoredEvent[]]
  for (const event of taken.backup.events) {
    const mine = ours.get(event.id)
    if (mine === undefined) events.push(withoutLeave(event))
    else if (isSame(mine, event)) events.push(mine)
    else refused.push(event)
  }
  const settled = { ...taken, backup: { ...taken.backup, events } }
  return refused.length === 0 ? settled : refusing(settled, refused, 'another of its name is here')
}

/** With these of its events as damage. */
export function refusing(taken: TakenBackup, refused: readonly StoredEvent[], why: string): TakenBackup {
  const { damage } = taken
  const told = refused.slice(0, MOST_TOLD).map(({ id, kind }) => {
    return { ...importError('shape', `${kind} ${id}`, why), line: null }
  })
  const missing = damage === null ? NONE_MISSING : damage.missing
  return {
    ...taken,
    damage: {
      partial: damage?.partial ?? new Set(),
      lines: (damage?.lines ?? 0) + refused.length,
      missing: missing && { ...missing, event: missing.event + refused.length },
      refused: [...(damage?.refused ?? []), ...told],
    },
  }
}

const MOST_TOLD = 20

const withoutLeave = (event: StoredEvent): StoredEvent =>
  event.kind === 'subscribe' && 'looks' in event && event.looks !== false ? { ...event, looks: false } : event

/** As they are in a file, where some of what a database tells apart is the same; whoever may look by itself. */
function isSame(mine: StoredEvent, theirs: StoredEvent): boolean {
  if (mine === theirs) return true
  const [one, other] = [toJson(withoutLeave(mine)), toJson(withoutLeave(theirs))]
  return one === other || sameValue(JSON.parse(one), JSON.parse(other))
}
