import { createSignal, Show } from 'solid-js'
import { type ExportSubject, everything } from '../app/exportSubject.ts'
import { lastBackup } from '../app/lastBackup.ts'
import { useServices } from '../app/services.ts'
import type { Unsaved } from '../domain/unsaved.ts'
import { AnkiSheet } from './AnkiSheet.tsx'
import { dateAndTime } from './format.ts'
import { lostWords } from './lostWords.ts'
import { safety as words } from './messages/safety.ts'
import { transfer } from './messages/transfer.ts'
import { Banner } from './parts/Banner.tsx'
import { Field, type FieldControl } from './parts/Field.tsx'
import { Switch } from './parts/Switch.tsx'

const SHORTEST = 8
/** False where the page is not in a secure context: the platform then has no cryptography. */
const canSeal = (): boolean => globalThis.crypto?.subtle !== undefined

/** What came since the last backup, in one sentence, and the button that changes that. */
export function SafetyBackup(props: { unsaved: Unsaved }) {
  const services = useServices()
  const [said, setSaid] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [toAnki, setToAnki] = createSignal<ExportSubject | null>(null)
  const [locks, setLocks] = createSignal(false)
  const [passphrase, setPassphrase] = createSignal('')
  const [again, setAgain] = createSignal('')
  const [asked, setAsked] = createSignal(false)
  const isShort = () => asked() && passphrase().length < SHORTEST
  const differs = () => asked() && !isShort() && passphrase() !== again()
  const parts = () => {
    const { reviews, studied, made, other } = props.unsaved
    return [
      reviews > 0 ? words.reviewsOf(reviews, studied) : '',
      made > 0 ? words.made(made) : '',
      other > 0 ? words.other(other) : '',
    ].filter(Boolean)
  }

  async function save(): Promise<void> {
    if (busy()) return
    setAsked(locks())
    if (locks() && (isShort() || differs())) return
    setBusy(true)
    try {
      const { saveBackup } = await import('../app/backups.ts')
      const saved = await saveBackup(services, locks() ? passphrase() : null)
      setSaid(saved ? transfer.backupSaved(saved.name, saved.size) : '')
    } catch {
      setSaid(`${transfer.saveFailed}. ${transfer.saveFailedText}`)
    } finally {
      setBusy(false)
    }
  }

  const secret = (control: FieldControl, value: () => string, change: (text: string) => void) => (
    <input
      class="input"
      {...control}
      type="password"
      autocomplete="new-password"
      value={value()}
      onInput={(event) => change(event.currentTarget.value)}
    />
  )
  return (
    <section aria-labelledby="lose">
      <h2 id="lose">{words.lose}</h2>
      <p class="lose">{parts().length === 0 ? words.loseNothing : words.loseText(parts())}</p>
      <p class="muted">{lastWords()}</p>
      <Show when={lostWords(lastBackup()?.lost ?? [])}>
        {(text) => <Banner tone="warn" icon="warning" title={words.lostTitle} text={text()} />}
      </Show>
      <div class="paper">
        <Show when={canSeal()}>
          <Switch label={words.usePassphrase} help={words.passphraseHelp} on={locks()} onChange={setLocks} />
          <Show when={locks()}>
            <Field label={words.passphrase} error={isShort() ? words.passphraseShort : null}>
              {(control) => secret(control, passphrase, setPassphrase)}
            </Field>
            <Field label={words.passphraseAgain} error={differs() ? words.passphraseOther : null}>
              {(control) => secret(control, again, setAgain)}
            </Field>
          </Show>
        </Show>
        <div class="line">
          <small>{words.saveText}</small>
          <button type="button" class="btn primary" onClick={() => void save()}>
            {busy() ? words.saving : words.save}
          </button>
        </div>
        <div class="line">
          <small>{words.ankiText}</small>
          <button type="button" class="btn" aria-haspopup="dialog" onClick={() => setToAnki(everything())}>
            {words.anki}
          </button>
        </div>
      </div>
      <p role="status" class="said">
        {said()}
      </p>
      <AnkiSheet subject={toAnki()} title={words.anki} onClose={() => setToAnki(null)} />
    </section>
  )
}

function lastWords(): string {
  const last = lastBackup()
  if (last === null) return words.noBackup
  const when = dateAndTime(last.at)
  if (last.isOther) return words.lastOther(when, last.name)
  if (last.isSource) return words.lastSource(when, last.name)
  return last.to === 'folder' ? words.lastFolder(when) : words.lastFile(when, last.name)
}
