import { For, Show } from 'solid-js'
import { canKeepPoint } from '../app/copies.ts'
import { CHANGES } from '../app/mergeCounts.ts'
import type { BackupPreview } from '../app/restore.ts'
import { transfer as words } from './messages/transfer.ts'

/** What adding a backup does to what is here: each thing that changes, or that nothing does; what comes, and what may. */
export function MergeEffect(props: { incoming: BackupPreview }) {
  const changes = () => {
    const { changed } = props.incoming.merging
    return CHANGES.flatMap((kind) => (changed[kind] > 0 ? [words.changes[kind](changed[kind])] : []))
  }
  const added = () => {
    const { decks, cards, reviews, papers } = props.incoming.merging.added
    return [
      ...(decks > 0 ? [words.addedDecks(decks)] : []),
      ...(cards > 0 ? [words.addedCards(cards)] : []),
      ...(reviews > 0 ? [words.addedReviews(reviews)] : []),
      ...(papers > 0 ? [words.addedPapers(papers)] : []),
    ]
  }
  const hosts = () => props.incoming.merging.hosts
  const absent = () => props.incoming.merging.absent
  return (
    <>
      <Show
        when={changes().length > 0}
        fallback={<p>{props.incoming.isNew ? words.unchanged(added()) : words.nothingToAdd}</p>}
      >
        <div class="merge-effect">
          <h3>{words.changesTitle}</h3>
          <ul>
            <For each={changes()}>{(line) => <li>{line}</li>}</For>
          </ul>
        </div>
        <p>
          {words.changesText(added())} {canKeepPoint() ? words.changesKept : words.changesBack}
        </p>
      </Show>
      <Show when={hosts().length > 0}>
        <div class="merge-effect">
          <p>{words.hosts}</p>
          <ul>
            <For each={hosts().slice(0, HOSTS)}>{(host) => <li dir="ltr">{host}</li>}</For>
            <Show when={hosts().length > HOSTS}>
              <li>{words.moreHosts(hosts().length - HOSTS)}</li>
            </Show>
          </ul>
          <p>{words.hostsAsked}</p>
        </div>
      </Show>
      <Show when={absent() > 0}>
        <p>{words.absent(absent())}</p>
      </Show>
    </>
  )
}

/** Hosts that are named. */
const HOSTS = 5
