/** Runs a work that tells its share done to its end: what it came to, and what it told. */
export function drain<T>(steps: Generator<number, T>): { readonly value: T; readonly shares: readonly number[] } {
  const shares: number[] = []
  for (;;) {
    const step = steps.next()
    if (step.done === true) return { value: step.value, shares }
    shares.push(step.value)
  }
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
