import { useParams, useSearchParams } from '@solidjs/router'
import { createEffect, lazy, Match, onMount, Show, Switch } from 'solid-js'
import { onLaunchFile, takeHanded } from '../app/received.ts'
import { useServices } from '../app/services.ts'
import { holdUpdates } from '../app/unload.ts'
import { hostOfDeck } from '../domain/deckAddress.ts'
import type { DeckId } from '../domain/note.ts'
import { AddressForm } from './AddressForm.tsx'
import { BackHead, PageFrame } from './frame.tsx'
import { IncomingPreview } from './IncomingPreview.tsx'
import { IncomingTaken } from './IncomingTaken.tsx'
import { receive } from './messages/receive.ts'
import { transfer as words } from './messages/transfer.ts'
import { t } from './messages.ts'
import { createOpenDesk, type OpenDesk } from './openDesk.ts'
import { inPhase } from './openState.ts'
import { takingBackup, takingDeck, takingPatch } from './openTaking.ts'
import { Banner } from './parts/Banner.tsx'
import { ChooseFile } from './parts/ChooseFile.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { problemWords } from './problemWords.ts'
import { ScanButton } from './ScanButton.tsx'
import { UnsealForm } from './UnsealForm.tsx'

const OpenForeign = lazy(() => import('./OpenForeign.tsx'))
const PasteCards = lazy(() => import('./PasteCards.tsx'))

/** Opens a deck or a backup from a file: what it holds is shown first, and taken whole or not at all. */
export default function OpenDeckPage() {
  const services = useServices()
  const desk = createOpenDesk(services)
  const { state, openFile, openLink } = desk
  openWhatIsAskedFor(desk)
  holdUpdates(() => inPhase(state(), 'preview', 'refused', 'sealed', 'opening', 'wrong', 'writing') !== undefined)
  return (
    <PageFrame current="decks">
      <BackHead href="#/decks" />
      <h1 class="page-title">{words.preview}</h1>
      <Switch>
        <Match when={inPhase(state(), 'problem')}>
          {(at) => (
            <EmptyState title={words.problem} text={`${problemWords(at().name, at().problem)} ${words.nothingChanged}`}>
              <ChooseFile label={words.chooseOther} onFile={openFile} />
            </EmptyState>
          )}
        </Match>
        <Match when={inPhase(state(), 'preview', 'refused')}>
          {(at) => (
            <>
              <Show when={at().phase === 'refused'}>
                <Banner tone="bad" icon="hard-drive" title={words.takeFailed} text={words.takeFailedText} />
              </Show>
              <IncomingPreview
                incoming={at().incoming}
                onTakeDeck={(deck, choose) => void desk.take(deck, () => takingDeck(services, deck, choose))}
                onTakePatch={(patch, choose) => void desk.take(patch, () => takingPatch(services, patch, choose))}
                onTakeBackup={(backup, way) =>
                  void desk.take(backup, () => takingBackup(services, desk.withOrigin(backup), way))
                }
                onOther={openFile}
              />
            </>
          )}
        </Match>
        <Match when={inPhase(state(), 'sealed', 'opening', 'wrong')}>
          {(at) => (
            <UnsealForm
              name={at().name}
              busy={at().phase === 'opening'}
              wrong={at().phase === 'wrong'}
              onOpen={(passphrase) => void desk.unseal(at().name, at().file, passphrase)}
            />
          )}
        </Match>
        <Match when={inPhase(state(), 'taken')}>{(at) => <IncomingTaken taken={at()} onUndone={desk.show} />}</Match>
        <Match when={inPhase(state(), 'broken')}>
          {(at) => (
            <EmptyState title={receive.broken} text={`${at().text} ${words.nothingChanged}`}>
              <ChooseFile label={words.chooseOther} onFile={openFile} />
              <ScanButton onFile={openFile} onLink={openLink} />
            </EmptyState>
          )}
        </Match>
        <Match when={inPhase(state(), 'foreign')?.file} keyed>
          {(file) => (
            <OpenForeign
              file={file}
              onOther={(other) => void openFile(other)}
              onLeave={() => desk.show({ phase: 'choose' })}
            />
          )}
        </Match>
        <Match when={state().phase === 'choose'}>
          <EmptyState title={t.decks.open} text={words.chooseText} picture="blank">
            <ChooseFile label={words.choose} onFile={openFile} />
            <ScanButton onFile={openFile} onLink={openLink} />
          </EmptyState>
          <AddressForm onAddress={(address) => void desk.openAddress(address)} onLink={(link) => void openLink(link)} />
          <PasteCards onFile={(file) => void openFile(file)} />
        </Match>
        <Match when={inPhase(state(), 'mayAsk')?.address}>
          {(address) => (
            <EmptyState title={words.mayAsk(hostOfDeck(address()))} text={words.mayAskText}>
              <button type="button" class="btn primary big" onClick={() => void desk.openAddress(address())}>
                {words.ask}
              </button>
            </EmptyState>
          )}
        </Match>
        <Match when={inPhase(state(), 'asking')}>{(at) => <p role="status">{words.asking(at().host)}</p>}</Match>
        <Match when={state().phase === 'reading' || state().phase === 'writing'}>
          <p role="status">{state().phase === 'reading' ? words.reading : words.writing}</p>
        </Match>
      </Switch>
    </PageFrame>
  )
}

/** What the address names, and what the system or another page has handed over. */
function openWhatIsAskedFor(desk: OpenDesk): void {
  const [asked] = useSearchParams<{ copy: string; deck: string }>()
  onMount(() => onLaunchFile((file) => desk.openFile(file)))
  // The page stays when another address of its own is opened.
  createEffect(() => {
    if (asked.copy) void desk.openCopy(asked.copy)
    else if (asked.deck) void desk.openNewer(asked.deck as DeckId)
  })
  const params = useParams<{ link?: string }>()
  createEffect(() => {
    if (params.link) void desk.openLink(params.link)
  })
  createEffect(() => {
    const given = takeHanded()
    if (typeof given === 'string') void desk.openLink(given)
    else void desk.openFile(given)
  })
}
