/** FSRS-6's default weights, fitted by its authors to the logs of ten thousand learners. */
export const DEFAULT_WEIGHTS: readonly number[] = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
  0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
]

/** How weights are fitted: how strongly they are held to the defaults, and how the descent goes. */
export type OptimizeSettings = {
  /** Times that every review is gone through; fewer, but three at least, where that would come to more than `visits`. */
  readonly epochs: number
  readonly visits: number
  /** Scored reviews in a step of the descent. */
  readonly batchSize: number
  /** Adam's rate at the start; it falls to nothing along half a cosine. */
  readonly rate: number
  /** How far each weight may stray from where it starts: the penalty is `pull` × ((weight - start) / spread)². */
  readonly spreads: readonly number[]
  readonly pull: number
  /** The penalty is 1 + `caution` / scored reviews times as strong: the fewer there are, the less they may say. */
  readonly caution: number
  /** The result lies n / (n + `hedge`) of the way from the defaults to the fit, for n scored reviews. */
  readonly hedge: number
  /** Standard deviation of ln(first stability / default); null for fsrs-rs's flat penalty on the distance. */
  readonly startSpread: number | null
  /** What a review weighs by its place in time, 0 for the first and 1 for the last. */
  readonly recency: 'uniform' | 'recent'
  /** Decides the order of the batches. */
  readonly seed: number
}

/** How much the weights of learners differ, as fsrs-rs holds it (its `PARAMS_STDDEV`, BSD-3-Clause). */
const SPREADS: readonly number[] = [
  6.43, 9.66, 17.58, 27.85, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16, 0.57, 0.25, 1.03, 0.31, 0.32,
  0.14, 0.27,
]

/**
 * What ships: first stabilities held close to the defaults, all weights at least four times as strongly as in fsrs-rs,
 * every review worth the same, and smaller steps for longer.
 */
export const SHIPPED_SETTINGS: OptimizeSettings = {
  epochs: 10,
  visits: 300_000,
  batchSize: 512,
  rate: 0.02,
  spreads: SPREADS.map((spread, i) => (i < 4 ? 0.5 * (DEFAULT_WEIGHTS[i] ?? spread) : spread)),
  pull: 4,
  caution: 500,
  hedge: 300,
  startSpread: 0.5,
  recency: 'uniform',
  seed: 42,
}

/** fsrs-rs's own, for comparing. */
export const FSRS_RS_SETTINGS: OptimizeSettings = {
  epochs: 5,
  visits: Number.POSITIVE_INFINITY,
  batchSize: 512,
  rate: 0.04,
  spreads: SPREADS,
  pull: 1,
  caution: 0,
  hedge: 0,
  startSpread: null,
  recency: 'recent',
  seed: 42,
}
