import { existsSync } from 'node:fs'
import type { ManifestOptions } from 'vite-plugin-pwa'

/**
 * The web app manifest for one base path. `id`, `scope` and `start_url` are absolute paths: a relative id would resolve
 * to the origin, and two apps under one host would be taken for one.
 */
export function webManifest(base: string, publicFolder: string): Partial<ManifestOptions> {
  return {
    id: base,
    start_url: base,
    scope: base,
    name: 'Recite',
    short_name: 'Recite',
    description: 'From what you read to what you remember: question cards from articles, studied offline.',
    lang: 'en',
    dir: 'ltr',
    display: 'standalone',
    orientation: 'any',
    theme_color: '#ecf3ee',
    background_color: '#ecf3ee',
    categories: ['education', 'productivity'],
    icons: [
      { src: 'icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: 'icons/maskable-192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
      { src: 'icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    screenshots: SCREENSHOTS.filter(({ src }) => existsSync(`${publicFolder}/${src}`)).map((shot) => ({ ...shot })),
    shortcuts: [
      { name: 'Study', url: `${base}#/study`, icons: [{ src: 'icons/icon-192.png', sizes: '192x192' }] },
      { name: 'Create', url: `${base}#/create`, icons: [{ src: 'icons/icon-192.png', sizes: '192x192' }] },
    ],
    file_handlers: [
      {
        action: `${base}#/open`,
        accept: {
          'application/json': ['.json'],
          'application/x-recite': ['.recite'],
          'application/x-apkg': ['.apkg', '.colpkg'],
        },
      },
    ],
    // Taken by the service worker, so that what is shared never leaves the device.
    share_target: {
      action: `${base}share`,
      method: 'POST',
      enctype: 'multipart/form-data',
      params: {
        title: 'title',
        text: 'text',
        url: 'url',
        files: [
          { name: 'deck', accept: ['application/json', '.json', '.recite', '.apkg', '.colpkg'] },
          {
            name: 'article',
            accept: ['text/plain', 'text/markdown', 'text/html', '.txt', '.md', '.markdown', '.html', '.htm'],
          },
        ],
      },
    },
  }
}

/** Drawn by `npm run screenshots` (tests/e2e/screenshots.ts) at these sizes. */
const SCREENSHOTS = [
  {
    src: 'screenshots/today.png',
    sizes: '780x1688',
    type: 'image/png',
    form_factor: 'narrow',
    label: 'What is due today',
  },
  {
    src: 'screenshots/study.png',
    sizes: '780x1688',
    type: 'image/png',
    form_factor: 'narrow',
    label: 'A card with the sentence its answer comes from',
  },
  {
    src: 'screenshots/read.png',
    sizes: '1280x800',
    type: 'image/png',
    form_factor: 'wide',
    label: 'An article with its cards beside it',
  },
] as const
