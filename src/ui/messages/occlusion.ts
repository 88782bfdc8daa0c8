import { number } from '../format.ts'
import { section } from './section.ts'

export const occlusion = section('occlusion', {
  covered: (n: number, of: number) => `Picture, box ${number(n)} of ${number(of)} covered`,
  open: (n: number, of: number) => `Picture, box ${number(n)} of ${number(of)} open`,
  look: 'See the picture',
})
