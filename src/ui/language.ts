import { type Translation, translate } from './messages/section.ts'

/** Every file in the folder is a language; there is no other list of them. */
const FILES = import.meta.glob<Translation>('./translations/*.ts', { import: 'default' })

/** Speaks the first of these languages that is here, English where none is. To be waited for before the first render. */
export async function speak(wanted: readonly string[]): Promise<void> {
  for (const tag of wanted) {
    const [, load] = Object.entries(FILES).find(([path]) => path.endsWith(`/${tag}.ts`)) ?? []
    if (load) {
      const { dir, words } = await load()
      translate(tag, words)
      Object.assign(document.documentElement, { lang: tag, dir })
    }
    if (load || tag.startsWith('en')) return
  }
}
