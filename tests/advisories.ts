/**
 * What is known against the packages that come into the app, and against those that these bring: gathered by hand, as no
 * registry is asked. Looked through on 2026-11-30. That a package has no row means that a search found nothing, not that
 * there is nothing. Where reports differ the later version counts.
 */
export type Advisory = {
  readonly name: string
  /** Which versions have it: from this one on (all, where missing), below that one. */
  readonly from?: string
  readonly below: string
  readonly id: string
  readonly what: string
}

export const ADVISORIES: readonly Advisory[] = [
  { name: 'solid-js', below: '1.9.4', id: 'CVE-2025-27109', what: 'markup in fragments of JSX was not escaped' },
  { name: 'seroval', below: '1.5.3', id: 'GHSA-mv8w-475r-vwqw', what: 'reading a value calls methods of its maker' },
  { name: 'seroval', below: '1.4.1', id: 'CVE-2026-23737', what: 'reading a value runs code' },
  { name: 'seroval', below: '1.4.1', id: 'GHSA-hx9m-jf43-8ffr', what: 'a regular expression that never ends' },
  {
    name: 'valibot',
    from: '0.31.0',
    below: '1.5.0',
    id: 'GHSA-vqpr-j7v3-hqw9',
    what: 'an expression for emoji that never ends',
  },
  {
    name: 'debug',
    from: '4.4.2',
    below: '4.4.3',
    id: 'GHSA-8mgj-vmr8-frr6',
    what: 'a release with somebody else’s code in it',
  },
  { name: 'debug', from: '4.0.0', below: '4.3.1', id: 'GHSA-gxpj-cx7g-858c', what: 'an expression that takes long' },
  { name: 'ms', below: '2.0.0', id: 'GHSA-w9mr-4mfr-499f', what: 'an expression that takes long' },
  { name: 'SQLite', below: '3.50.2', id: 'CVE-2025-6965', what: 'more aggregate terms than columns overwrite memory' },
  { name: 'SQLite', below: '3.49.1', id: 'CVE-2025-29087', what: 'a separator of great length overflows' },
]

/** What is known against a version. */
export const known = (name: string, version: string): readonly Advisory[] =>
  ADVISORIES.filter(
    (one) => one.name === name && compare(version, one.from ?? '0.0.0') >= 0 && compare(version, one.below) < 0,
  )

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  return [0, 1, 2].map((n) => (left?.[n] ?? 0) - (right?.[n] ?? 0)).find((difference) => difference !== 0) ?? 0
}
