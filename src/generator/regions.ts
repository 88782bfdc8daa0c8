import { countryOf } from './countries.ts'

/** Neighbours and peers: a wrong option is taken from the same row, so that it could as well be right. */
const ROWS: readonly (readonly string[])[] = [
  'the United Kingdom|France|Germany|Italy|Spain|Portugal|the Netherlands|Belgium|Austria|Switzerland|Ireland|Luxembourg',
  'Denmark|Sweden|Norway|Finland|Iceland|Estonia|Latvia|Lithuania',
  'Poland|Hungary|Slovakia|Romania|Bulgaria|Serbia|Croatia|Slovenia|Greece|Albania|Bosnia|Moldova',
  'Russia|Ukraine|Belarus|Kazakhstan|Georgia|Armenia|Azerbaijan|Uzbekistan|Tajikistan|Turkmenistan',
  'Afghanistan|Pakistan|India|Iran|Bangladesh|Nepal|Sri Lanka|Uzbekistan|Tajikistan',
  'Iraq|Iran|Syria|Lebanon|Israel|Jordan|Turkey|Saudi Arabia|Kuwait|Qatar|Bahrain|Yemen|Oman|the United Arab Emirates',
  'Egypt|Libya|Tunisia|Algeria|Morocco|Sudan',
  'China|Japan|South Korea|North Korea|Taiwan|Mongolia|Vietnam',
  'Thailand|Vietnam|Laos|Cambodia|Myanmar|Malaysia|Singapore|Indonesia|the Philippines',
  'Nigeria|Ghana|Senegal|Mali|Niger|Cameroon|Congo|Angola',
  'Kenya|Uganda|Tanzania|Rwanda|Ethiopia|Somalia|South Africa|Zambia|Zimbabwe|Mozambique',
  'the United States|Canada|Mexico|the United Kingdom|Australia',
  'Australia|New Zealand|Canada|the United Kingdom|South Africa',
  'Brazil|Argentina|Chile|Uruguay|Paraguay|Bolivia|Peru|Ecuador|Colombia|Venezuela',
  'Mexico|Guatemala|Nicaragua|Costa Rica|Panama|Cuba|Haiti|Jamaica',
].map((row) => row.split('|'))

/** Countries that could be taken for one, nearest row first; none where the name is in no row. */
export function peersOf(name: string): readonly string[] {
  const full = countryOf(name)?.name
  if (full === undefined) return []
  const rows = ROWS.filter((row) => row.includes(full))
  return [...new Set(rows.flat())].filter((each) => each !== full)
}
