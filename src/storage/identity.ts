import { parseEventId } from '../domain/clock.ts'
import type { EventId } from '../domain/event.ts'
import { hashText } from '../domain/hash.ts'
import type { IdentityRecord } from './schema.ts'

/** This device's part of the ids of its events; a character after it tells its tabs apart. */
export const mintDeviceId = (newId: () => string): string => hashText(newId()).slice(-7)

/** Far more than ever meet: only files that somebody made up could come to it. */
const MOST_FORMER = 50

/**
 * The identity after events came from elsewhere that are not here, as they came. One of them under this device's id was
 * named on another computer, to which the browser's profile was copied: sooner or later both would give one id to two
 * events. So this one has another from then on.
 */
export function afterMeeting(
  identity: IdentityRecord,
  strangers: readonly EventId[],
  newId: () => string,
): IdentityRecord {
  const { deviceId, was = [] } = identity
  if (!strangers.some((id) => parseEventId(id)?.deviceId.slice(0, -1) === deviceId)) return identity
  return { ...identity, deviceId: mintDeviceId(newId), was: [...was, deviceId].slice(-MOST_FORMER) }
}

/** Whether this is, or once was, the id of the device. */
export const isNamed = ({ deviceId, was = [] }: IdentityRecord, id: string): boolean =>
  id === deviceId || was.includes(id)
