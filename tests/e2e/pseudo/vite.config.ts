import type { Plugin } from 'vite'
import { mergeConfig } from 'vitest/config'
import base from '../../../vite.config.ts'

/** The app with one more file among its translations, and nothing else changed. */
function withPseudoLocale(): Plugin {
  return {
    name: 'pseudo-locale',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/src/ui/language.ts')) return null
      const found = code.replace("'./translations/*.ts'", "'../../tests/e2e/pseudo/translations/*.ts'")
      if (found === code) throw new Error('the translations are not looked for where they were')
      return found
    },
  }
}

export default mergeConfig(base, { plugins: [withPseudoLocale()] })
