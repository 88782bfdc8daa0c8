import { createMemo, For, Show } from 'solid-js'
import { createLiveQuery } from '../app/liveQuery.ts'
import { useServices } from '../app/services.ts'
import { baseOf, createSpeech } from '../app/speech.ts'
import type { SettingValues } from '../domain/settings.ts'
import { languageName } from './languageName.ts'
import { reading as words } from './messages/reading.ts'
import { Field } from './parts/Field.tsx'
import { Segmented } from './parts/Segmented.tsx'
import { Switch } from './parts/Switch.tsx'

/** Size and spacing of what is read, swipes, and reading aloud with the device's own voices. */
export function ReadingSettings() {
  const { settings, store } = useServices()
  const current = settings.current
  const change = (part: Partial<SettingValues>) => void settings.change(part)
  const speech = createSpeech({
    voiceFor: (language) => current().voices[language] ?? null,
    rate: () => current().speechRate,
  })
  const decks = createLiveQuery(store, ['decks'], store.decks)
  // A device may speak forty languages; what matters are those of the cards.
  const languages = createMemo(() => [...new Set((decks.latest ?? []).map((deck) => baseOf(deck.language)))].sort())
  const slider = (
    label: string,
    help: string | undefined,
    low: number,
    high: number,
    step: number,
    value: () => number,
    onChange: (value: number) => void,
  ) => (
    <Field label={label} help={help}>
      {(control) => (
        <div class="range">
          <input
            {...control}
            type="range"
            min={low}
            max={high}
            step={step}
            value={value()}
            aria-valuetext={words.times(value())}
            onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
          />
          <output>{words.times(value())}</output>
        </div>
      )}
    </Field>
  )
  return (
    <section aria-labelledby="reading">
      <h2 id="reading">{words.title}</h2>
      <div class="paper">
        {slider(
          words.size,
          words.sizeText,
          0.8,
          1.4,
          0.1,
          () => current().textScale,
          (textScale) => change({ textScale }),
        )}
        <div class="line">
          <b>{words.spacing}</b>
          <Segmented
            label={words.spacing}
            value={String(current().lineSpacing)}
            options={Object.entries(words.spacings).map(([value, label]) => ({ value, label }))}
            onChange={(value) => change({ lineSpacing: Number(value) })}
          />
        </div>
        <div class="line">
          <b>{words.face}</b>
          <Segmented
            label={words.face}
            value={current().readingFace}
            options={(['serif', 'sans'] as const).map((value) => ({ value, label: words.faces[value] }))}
            onChange={(readingFace) => change({ readingFace })}
          />
        </div>
        <Switch
          label={words.hideGaps}
          help={words.hideGapsText}
          on={current().hideOtherGaps}
          onChange={(hideOtherGaps) => change({ hideOtherGaps })}
        />
        <Switch
          label={words.swipes}
          help={words.swipesText}
          on={current().swipes}
          onChange={(swipes) => change({ swipes })}
        />
        <Switch
          label={words.aloud}
          help={words.aloudText}
          on={current().readAloud}
          onChange={(readAloud) => change({ readAloud })}
        />
        <Show when={speech.voices().length > 0} fallback={<p class="small muted">{words.noVoices}</p>}>
          {slider(
            words.rate,
            undefined,
            0.5,
            2,
            0.1,
            () => current().speechRate,
            (speechRate) => change({ speechRate }),
          )}
          <For each={languages()}>
            {(language) => (
              <Field
                label={words.voice(languageName(language))}
                help={speech.hasVoice(language) ? undefined : words.noVoice(languageName(language))}
                inline
              >
                {(control) => (
                  <select
                    class="input"
                    {...control}
                    onChange={(event) => {
                      const id = event.currentTarget.value
                      void settings.change(({ voices: { [language]: _old, ...rest } }) => ({
                        voices: id === '' ? rest : { ...rest, [language]: id },
                      }))
                    }}
                  >
                    <option value="">{words.anyVoice}</option>
                    <For each={speech.voices().filter((voice) => baseOf(voice.lang) === language)}>
                      {(voice) => (
                        <option value={voice.id} selected={current().voices[language] === voice.id}>
                          {voice.name}
                        </option>
                      )}
                    </For>
                  </select>
                )}
              </Field>
            )}
          </For>
          <Show when={speech.hasVoice('en')}>
            <button type="button" class="btn" onClick={() => speech.speak(words.sample, 'en')}>
              {words.listen}
            </button>
          </Show>
        </Show>
      </div>
    </section>
  )
}
