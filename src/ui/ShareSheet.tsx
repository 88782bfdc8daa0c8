import './styles/share.css'
import { createMemo, createResource, createSignal, lazy, type Resource, Show } from 'solid-js'
import { packCorrections } from '../app/corrections.ts'
import { deckToSend, packDeck, sendParcel } from '../app/sendDeck.ts'
import { othersTexts, shareable, shareBySheet, waysOf } from '../app/sendWays.ts'
import { useServices } from '../app/services.ts'
import type { Deck } from '../domain/deck.ts'
import { deck as deckWords } from './messages/deck.ts'
import { share as words } from './messages/share.ts'
import { OptRow } from './parts/OptRow.tsx'
import { ShareLink } from './ShareLink.tsx'

const OtherApps = lazy(() => import('./OtherApps.tsx'))
const ShareCodes = lazy(() => import('./ShareCodes.tsx'))

/** What would leave the device with a deck, said first; then the ways to send it, one a row. */
export default function ShareSheet(props: { deck: Deck; cards: number; onAnki: () => void }) {
  const services = useServices()
  /** A selection is in no collection, and ready as it is. */
  const sent = createMemo(() => {
    const { deck } = props
    return deckToSend(services, deck.id).then((held) => held ?? deck)
  })
  const [parcel] = createResource(sent, async (deck) => packDeck(services, await deck))
  const [ways] = createResource(sent, async (deck) => waysOf(await deck))
  const [whole] = createResource(sent, (deck) => deck)
  const [corrections] = createResource(
    () => props.deck,
    ({ id }) => packCorrections(services, id),
  )
  const [shows, setShows] = createSignal<'ways' | 'codes'>('ways')
  let cameBack = false
  const [said, setSaid] = createSignal('')
  const made = () => ready(parcel)
  const other = () => ready(ways)
  const trying = (work: Promise<unknown>) => void work.catch(() => setSaid(words.failed))
  const back = () => {
    cameBack = true
    setShows('ways')
  }
  const save = () => {
    const packed = made()
    if (packed) trying(sendParcel(packed))
  }
  const bySheet = () => {
    const packed = made()
    return packed ? shareable(packed, other()?.link ?? null) : null
  }
  return (
    <Show
      when={shows() === 'codes' && other()?.codes}
      fallback={
        // Where the row that was pressed is gone, the focus goes to what it led back to.
        <div class="share-deck" tabindex="-1" ref={(ways) => cameBack && queueMicrotask(() => ways.focus())}>
          <div class="about">
            <p dir="auto">{words.by(props.deck.authors.join(', '), deckWords.licenceName(props.deck.licence))}</p>
            <p class="small muted">
              {words.inside(props.cards, props.deck.sources.length, made()?.media ?? 0)}. {words.stays}
            </p>
            <Show when={othersTexts(props.deck) > 0}>
              <p class="small">{words.others(othersTexts(props.deck))}</p>
            </Show>
          </div>
          <Show when={other()?.link}>{(link) => <ShareLink link={link()} />}</Show>
          <div class="opts">
            <OptRow
              icon="file-arrow-down"
              label={words.file}
              note={made() ? words.fileNote(made()?.name ?? '', made()?.file.size ?? 0) : words.making}
              disabled={!made()}
              onPress={save}
            />
            <Show when={bySheet()}>
              {(data) => (
                <OptRow
                  icon="share-network"
                  label={words.app}
                  note={words.appNote}
                  onPress={() => trying(shareBySheet(data()))}
                />
              )}
            </Show>
            <Show when={other()?.codes}>
              {(codes) => (
                <OptRow
                  icon="qr-code"
                  label={words.codes}
                  note={words.codesNote(codes().needed)}
                  onPress={() => setShows('codes')}
                />
              )}
            </Show>
            <OptRow icon="export" label={deckWords.anki} note={words.ankiNote} onPress={() => props.onAnki()} />
            <Show when={ready(corrections)}>
              {(packed) => (
                <OptRow
                  icon="pencil-simple"
                  label={words.corrections}
                  note={words.correctionsNote(packed().cards)}
                  onPress={() => trying(sendParcel(packed()))}
                />
              )}
            </Show>
            <OtherApps deck={ready(whole) ?? props.deck} />
          </div>
          <Show when={other() && other()?.link === null}>
            <p class="small muted">{words.noLink}</p>
          </Show>
          <Show when={(made()?.media ?? 0) > 0 && (other()?.link ?? other()?.codes)}>
            <p class="small muted">{words.textOnly}</p>
          </Show>
          <p role="status" class="small">
            <Show when={parcel.error} fallback={said()}>
              {words.failed}
            </Show>
          </p>
        </div>
      }
    >
      {(codes) => <ShareCodes codes={codes()} onBack={back} />}
    </Show>
  )
}

const ready = <T,>(resource: Resource<T>): T | undefined => (resource.state === 'ready' ? resource() : undefined)
