import type { Columns } from '../domain/columns.ts'
import { believedColumns } from '../domain/misdated.ts'
import type { Services } from './services.ts'

/** All decks as they stand today, for whatever asks what is due. */
export const columnsNow = async ({ store, moment }: Pick<Services, 'store' | 'moment'>): Promise<readonly Columns[]> =>
  believedColumns(await store.columns(), moment().day)
