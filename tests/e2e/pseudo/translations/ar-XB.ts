import type { Catalogue } from '../../../../src/ui/messages/catalogue.ts'
import type { Translation } from '../../../../src/ui/messages/section.ts'
import { t } from '../../../../src/ui/messages.ts'
import { pseudo } from '../pseudo.ts'

const modules = import.meta.glob<Record<string, unknown>>('../../../../src/ui/messages/*.ts', { eager: true })

/** Sections are exported under their names; functions beside them are no words. */
const sections = Object.values(modules)
  .flatMap((module) => Object.entries(module))
  .filter(([, value]) => typeof value === 'object')

/** Every word of the app, made from English: accented, 40 % longer, written from the right. */
const translation: Translation = {
  dir: 'rtl',
  words: pseudo({ app: t, ...Object.fromEntries(sections) }) as Partial<Catalogue>,
}

export default translation
