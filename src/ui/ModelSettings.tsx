import { createSignal, Show } from 'solid-js'
import { createModelSetup, type ModelSetup } from '../app/modelSetup.ts'
import { hostOf, isOpenToAll, LONGEST_FIELD, parseAddress } from '../domain/endpoint.ts'
import { failureWords } from './failureWords.ts'
import { model as words } from './messages/model.ts'
import { Field } from './parts/Field.tsx'
import { Switch } from './parts/Switch.tsx'

const NOTHING: ModelSetup = { on: false, address: '', model: '', key: '' }

/** Where a model of the learner's own answers. Off, and out of the way, until they turn it on. */
export function ModelSettings() {
  const setup = createModelSetup()
  const at = () => setup.kept() ?? NOTHING
  const change = (part: Partial<ModelSetup>) => setup.keep({ ...at(), ...part })
  const [wrong, setWrong] = createSignal(false)
  const [forgotten, setForgotten] = createSignal(false)
  const takeAddress = (text: string) => {
    const address = text.trim() === '' ? '' : parseAddress(text)
    setWrong(address === null)
    if (address !== null) change({ address })
  }
  const said = () => {
    const checked = setup.checked()
    if (forgotten()) return words.forgotten
    if (!checked) return setup.failed() ? words.keepFailed : ''
    switch (checked.kind) {
      case 'asking':
        return words.checking
      case 'names':
        return words.models(checked.names)
      case 'failed':
        return failureWords(checked.failure)
    }
  }
  return (
    <section aria-labelledby="model">
      <h2 id="model">{words.title}</h2>
      <div class="paper">
        <p>{words.text}</p>
        <Switch
          label={words.use}
          help={words.useText}
          on={at().on}
          onChange={(on) => {
            setForgotten(false)
            change({ on })
          }}
        />
        <Show when={at().on}>
          <Field label={words.address} help={words.addressHelp} error={wrong() ? words.addressWrong : null}>
            {(control) => (
              <input
                class="input"
                {...control}
                type="url"
                autocomplete="off"
                spellcheck={false}
                maxlength={LONGEST_FIELD}
                value={at().address}
                onChange={(event) => takeAddress(event.currentTarget.value)}
              />
            )}
          </Field>
          <Show when={isOpenToAll(at().address)}>
            <p class="error">{words.openToAll}</p>
          </Show>
          <Field label={words.model} help={words.modelHelp}>
            {(control) => (
              <input
                class="input"
                {...control}
                autocomplete="off"
                spellcheck={false}
                maxlength={LONGEST_FIELD}
                value={at().model}
                onChange={(event) => change({ model: event.currentTarget.value.trim() })}
              />
            )}
          </Field>
          <Field label={words.key} help={words.keyHelp}>
            {(control) => (
              <input
                class="input"
                {...control}
                type="password"
                autocomplete="off"
                maxlength={LONGEST_FIELD}
                value={at().key}
                onChange={(event) => change({ key: event.currentTarget.value.trim() })}
              />
            )}
          </Field>
          <p class="muted small">{words.origins(location.origin)}</p>
          <div class="line">
            <small>{words.checkText}</small>
            <button
              type="button"
              class="btn"
              disabled={at().address === '' || setup.checked()?.kind === 'asking'}
              onClick={() => void setup.check(at())}
            >
              {at().address === '' ? words.checkNobody : words.check(hostOf(at().address))}
            </button>
          </div>
          <div class="line">
            <small>{words.forgetText}</small>
            <button
              type="button"
              class="btn"
              onClick={() => {
                setup.keep(null)
                setWrong(false)
                setForgotten(true)
              }}
            >
              {words.forget}
            </button>
          </div>
        </Show>
      </div>
      <p role="status" class="said">
        {said()}
      </p>
    </section>
  )
}
