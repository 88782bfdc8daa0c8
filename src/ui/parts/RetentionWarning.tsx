import { Match, Switch } from 'solid-js'
import { options as words } from '../messages/options.ts'
import { Banner } from './Banner.tsx'

/** What is to be said of a desired retention that is far from the usual. Bounds in whole percent: ratios compare badly. */
export function RetentionWarning(props: { ratio: number }) {
  const whole = () => Math.round(props.ratio * 100)
  return (
    <Switch>
      <Match when={whole() < 80}>
        <Banner tone="warn" icon="warning" title={words.low} text={words.lowText} />
      </Match>
      <Match when={whole() > 97}>
        <Banner tone="bad" icon="warning-circle" title={words.tooHigh} text={words.tooHighText} />
      </Match>
      <Match when={whole() > 95}>
        <Banner tone="warn" icon="warning" title={words.high} text={words.highText} />
      </Match>
    </Switch>
  )
}
