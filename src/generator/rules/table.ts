import type { Rule } from '../draft.ts'
import { askCauses } from './cause.ts'
import { askClefts } from './cleft.ts'
import { askComplements } from './complement.ts'
import { askContrasts } from './contrast.ts'
import { askDeadlines } from './deadline.ts'
import { askAdvice, askDeeds } from './deed.ts'
import { askEnumerations } from './enumeration.ts'
import { askFigures } from './figure.ts'
import { askIdentities } from './identity.ts'
import { askMoments } from './moment.ts'
import { askNames } from './name.ts'
import { askPhrases } from './phrase.ts'
import { askPosts } from './post.ts'
import { askReported } from './reported.ts'
import { askSpans } from './span.ts'
import { askTerms } from './term.ts'
import { askViews } from './view.ts'
import { askWhy } from './why.ts'

/** Every rule with its prior: the share of its cards, 0 to 1, that careful readers have kept. */
export const RULES: readonly { readonly name: string; readonly rule: Rule; readonly prior: number }[] = [
  { name: 'deadline', rule: askDeadlines, prior: 0.95 },
  { name: 'enumeration', rule: askEnumerations, prior: 0.95 },
  { name: 'cleft', rule: askClefts, prior: 0.34 },
  { name: 'identity', rule: askIdentities, prior: 0.55 },
  { name: 'term', rule: askTerms, prior: 0.5 },
  { name: 'post', rule: askPosts, prior: 0.67 },
  { name: 'why', rule: askWhy, prior: 0.59 },
  { name: 'view', rule: askViews, prior: 0.68 },
  { name: 'cause', rule: askCauses, prior: 0.4 },
  { name: 'contrast', rule: askContrasts, prior: 0.58 },
  { name: 'reported', rule: askReported, prior: 0.31 },
  { name: 'complement', rule: askComplements, prior: 0.38 },
  { name: 'deed', rule: askDeeds, prior: 0.4 },
  { name: 'advice', rule: askAdvice, prior: 0.33 },
  { name: 'figure', rule: askFigures, prior: 0.81 },
  { name: 'moment', rule: askMoments, prior: 0.85 },
  { name: 'span', rule: askSpans, prior: 0.61 },
  { name: 'name', rule: askNames, prior: 0.69 },
  { name: 'phrase', rule: askPhrases, prior: 0.56 },
]
