type ModuleInfo = { readonly importers: readonly string[]; readonly dynamicImporters: readonly string[] }
type Graph = { readonly getModuleInfo: (id: string) => ModuleInfo | null }

const ENTRY = 'main.tsx'
/** What the first screen, and most others, stand on. */
const HOME = ['ui/TodayPage.tsx', 'ui/FirstRun.tsx', 'ui/Banners.tsx']
/** What every start fetches beside the first screen: the decks that ship, the journal and its check, the service worker's registration, what is not backed up. */
const OPENING = [
  'app/builtIn.ts',
  'workers/journalClient.ts',
  'storage/journalSync.ts',
  'storage/content.ts',
  'app/update.ts',
  'app/unsaved.ts',
  'app/copyDue.ts',
]

/** The screens that are come back to most, which need not wait for what the others share. */
const CARDS = ['ui/StudyPage.tsx', 'ui/ReadPage.tsx']

/**
 * What belongs to one subject, small each: whoever opens one soon opens another. A service worker that is installed
 * takes its time by the file, not by the byte.
 */
const FAMILIES: readonly (readonly [name: string, roots: RegExp])[] = [
  ['exam', /\/src\/ui\/(Exam|Quiz)\w+\.tsx$/],
  ['scheduling', /\/src\/ui\/(Backlog|Break|Options|Retention|Retime|Tuning)\w*\.tsx$/],
  ['editing', /\/src\/ui\/(NotePage|OcclusionEditor|ForeignNoteEditor|StudySheets|KeysSheet)\.tsx$/],
  [
    'storing',
    /\/src\/storage\/(writeFacts|content|deckReading|media|sittings|journalInPage|restore|whole|exporting|noteHomes)\.ts$/,
  ],
  ['keeping', /\/src\/app\/(safety|copies|backups|restore|seal|transfer)\.ts$/],
  ['others', /\/src\/formats\/others\/\w+\.ts$/],
  [
    'moving',
    /\/src\/(ui\/(Open|Paste|Scan|Share|OtherApps|AnkiExport)\w*\.tsx|app\/(takeDeck|corrections|dropFiles)\.ts|formats\/.*)$/,
  ],
]

/**
 * Puts modules that are loaded together into one file. Left alone, the bundler makes a file of every set of modules
 * that the same pages share: fifty for a first visit, of which each costs a round trip and its share of main thread.
 * A module that several of these need goes to the first of them.
 */
export const CHUNK_GROUPS = [
  group('shell', (roots, id) => isUnder(roots, [ENTRY]) || id.includes('rolldown/runtime')),
  group('home', (roots) => isUnder(roots, HOME)),
  group('opening', (roots) => isUnder(roots, OPENING)),
  // The second copy is read where much else is amiss, and its text must not stand on that of pages.
  group('copied', (_roots, id) => /\/src\/(storage\/journalLines|domain\/typesApart)\.ts$/.test(id)),
  // What is folded wherever something is stored, as on a first visit too, must not stand on what pages need.
  group('folding', (_roots, id) =>
    /\/src\/(domain\/(noteLog|noteMerge|fingerprint|settingsFold|settingParts|parts|standIn)|storage\/tidying)\.ts$/.test(
      id,
    ),
  ),
  group('heat', (roots) => isUnder(roots, ['ui/TodayHeat.tsx'])),
  group('cards', (roots) => roots.length > 1 && isUnder(roots, CARDS)),
  group('pages', (roots) => roots.length > 1 && roots.some((root) => /\/src\/ui\/\w+Page\.tsx$/.test(root))),
  ...FAMILIES.map(([name, pattern]) =>
    group(name, (roots) => roots.length > 0 && roots.every((root) => pattern.test(root))),
  ),
  group('common', (roots) => roots.length > 1),
].map((each, index, all) => ({ ...each, priority: all.length - index }))

function group(name: string, holds: (roots: readonly string[], id: string) => boolean) {
  return { name: (id: string, graph: Graph) => (holds(rootsOf(id, graph), id) ? name : null) }
}

const isUnder = (roots: readonly string[], names: readonly string[]): boolean =>
  names.some((name) => roots.some((root) => root.endsWith(`/src/${name}`)))

/** The entry points and dynamically imported modules from which static imports lead to this one. */
function rootsOf(id: string, graph: Graph): string[] {
  const seen = new Set([id])
  for (const one of seen) for (const importer of graph.getModuleInfo(one)?.importers ?? []) seen.add(importer)
  return [...seen].filter((one) => {
    const info = graph.getModuleInfo(one)
    return one.endsWith(`/src/${ENTRY}`) || (info?.dynamicImporters.length ?? 0) > 0
  })
}
