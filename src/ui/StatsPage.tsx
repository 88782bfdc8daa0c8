import './styles/heat.css'
import './styles/stats.css'
import { createSignal, For, Show, Suspense } from 'solid-js'
import { useServices } from '../app/services.ts'
import { createStats, type StatsView } from '../app/stats.ts'
import { PERIODS, type Period } from '../domain/stats.ts'
import type { StatsChoices, StatsFilter } from '../domain/statsFilter.ts'
import { HomeHead, PageFrame } from './frame.tsx'
import { stats as words } from './messages/stats.ts'
import { t } from './messages.ts'
import { EmptyState } from './parts/EmptyState.tsx'
import { Segmented } from './parts/Segmented.tsx'
import { ButtonsPanel, HoursPanel, TimePanel } from './StatsHabits.tsx'
import { DifficultyPanel, RetrievabilityPanel, StabilityPanel, StatesPanel } from './StatsMemory.tsx'
import { DayPanel, DuePanel, HeatPanel, RetentionPanel } from './StatsReviews.tsx'

/** What is remembered, what comes, and what was done: each a finding, its chart, and its table. */
export default function StatsPage() {
  const [period, setPeriod] = createSignal<Period>('quarter')
  const [filter, setFilter] = createSignal<StatsFilter>({ kind: 'all' })
  return (
    <PageFrame current="stats">
      <HomeHead />
      <Suspense
        fallback={
          <>
            <h1 class="page-title">{words.title}</h1>
            <p role="status">{t.loading}</p>
          </>
        }
      >
        <Content period={period()} onPeriod={setPeriod} filter={filter()} onFilter={setFilter} />
      </Suspense>
    </PageFrame>
  )
}

type ContentProps = {
  period: Period
  onPeriod: (period: Period) => void
  filter: StatsFilter
  onFilter: (filter: StatsFilter) => void
}

function Content(props: ContentProps) {
  const view = createStats(() => props.filter)
  return (
    <Show when={view.latest}>
      {(known) => (
        <Show
          when={known().stats.answers > 0 || props.filter.kind !== 'all'}
          fallback={
            <>
              <h1 class="page-title">{words.title}</h1>
              <EmptyState title={words.empty} text={words.emptyText} picture="blank" />
            </>
          }
        >
          <div class="stats-top">
            <h1 class="page-title">{words.title}</h1>
            <FilterField choices={known().choices} filter={props.filter} onChange={props.onFilter} />
            <Segmented
              label={words.period}
              value={props.period}
              options={PERIODS.map((value) => ({ value, label: words.periods[value] }))}
              onChange={props.onPeriod}
            />
          </div>
          <Panels view={known()} period={props.period} />
          <p class="stats-foot">{words.leftOut}</p>
        </Show>
      )}
    </Show>
  )
}

function Panels(props: { view: StatsView; period: Period }) {
  const { settings } = useServices()
  const stats = () => props.view.stats
  const period = () => stats().periods[props.period]
  return (
    <div class="stats">
      <DayPanel day={stats().day} />
      <RetentionPanel period={period()} today={stats().today} desired={settings.current().desiredRetentionRatio} />
      <DuePanel forecast={stats().forecast} today={stats().today} />
      <HeatPanel
        stats={stats()}
        restDays={settings.current().restDays}
        onRestDays={(restDays) => void settings.change({ restDays })}
      />
      <StatesPanel memory={stats().memory} />
      <StabilityPanel memory={stats().memory} />
      <RetrievabilityPanel memory={stats().memory} />
      <DifficultyPanel memory={stats().memory} />
      <ButtonsPanel period={period()} />
      <HoursPanel period={period()} />
      <TimePanel period={period()} today={stats().today} />
    </div>
  )
}

/** A native list, so that any number of decks, tags and articles can be chosen from by every means there is. */
function FilterField(props: { choices: StatsChoices; filter: StatsFilter; onChange: (filter: StatsFilter) => void }) {
  const groups = (): readonly [label: string, filters: readonly (readonly [string, StatsFilter])[]][] => [
    [words.filterDecks, props.choices.decks.map((path) => [path.replaceAll('::', ' › '), { kind: 'deck', path }])],
    [words.filterTags, props.choices.tags.map((tag) => [tag, { kind: 'tag', tag }])],
    [words.filterArticles, props.choices.articles.map(({ sourceId, title }) => [title, { kind: 'article', sourceId }])],
  ]
  const take = (value: string) => {
    const found = groups()
      .flatMap(([, filters]) => filters)
      .find(([, filter]) => keyOf(filter) === value)
    props.onChange(found?.[1] ?? { kind: 'all' })
  }
  return (
    <select class="input pick" aria-label={words.filter} onChange={(event) => take(event.currentTarget.value)}>
      <option value={keyOf({ kind: 'all' })} selected={props.filter.kind === 'all'}>
        {words.everything}
      </option>
      <For each={groups().filter(([, filters]) => filters.length > 0)}>
        {([label, filters]) => (
          <optgroup label={label}>
            <For each={filters}>
              {([name, filter]) => (
                <option value={keyOf(filter)} selected={keyOf(filter) === keyOf(props.filter)}>
                  {name}
                </option>
              )}
            </For>
          </optgroup>
        )}
      </For>
    </select>
  )
}

function keyOf(filter: StatsFilter): string {
  switch (filter.kind) {
    case 'all':
      return 'all'
    case 'deck':
      return `deck ${filter.path}`
    case 'tag':
      return `tag ${filter.tag}`
    case 'article':
      return `article ${filter.sourceId}`
  }
}
