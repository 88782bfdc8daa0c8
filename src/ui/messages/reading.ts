import { number } from '../format.ts'
import { section } from './section.ts'

/** How cards and articles look, and how they are read aloud. */
export const reading = section('reading', {
  title: 'Reading and listening',
  size: 'Text size',
  sizeText: 'For cards and articles. The rest follows the browser.',
  times: (factor: number) => `${number(factor)} ×`,
  spacing: 'Line spacing',
  spacings: { '1': 'Usual', '1.15': 'Wide', '1.3': 'Widest' } as Readonly<Record<string, string>>,
  face: 'Letters',
  faces: { serif: 'Newsreader', sans: 'Plain' },
  hideGaps: 'Hide the other gaps',
  hideGapsText: 'In a sentence with several gaps, those that are not asked stay empty too.',
  swipes: 'Swipes',
  swipesText: 'On a card: left for Again, right for Good. The keys stay where they are.',
  aloud: 'Read cards aloud',
  aloudText: 'The question when it comes, the answer when you show it. R says it again.',
  rate: 'Pace',
  voice: (language: string) => `Voice for ${language}`,
  anyVoice: 'Whichever there is',
  noVoices: 'No voice is installed on this device. Its system settings can add one; Recite uses no others.',
  listen: 'Listen',
  sample: 'What is the capital of Afghanistan? Kabul.',
  noVoice: (language: string) => `No voice for ${language} is installed on this device.`,
})
