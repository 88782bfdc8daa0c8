/**
 * Draws what `src/public` holds of pictures: the icon sprites from the names in `ui/icons.ts`, and the app's icon in the
 * sizes that manifests and home screens ask for (photographed in Chromium). Run by hand when either changes.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { FIRST_ICONS, type IconName, OTHER_ICONS } from '../ui/icons.ts'
import { chromiumOptions, findChromium } from './chromium.ts'

const publicFile = (path: string) => fileURLToPath(new URL(`../public/${path}`, import.meta.url))

/** Side in pixels, and the share of it that is left as a margin. A maskable icon keeps its drawing in the middle 80 %. */
const SIZES = [
  { file: 'icons/icon-192.png', side: 192, rounding: 0.22 },
  { file: 'icons/icon-512.png', side: 512, rounding: 0.22 },
  { file: 'icons/maskable-192.png', side: 192, rounding: 0 },
  { file: 'icons/maskable-512.png', side: 512, rounding: 0 },
  { file: 'icons/apple-touch-icon.png', side: 180, rounding: 0 },
] as const

await writeSprite('icons.svg', FIRST_ICONS)
await writeSprite('more-icons.svg', OTHER_ICONS)
await drawAppIcon()

async function writeSprite(file: string, icons: readonly IconName[]): Promise<void> {
  const { resolve } = createRequire(import.meta.url)
  const symbols = await Promise.all(
    icons.map(async (name) => {
      const weight = name.endsWith('-fill') ? 'fill' : 'regular'
      const svg = await readFile(resolve(`@phosphor-icons/core/assets/${weight}/${name}.svg`), 'utf8')
      const drawing = /<svg[^>]*>(.*)<\/svg>/s.exec(svg)?.[1]
      if (!drawing) throw new Error(`${name}: not an icon as expected`)
      return `<symbol id="${name}" viewBox="0 0 256 256" fill="currentColor">${drawing.trim()}</symbol>`
    }),
  )
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`
  await writeFile(publicFile(file), sprite)
  console.log(`${file}: ${icons.length} icons, ${sprite.length} bytes`)
}

async function drawAppIcon(): Promise<void> {
  const svg = await readFile(publicFile('icons/icon.svg'), 'utf8')
  const browser = await chromium.launch(chromiumOptions(findChromium()))
  for (const { file, side, rounding } of SIZES) {
    const page = await browser.newPage({ viewport: { width: side, height: side } })
    await page.setContent(
      `<style>body{margin:0}svg{display:block;width:${side}px;height:${side}px;border-radius:${side * rounding}px}</style>${svg}`,
    )
    await page.screenshot({ path: publicFile(file), omitBackground: true })
    await page.close()
    console.log(file)
  }
  await browser.close()
}
