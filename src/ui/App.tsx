import { HashRouter, Route } from '@solidjs/router'
import { createResource, ErrorBoundary, type JSX, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import type { Boot } from '../app/open.ts'
import { ServicesContext, useServices } from '../app/services.ts'
import { onHidden } from '../app/status.ts'
import { createTheme } from '../app/theme.ts'
import { ErrorPage } from './ErrorPage.tsx'

// Where this cannot be fetched either, the error page stands in for it.
const StorageFailurePage = lazy(() => import('./StorageFailurePage.tsx'))
const FirstRun = lazy(() => import('./FirstRun.tsx'))
const Banners = lazy(() => import('./Banners.tsx'))
const TodayPage = lazy(() => import('./TodayPage.tsx'))
const DecksPage = lazy(() => import('./DecksPage.tsx'))
const DeckPage = lazy(() => import('./DeckPage.tsx'))
const StudyPage = lazy(() => import('./StudyPage.tsx'))
const ReadPage = lazy(() => import('./ReadPage.tsx'))
const QuizPage = lazy(() => import('./QuizPage.tsx'))
const ExamPage = lazy(() => import('./ExamPage.tsx'))
const CreatePage = lazy(() => import('./CreatePage.tsx'))
const SettingsPage = lazy(() => import('./SettingsPage.tsx'))
const OpenDeckPage = lazy(() => import('./OpenDeckPage.tsx'))
const BrowsePage = lazy(() => import('./BrowsePage.tsx'))
const NotePage = lazy(() => import('./NotePage.tsx'))
const SafetyPage = lazy(() => import('./SafetyPage.tsx'))
const NotFoundPage = lazy(() => import('./NotFoundPage.tsx'))
const StatsPage = lazy(() => import('./StatsPage.tsx'))

/** By the first word of the address. */
const PAGES = new Map([
  ['', TodayPage],
  ['decks', DecksPage],
  ['deck', DeckPage],
  ['study', StudyPage],
  ['read', ReadPage],
  ['quiz', QuizPage],
  ['exam', ExamPage],
  ['create', CreatePage],
  ['settings', SettingsPage],
  ['open', OpenDeckPage],
  ['browse', BrowsePage],
  ['stats', StatsPage],
  ['note', NotePage],
  ['safety', SafetyPage],
])

const addressed = (): string => /^#\/(\w+)/.exec(location.hash)?.[1] ?? ''

export function App(props: { readonly boot: Promise<Boot>; readonly isFirstVisit: boolean }) {
  const [boot] = createResource(() => props.boot)
  // Fetched while the collection is still being opened.
  void PAGES.get(addressed())?.preload()
  return (
    <ErrorBoundary fallback={(error) => <ErrorPage error={error} />}>
      <HashRouter
        root={(route) => (
          <Opening boot={boot()} isFirstVisit={props.isFirstVisit}>
            {route.children}
          </Opening>
        )}
      >
        <Route path="/" component={TodayPage} />
        <Route path="/decks" component={DecksPage} />
        <Route path="/deck/:deckId" component={DeckPage} />
        <Route path="/study/:deckId?" component={StudyPage} />
        <Route path="/read/:deckId/:sourceId" component={ReadPage} />
        <Route path="/quiz/:deckId?" component={QuizPage} />
        <Route path="/exam/:view?/:id?" component={ExamPage} />
        <Route path="/create" component={CreatePage} />
        <Route path="/settings" component={SettingsPage} />
        <Route path="/open/:link?" component={OpenDeckPage} />
        <Route path="/browse" component={BrowsePage} />
        <Route path="/stats" component={StatsPage} />
        <Route path="/note" component={NotePage} />
        <Route path="/safety" component={SafetyPage} />
        <Route path="*" component={NotFoundPage} />
      </HashRouter>
    </ErrorBoundary>
  )
}

type OpeningProps = { boot: Boot | undefined; isFirstVisit: boolean; children: JSX.Element }

/** The router is there while the collection is being opened; the page that the address names is made once it is open. */
function Opening(props: OpeningProps) {
  return (
    <Suspense fallback={<Awaited isFirstVisit={props.isFirstVisit} />}>
      <Switch>
        <Match when={failureOf(props.boot)}>{(failure) => <StorageFailurePage failure={failure()} />}</Match>
        <Match when={servicesOf(props.boot)}>
          {(services) => (
            <ServicesContext.Provider value={services()}>
              <Frame isFirstVisit={props.isFirstVisit}>{props.children}</Frame>
            </ServicesContext.Provider>
          )}
        </Match>
      </Switch>
    </Suspense>
  )
}

/** Every page stands under the banners; a fault in one page leaves the rest of the app in reach. */
function Frame(props: { isFirstVisit: boolean; children: JSX.Element }) {
  const services = useServices()
  createTheme(() => services.settings.current().theme)
  onHidden(() => void services.store.flush(), services.store.letGo)
  return (
    <>
      <Suspense>
        <Banners />
      </Suspense>
      <ErrorBoundary fallback={(error) => <ErrorPage error={error} />}>
        <Suspense fallback={<Awaited isFirstVisit={props.isFirstVisit} />}>{props.children}</Suspense>
      </ErrorBoundary>
    </>
  )
}

/** What stands until the page does. The way in needs nothing of what a first visit still has to put in place. */
function Awaited(props: { isFirstVisit: boolean }) {
  return (
    <Suspense>
      <Show when={props.isFirstVisit && addressed() === ''}>
        <FirstRun decks={null} />
      </Show>
    </Suspense>
  )
}

const failureOf = (boot: Boot | undefined) => (boot?.kind === 'failed' ? boot.failure : undefined)
const servicesOf = (boot: Boot | undefined) => (boot?.kind === 'ready' ? boot.services : undefined)
