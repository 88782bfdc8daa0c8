import type { Rule } from '../draft.ts'
import { askAgents } from './agent.ts'
import { askAims } from './aim.ts'
import { askCauses } from './cause.ts'
import { askClefts } from './cleft.ts'
import { askClozes } from './cloze.ts'
import { askComplements } from './complement.ts'
import { askContrasts } from './contrast.ts'
import { askDeadlines } from './deadline.ts'
import { askAdvice, askDeeds } from './deed.ts'
import { askEnumerations } from './enumeration.ts'
import { askIdentities } from './identity.ts'
import { askListings } from './listing.ts'
import { askObjects } from './object.ts'
import { askPassages } from './passage.ts'
import { askPosts } from './post.ts'
import { askQuantities } from './quantity.ts'
import { askReported } from './reported.ts'
import { askViews } from './seen.ts'
import { askSubjects } from './subject.ts'
import { askTerms } from './term.ts'
import { askWhen } from './when.ts'
import { askWhere } from './where.ts'
import { askWhy } from './why.ts'

/** Every rule with its prior: the share of its cards, 0 to 1, that careful readers have kept. */
export const RULES: readonly { readonly name: string; readonly rule: Rule; readonly prior: number }[] = [
  { name: 'deadline', rule: askDeadlines, prior: 0.95 },
  { name: 'enumeration', rule: askEnumerations, prior: 0.95 },
  { name: 'cleft', rule: askClefts, prior: 0.85 },
  { name: 'identity', rule: askIdentities, prior: 0.85 },
  { name: 'term', rule: askTerms, prior: 0.85 },
  { name: 'post', rule: askPosts, prior: 0.9 },
  { name: 'listing', rule: askListings, prior: 0.85 },
  { name: 'when', rule: askWhen, prior: 0.85 },
  { name: 'where', rule: askWhere, prior: 0.85 },
  { name: 'quantity', rule: askQuantities, prior: 0.85 },
  { name: 'why', rule: askWhy, prior: 0.8 },
  { name: 'view', rule: askViews, prior: 0.8 },
  { name: 'cause', rule: askCauses, prior: 0.8 },
  { name: 'contrast', rule: askContrasts, prior: 0.8 },
  { name: 'aim', rule: askAims, prior: 0.8 },
  { name: 'reported', rule: askReported, prior: 0.75 },
  { name: 'complement', rule: askComplements, prior: 0.75 },
  { name: 'deed', rule: askDeeds, prior: 0.62 },
  { name: 'advice', rule: askAdvice, prior: 0.8 },
  { name: 'agent', rule: askAgents, prior: 0.75 },
  { name: 'object', rule: askObjects, prior: 0.65 },
  { name: 'subject', rule: askSubjects, prior: 0.6 },
  { name: 'cloze', rule: askClozes, prior: 0.6 },
  { name: 'passage', rule: askPassages, prior: 0.78 },
]
