import { drained } from '../../src/domain/parts.ts'
import { type Backup, backupLines, type Seal } from '../../src/formats/backup.ts'

/** What the lines of a backup come to. */
export const sealOf = (backup: Backup): Seal => drained(backupLines(backup))
