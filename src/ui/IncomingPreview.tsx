import './styles/incoming.css'
import { Match, Switch } from 'solid-js'
import type { PatchIncoming } from '../app/corrections.ts'
import type { BackupPreview } from '../app/restore.ts'
import type { Proposal } from '../domain/deckPatch.ts'
import type { Side } from '../domain/noteMerge.ts'
import { IncomingBackup, type Way } from './IncomingBackup.tsx'
import { type Choose, type DeckIncoming, IncomingDeck } from './IncomingDeck.tsx'
import { IncomingPatch } from './IncomingPatch.tsx'
import { transfer as words } from './messages/transfer.ts'
import type { Known } from './openState.ts'
import { ChooseFile } from './parts/ChooseFile.tsx'

/** What a file, a link or an address holds, before any of it is taken; and another file instead. */
export function IncomingPreview(props: {
  incoming: Known
  onTakeDeck: (deck: DeckIncoming, choose: Choose) => void
  onTakePatch: (patch: PatchIncoming, choose: (proposal: Proposal) => Side) => void
  onTakeBackup: (backup: BackupPreview, way: Way) => void
  onOther: (file: File | undefined) => Promise<void>
}) {
  const deck = () => (props.incoming.kind === 'deck' ? props.incoming : undefined)
  const patch = () => (props.incoming.kind === 'patch' ? props.incoming : undefined)
  const backup = () => (props.incoming.kind === 'backup' ? props.incoming : undefined)
  return (
    <section class="paper pad incoming">
      <Switch>
        <Match when={deck()}>
          {(incoming) => (
            <IncomingDeck incoming={incoming()} onTake={(choose) => props.onTakeDeck(incoming(), choose)}>
              <ChooseFile label={words.chooseOther} onFile={props.onOther} />
            </IncomingDeck>
          )}
        </Match>
        <Match when={patch()}>
          {(incoming) => (
            <IncomingPatch incoming={incoming()} onTake={(choose) => props.onTakePatch(incoming(), choose)}>
              <ChooseFile label={words.chooseOther} onFile={props.onOther} />
            </IncomingPatch>
          )}
        </Match>
        <Match when={backup()}>
          {(incoming) => (
            <IncomingBackup incoming={incoming()} onTake={(way) => props.onTakeBackup(incoming(), way)}>
              <ChooseFile label={words.chooseOther} onFile={props.onOther} />
            </IncomingBackup>
          )}
        </Match>
      </Switch>
    </section>
  )
}
