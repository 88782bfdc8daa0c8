import '../styles/card.css'
import { For, Show } from 'solid-js'
import { study } from '../messages/study.ts'
import { Icon } from './Icon.tsx'

/** A stretch of a sentence; `answer` marks the words that answer the question. */
export type EvidencePart = { readonly text: string; readonly answer: boolean }

export type EvidenceModel = {
  /** The sentences round it, where they help: not highlighted. */
  readonly before: string | null
  readonly parts: readonly EvidencePart[]
  readonly after: string | null
  /** What was read into the sentence, as finished words. */
  readonly readings: readonly string[]
  /** Null where the deck's owner removed the source. */
  readonly source: SourceLine | null
}

/** `provenance` says whose words these are, e.g. that they are a summary; `href` is null where nothing can be opened. */
export type SourceLine = { readonly title: string; readonly provenance: string; readonly href: string | null }

type EvidenceProps = {
  evidence: EvidenceModel
  /** Covers the answer's words. */
  covered?: boolean
  /** Draws the stroke across, once. */
  sweep?: boolean
  lang: string
  /** Leaves out the line that names the source, where the next piece of evidence has the same. */
  bare?: boolean
  /** Leaves out the sentence itself, where the question already shows it. */
  neighboursOnly?: boolean
}

/** The sentence that a card came from, highlighted, with its source. */
export function Evidence(props: EvidenceProps) {
  return (
    <figure class="evidence">
      <Show when={props.neighboursOnly} fallback={<Sentence {...props} />}>
        <Neighbours {...props} />
      </Show>
      <Show when={props.evidence.readings.length > 0}>
        <ul class="readings">
          <For each={props.evidence.readings}>{(reading) => <li>{reading}</li>}</For>
        </ul>
      </Show>
      <Show when={!props.bare}>
        <SourceFoot source={props.evidence.source} />
      </Show>
    </figure>
  )
}

function Sentence(props: EvidenceProps) {
  return (
    <blockquote lang={props.lang} dir="auto">
      <bdi class="sr">{study.source} </bdi>
      <Show when={props.evidence.before}>{`${props.evidence.before} `}</Show>
      <Show when={props.evidence.source || props.bare} fallback={<Quote {...props} />}>
        <mark class="hl" classList={{ sweep: props.sweep }}>
          <Quote {...props} />
        </mark>
      </Show>
      <Show when={props.evidence.after}>{` ${props.evidence.after}`}</Show>
    </blockquote>
  )
}

function Neighbours(props: EvidenceProps) {
  const text = () => props.evidence.before ?? props.evidence.after
  return (
    <Show when={text()}>
      <p class="small muted">{props.evidence.before ? study.sentenceBefore : study.sentenceAfter}</p>
      <blockquote lang={props.lang} dir="auto">
        {text()}
      </blockquote>
    </Show>
  )
}

function Quote(props: EvidenceProps) {
  return (
    <For each={props.evidence.parts}>
      {(part) => (
        <Show when={part.answer} fallback={part.text}>
          <strong aria-hidden={props.covered}>{part.text}</strong>
          <Show when={props.covered}>
            <bdi class="sr">{study.blank}</bdi>
          </Show>
        </Show>
      )}
    </For>
  )
}

function SourceFoot(props: { source: SourceLine | null }) {
  const words = () => (
    <span>
      <b dir="auto">{props.source?.title ?? study.missingSource}</b>
      <span>{props.source?.provenance}</span>
    </span>
  )
  return (
    <Show
      when={props.source?.href}
      fallback={
        <figcaption class="src">
          <Icon name="newspaper" />
          {words()}
        </figcaption>
      }
    >
      {(href) => (
        <figcaption>
          <a class="src" href={href()}>
            <Icon name="newspaper" />
            {words()}
            <Icon name="caret-right" size="s" />
          </a>
        </figcaption>
      )}
    </Show>
  )
}
