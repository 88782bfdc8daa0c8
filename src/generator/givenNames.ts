import type { Document } from './document.ts'
import type { Run } from './nameRuns.ts'
import { wordAt } from './tree.ts'

/** First names that are nearly always a man's, or a woman's: evidence for he and she. */
const HE = new Set(
  `John James Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Donald
   Steven Paul Andrew Joshua Kenneth Kevin Brian George Edward Ronald Timothy Jason Jeffrey Ryan Jacob Gary Nicholas Eric
   Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Frank Alexander Raymond Patrick Jack Dennis Jerry
   Tyler Aaron Jose Adam Henry Nathan Douglas Zachary Peter Kyle Walter Ethan Jeremy Harold Keith Christian Roger Noah
   Gerald Carl Terry Sean Austin Arthur Lawrence Jesse Dylan Bryan Joe Jordan Billy Bruce Albert Willie Gabriel Logan Alan
   Juan Wayne Roy Ralph Randy Eugene Vincent Russell Elijah Louis Bobby Philip Johnny Isaac Hamid Barack Vladimir
   Mohammed Mohammad Muhammad Ahmed Ali Hassan Hussein Abdul Omar Ibrahim Yusuf Johann Wolfgang Friedrich Hans Karl Otto
   Ludwig Pierre Jean Jacques Antoine Francois Giovanni Giuseppe Leonardo Galileo Mario Luigi Carlos Luis Miguel Fernando
   Ivan Boris Sergei Nikolai Mikhail Dmitri Tomas Lars Erik Olaf Winston Franklin Theodore Abraham Martin Simon Oliver
   Graham Nigel Colin Ian Neil Stuart Hugh Jacob Matthias Marcel`.split(/\s+/),
)

const SHE = new Set(
  `Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Margaret Ashley
   Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Dorothy Amy Kathleen
   Angela Shirley Brenda Emma Anna Pamela Nicole Samantha Katherine Christine Helen Debra Rachel Carolyn Janet Maria
   Catherine Heather Diane Olivia Julie Joyce Victoria Ruth Virginia Lauren Kelly Christina Joan Evelyn Judith Andrea
   Hannah Megan Cheryl Jacqueline Martha Madison Teresa Gloria Sara Janice Ann Kathryn Abigail Sophia Frances Jean Alice
   Judy Isabella Julia Grace Amber Denise Danielle Marilyn Beverly Charlotte Natalie Theresa Diana Brittany Doris Kayla
   Alexis Lori Marie Hillary Angela Indira Benazir Florence Ada Rosa Clara Greta Ingrid Fatima Aisha Elena Olga Natasha
   Anita Jane Dorothea`.split(/\s+/),
)

/** How the text speaks of somebody: by title, by first name, else by the pronouns that follow in their sentences; null where these tell nothing. */
export function genderOf(document: Document, group: readonly Run[]): 'he' | 'she' | null {
  for (const run of group) {
    if (/\b(Mr|King|Prince|Lord|Sir|Father|Emperor)\b/.test(run.title)) return 'he'
    if (/\b(Mrs|Ms|Queen|Princess|Lady|Empress)\b/.test(run.title)) return 'she'
  }
  const first = group[0]?.text.split(' ')[0] ?? ''
  if (group[0]?.text.includes(' ') === true) {
    if (HE.has(first)) return 'he'
    if (SHE.has(first)) return 'she'
  }
  let he = 0
  let she = 0
  for (const run of group) {
    const sentence = document.sentences[wordAt(document, run.from).sentence]
    if (sentence === undefined) continue
    for (let i = run.to; i < sentence.to; i++) {
      const text = document.words[i]?.text.toLowerCase() ?? ''
      if (/^(he|his|him)$/.test(text)) he++
      if (/^(she|her)$/.test(text)) she++
    }
  }
  if (he > she) return 'he'
  return she > he ? 'she' : null
}
