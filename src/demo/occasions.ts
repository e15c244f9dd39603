/**
 * What is celebrated. `mine` is how the host says it, `yours` how an agent says it back, `event` how both call it
 * later on; each fits after "for" and after "about".
 */
export interface Occasion {
  readonly title: string;
  readonly mine: string;
  readonly yours: string;
  readonly event: string;
  readonly host: "home" | "office";
  /** Usual sizes. */
  readonly guests: readonly [number, number];
}

const home = (title: string, whose: string, event: string, from: number, to: number): Occasion => ({
  title,
  mine: `my ${whose}`,
  yours: `your ${whose}`,
  event: `the ${event}`,
  host: "home",
  guests: [from, to],
});
const house = (title: string, whose: string, event: string, from: number, to: number): Occasion => ({
  title,
  mine: `our ${whose}`,
  yours: `your ${whose}`,
  event: `the ${event}`,
  host: "home",
  guests: [from, to],
});
const office = (title: string, whose: string, event: string, from: number, to: number): Occasion => ({
  title,
  mine: `our ${whose}`,
  yours: `your ${whose}`,
  event: `the ${event}`,
  host: "office",
  guests: [from, to],
});

export const OCCASIONS: readonly Occasion[] = [
  home("Mom's 70th birthday", "mom's seventieth birthday", "birthday party", 14, 36),
  home("Best friend's 40th birthday", "best friend's fortieth", "birthday party", 12, 30),
  home("Daughter's graduation", "daughter's graduation", "graduation party", 20, 50),
  home("Son's graduation", "son's graduation", "graduation party", 20, 50),
  home("Sister's baby shower", "sister's baby shower", "baby shower", 14, 34),
  home("Dad's retirement", "dad's retirement party", "retirement party", 18, 44),
  home("Daughter's sweet sixteen", "daughter's sweet sixteen", "sweet sixteen", 16, 40),
  home("Parents' golden anniversary", "parents' golden anniversary", "anniversary dinner", 18, 48),
  home("Brother's engagement", "brother's engagement dinner", "engagement dinner", 14, 36),
  home("Niece's quinceañera", "niece's quinceañera", "quinceañera", 40, 80),
  home("Son's tenth birthday", "son's tenth birthday", "birthday party", 12, 28),
  house("Rehearsal dinner", "rehearsal dinner", "rehearsal dinner", 18, 46),
  house("Housewarming", "housewarming", "housewarming", 10, 30),
  house("Family reunion", "family reunion", "reunion", 28, 70),
  house("Anniversary dinner", "anniversary dinner", "anniversary dinner", 8, 18),
  house("Block party", "block party", "block party", 36, 80),
  house("Backyard dinner", "backyard dinner", "backyard dinner", 8, 20),
  house("Friends' reunion", "college friends' reunion", "reunion", 10, 24),
  house("Christening lunch", "christening lunch", "christening lunch", 18, 44),
  house("Pool party", "pool party", "pool party", 14, 36),
  office("Team offsite", "team offsite", "offsite", 14, 48),
  office("Client appreciation dinner", "client appreciation dinner", "client dinner", 12, 36),
  office("Quarterly lunch", "quarterly lunch", "quarterly lunch", 20, 64),
  office("Product launch party", "launch party", "launch party", 30, 80),
  office("Staff appreciation", "staff appreciation lunch", "staff lunch", 24, 72),
  office("Retirement send-off", "retirement send-off", "send-off", 16, 48),
];
