import 'fake-indexeddb/auto'
import { describe, it } from 'vitest'
import { contract, runCase } from './contract.ts'

describe('a store', () => {
  for (const test of contract) it(test.name, () => runCase(test))
})
