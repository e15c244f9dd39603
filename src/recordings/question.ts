import { ForgetfulMap } from "../forgetful-map.js";
import { irregularBase } from "./irregular-words.js";
import { relatedStems } from "./related-words.js";
import { fold, LONGEST_KEPT, spokenWords, stemOf } from "./spoken-words.js";
import { type InstantRange, timesNamed } from "./times-named.js";
import { wordsOfLikeMeaning } from "./words-of-like-meaning.js";

/** What a question looks for. */
export interface Question {
  readonly terms: readonly QuestionTerm[];
  /** Folded names of speakers whom it names. */
  readonly speakers: ReadonlySet<string>;
  readonly asks: "when" | "amount" | "where" | "who" | "other";
  /** Months and days that it names. */
  readonly times: readonly InstantRange[];
}

/** One thing the question names: the best hit of its stems counts, once. */
export interface QuestionTerm {
  /** Stem → how much a hit on it counts, 0 to 1. */
  readonly stems: ReadonlyMap<string, number>;
}

export function readQuestion(text: string, speakerNames: ReadonlySet<string>): Question {
  const speakers = new Set<string>();
  const terms: QuestionTerm[] = [];
  for (const { word } of spokenWords(text)) {
    if (speakerNames.has(word)) speakers.add(word);
    else if (!SAYS_NOTHING.has(word) && (word.length > 1 || /\d/.test(word))) {
      const stem = canonicalStem(word);
      if (!terms.some((term) => term.stems.get(stem) === 1)) terms.push({ stems: withRelated(word, stem) });
    }
  }
  if (speakers.size === 0 && SELF.test(text) && speakerNames.has("customer")) speakers.add("customer");
  return { terms, speakers, asks: kindOf(text), times: timesNamed(text) };
}

/** Irregular forms, and derivations that Porter's stems keep apart ("allergi", "allerg"), made one. */
export function canonicalStem(word: string): string {
  const known = canonical.get(word);
  if (known !== undefined) return known;
  const found = softened(stemOf(irregularBase(word)));
  if (word.length <= LONGEST_KEPT) canonical.set(word, found);
  return found;
}

const canonical = new ForgetfulMap<string>(50_000);

/** What a text speaks of: its words without those that say nothing, in one form each. */
export const tellingStems = (text: string): Set<string> =>
  new Set(
    spokenWords(text)
      .filter(({ word }) => !SAYS_NOTHING.has(word))
      .map(({ word }) => canonicalStem(word)),
  );

/** Whoever asks about themselves is the customer. */
const SELF = /\b(?:i|me|my|mine|we|our)\b/i;

const softened = (stem: string): string => (stem.length > 5 && /[iy]$/.test(stem) ? stem.slice(0, -1) : stem);

function withRelated(word: string, stem: string): Map<string, number> {
  const stems = new Map<string, number>();
  const add = (other: string, weight: number) => stems.set(other, Math.max(stems.get(other) ?? 0, weight));
  for (const [other, weight] of relatedStems(stem)) add(softened(other), weight);
  for (const [other, weight] of relatedStems(`${stem}i`)) add(softened(other), weight);
  for (const [other, weight] of wordsOfLikeMeaning(word)) add(canonicalStem(other), weight);
  stems.set(stem, 1);
  return stems;
}

function kindOf(text: string): Question["asks"] {
  const lower = text.toLowerCase();
  if (
    /\b(?:when|what (?:date|day|month|year|time)|which (?:date|day|month|year)|how long|how recently|since when)\b/.test(
      lower,
    )
  )
    return "when";
  if (/\bhow (?:many|much|old|often|far)\b/.test(lower)) return "amount";
  if (/\bwhere\b|\b(?:what|which) (?:city|country|place|state|town)\b/.test(lower)) return "where";
  if (/\bwho(?:se|m)?\b/.test(lower)) return "who";
  return "other";
}

/** Function words, and words by which questions are put. */
const SAYS_NOTHING = new Set(
  `a an the and or but if then than that this these those there here it its he she they them his her hers their theirs him we us our
   you your i me my mine myself himself herself themselves is are was were be been being am do does did doing done has have had having
   will would shall should can could may might must of in on at by for with about to from into onto over under as so such no not nor
   too very also just only both each any some all most more much many few other another own same what which who whom whose when where
   why how s t d ll m re ve don didn doesn isn wasn aren weren hasn haven hadn won wouldn couldn shouldn ain
   say said says tell told mention mentioned according kind type sort name names thing things something anything someone anyone
   somebody anybody everyone everybody nobody
   during after before between while again ever yet still up down out off use used using get`
    .split(/\s+/)
    .map(fold),
);
