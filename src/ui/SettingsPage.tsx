import './styles/settings.css'
import { createMemo, createSignal, lazy, Show, Suspense } from 'solid-js'
import { backUp } from '../app/backUp.ts'
import { useServices } from '../app/services.ts'
import type { SettingValues } from '../domain/settings.ts'
import { BackHead, PageFrame } from './frame.tsx'
import { ModelSettings } from './ModelSettings.tsx'
import { keys } from './messages/keys.ts'
import { options } from './messages/options.ts'
import { settings as words } from './messages/settings.ts'
import { transfer } from './messages/transfer.ts'
import { OptionsButton } from './OptionsButton.tsx'
import { Field } from './parts/Field.tsx'
import { Segmented } from './parts/Segmented.tsx'
import { Switch } from './parts/Switch.tsx'
import { ReadingSettings } from './ReadingSettings.tsx'
import { Tuning } from './Tuning.tsx'
import { UnusedMedia } from './UnusedMedia.tsx'

/** What can be set, each with its one sentence; and the learner's own data, in and out. */
export default function SettingsPage() {
  const { settings } = useServices()
  const current = settings.current
  const change = (part: Partial<SettingValues>) => void settings.change(part)
  return (
    <PageFrame current={null}>
      <BackHead href="#/" />
      <h1 class="page-title">{words.title}</h1>
      <div class="settings">
        <section aria-labelledby="studying">
          <h2 id="studying">{words.studying}</h2>
          <div class="paper">
            <div class="line">
              <span>
                <b>{options.title}</b>
                <small>
                  {options.summary(current().desiredRetentionRatio, current().newPerDay, current().reviewsPerDay)}
                </small>
              </span>
              <OptionsButton deckId={null} />
            </div>
            <Field label={words.rollover} help={words.rolloverText} inline>
              {(control) => (
                <select
                  class="input"
                  {...control}
                  value={current().rolloverHour}
                  onChange={(event) => change({ rolloverHour: Number(event.currentTarget.value) })}
                >
                  {Array.from({ length: 24 }, (_, hour) => (
                    <option value={hour} selected={hour === current().rolloverHour}>
                      {words.hour(hour)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </div>
        </section>
        <section aria-labelledby="look">
          <h2 id="look">{words.look}</h2>
          <div class="paper">
            <div class="line">
              <b>{words.theme}</b>
              <Segmented
                label={words.theme}
                value={current().theme}
                options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: words.themes[value] }))}
                onChange={(theme) => change({ theme })}
              />
            </div>
            <Switch
              label={words.twoButtons}
              help={words.twoButtonsText}
              on={current().twoButtons}
              onChange={(twoButtons) => change({ twoButtons })}
            />
            <Switch
              label={words.typeAnswers}
              help={words.typeAnswersText}
              on={current().typeAnswers}
              onChange={(typeAnswers) => change({ typeAnswers })}
            />
            <Switch
              label={words.accents}
              help={words.accentsText}
              on={current().accentsCount}
              onChange={(accentsCount) => change({ accentsCount })}
            />
            <Switch
              label={words.intervals}
              help={words.intervalsText}
              on={current().showIntervals}
              onChange={(showIntervals) => change({ showIntervals })}
            />
            <Switch
              label={words.shortcuts}
              help={words.shortcutsText}
              on={current().singleKeyShortcuts}
              onChange={(singleKeyShortcuts) => change({ singleKeyShortcuts })}
            />
            <OwnKeys />
          </div>
        </section>
        <ReadingSettings />
        <Tuning />
        <ModelSettings />
        <YourData />
        <section aria-labelledby="about">
          <h2 id="about">{words.about}</h2>
          <p>{words.version(__APP_VERSION__)}</p>
          <p class="muted">{words.licence}</p>
        </section>
      </div>
    </PageFrame>
  )
}

const KeysSheet = lazy(() => import('./KeysSheet.tsx'))

function OwnKeys() {
  const [open, setOpen] = createSignal(false)
  const wasOpen = createMemo<boolean>((was) => was || open(), false)
  return (
    <div class="line">
      <span>
        <b>{keys.open}</b>
        <small>{keys.openText}</small>
      </span>
      <button type="button" class="btn" onClick={() => setOpen(true)}>
        {keys.change}
      </button>
      <Show when={wasOpen()}>
        <Suspense>
          <KeysSheet open={open()} onClose={() => setOpen(false)} />
        </Suspense>
      </Show>
    </div>
  )
}

function YourData() {
  const services = useServices()
  const [said, setSaid] = createSignal('')
  const save = () =>
    backUp(services).then(
      (saved) =>
        setSaid(
          saved
            ? `${transfer.backupSaved(saved.name, saved.size)} ${saved.lost.length > 0 ? transfer.backupLacks : ''}`.trim()
            : '',
        ),
      () => setSaid(`${transfer.saveFailed}. ${transfer.saveFailedText}`),
    )
  return (
    <section aria-labelledby="data">
      <h2 id="data">{words.data}</h2>
      <div class="paper">
        <div class="line">
          <span>
            <b>{words.backup}</b>
            <small>{words.backupText}</small>
          </span>
          <button type="button" class="btn" onClick={() => void save()}>
            {words.backup}
          </button>
        </div>
        <div class="line">
          <span>
            <b>{words.restore}</b>
            <small>{words.restoreText}</small>
          </span>
          <a class="btn" href="#/open">
            {words.restore}
          </a>
        </div>
        <div class="line">
          <span>
            <b>{words.safety}</b>
            <small>{words.safetyText}</small>
          </span>
          <a class="btn" href="#/safety">
            {words.safetyOpen}
          </a>
        </div>
        <UnusedMedia onSaid={setSaid} />
        <p role="status" class="said">
          {said()}
        </p>
      </div>
    </section>
  )
}
