/** Small closed lists that the rules share. Open classes are left to the reader. */
const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/))

/** Verbs that report somebody's words or thoughts, by lemma. */
export const SAYING = set(
  `say tell report announce argue claim warn write note observe explain add contend concede insist state declare believe
   think suggest predict conclude maintain assert admit allege acknowledge reckon estimate caution stress emphasize
   emphasise remark comment confirm hold affirm reveal indicate complain respond reply counter recall testify`,
)

export const TITLES = set(
  `President Secretary General Senator Mr Mrs Ms Dr Mr. Mrs. Ms. Dr. Sir Lord Lady Captain Colonel Professor Prof.
   Judge Justice Mayor Governor Gov. Sen. Rep. Gen. Col. Lt. Sgt. Chancellor Minister Prime Ambassador Chairman
   Chairwoman Chair Director King Queen Prince Princess Pope Bishop Archbishop Cardinal Admiral Major Sergeant
   Commissioner Congressman Congresswoman Representative Premier Sheikh Ayatollah Emir Sultan Emperor Empress Father
   Sister Brother Saint St. Vice Foreign Defense Defence Finance Interior State Treasury Marshal Commander Chief`,
)

/** Nouns of persons: roles, jobs and groups of people, by lemma. */
export const PERSON_NOUNS = set(
  `president troop secretary general senator minister ambassador chairman chairwoman director king queen prince princess pope
   bishop admiral major commissioner congressman premier commander chief leader official officer spokesman spokeswoman
   diplomat envoy adviser advisor analyst expert author writer journalist reporter editor scientist researcher professor
   teacher student doctor lawyer judge lawmaker politician activist farmer fisherman worker miner engineer architect artist
   painter poet novelist composer singer actor actress player coach captain pilot soldier man woman boy girl child person
   people founder owner manager executive governor mayor candidate successor predecessor deputy aide negotiator
   critic supporter opponent rival ally friend brother sister son daughter father mother wife husband widow uncle aunt
   cousin heir guest visitor citizen resident voter witness victim suspect inventor explorer physicist chemist biologist
   economist historian philosopher mathematician astronomer botanist geologist counterpart colleague partner insurgent
   militant rebel terrorist refugee immigrant merchant trader banker clerk nurse priest monk nun rabbi imam
   member colonel lieutenant sergeant chancellor emperor empress treasurer keeper warden curator conductor librarian ranger
   surveyor harbourmaster harbormaster shipwright carpenter mason tailor weaver potter baker brewer`,
)

/** Nouns for a body of people that acts as one. */
export const BODY_NOUNS = set(
  `government administration council parliament congress senate committee commission agency ministry department court
   company firm bank board union party army navy police force network group organization organisation movement team club
   association university school college church newspaper magazine`,
)

export const NEWSPAPER_NAME =
  /\b(Times|Post|Journal|Guardian|Tribune|Herald|Gazette|Telegraph|Today|Chronicle|Reuters|Globe|Independent|Observer|Mail|Star|Courier|Examiner|Dispatch|HuffPost|Al Jazeera|Economist|Bugle|Register|Mercury|Echo|Standard|Monitor|Sentinel|Spiegel|Monde)\b/

/** Words that, once cut from a statement, make it say something else. */
export const GUARDS = set('until unless except if only without not nor neither never hardly no lest provided barring')

/** Discourse adverbs: what they point to lies outside the sentence, and the statement is the same without them. */
export const DISCOURSE = set(
  `also however therefore thus indeed moreover furthermore meanwhile nevertheless nonetheless consequently too besides
   accordingly hence instead still then even yet recently now lately currently soon similarly likewise`,
)

/** Nouns that need no further words after "the". */
export const UNIQUE_NOUNS = set(
  `world sun moon earth internet universe sky sea past future public law economy time first second north south east west
   environment weather ground air ocean climate war way media poor rich rest same end beginning middle majority number
   press market surface day night year century equator atmosphere brain heart body region void euro dollar pound yen water internet rain wind snow sand soil`,
)

export const NUMBER_WORDS: readonly string[] = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]

export const MONTHS: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

export const WEEKDAYS: readonly string[] = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
]

/** Hypernyms that may stand for a named thing: `pact` for a treaty, `outlet` for a newspaper. */
export const AGREEMENT_NOUNS = set('agreement pact deal accord treaty arrangement settlement convention')
export const TALK_NOUNS = set(
  'talks talk negotiation negotiations discussion discussions conversation meeting exchange',
)

/** Evaluative or modal words: a statement that holds one is somebody's opinion. */
export const OPINION =
  /\b(should|must|ought|may|might|could|would|likely|unlikely|improbable|surely|clearly|unclear|serious|arbitrary|prudent|sensible|sound|basic problem|wise|unwise|best|worst|need(s|ed)? to|has to|have to|better|hardly|rankles?|fair|unfair|remarkable|beautiful|great)\b/i

/** Small words inside a person's name: "Anna von Berg". */
export const PARTICLES = new Set('von van de der den di da del della du dos zu af av ter ten bin ibn'.split(' '))
