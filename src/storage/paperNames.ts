/** The database of papers under way: its name alone, for who only wants to know whether there is one. */
export const PAPERS = 'recite-papers'
