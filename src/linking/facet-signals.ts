import { dayInWords, minuteInWords } from "./calendar.js";
import { fitOfClock } from "./clock-mentions.js";
import type { ClockMention } from "./clock-point.js";
import type { CountMention } from "./count-mentions.js";
import { fitOfCount } from "./count-mentions.js";
import type { DayMention } from "./day-mentions.js";
import { fitOfDay } from "./day-mentions.js";
import type { BookingFacts } from "./facts.js";
import type { Mention } from "./mention.js";
import type { Said } from "./settle.js";
import { settle } from "./settle.js";
import type { Signal } from "./signal.js";
import type { Talk } from "./talk.js";
import { ends } from "./talk.js";
import type { TitleMention } from "./title-mentions.js";
import { readTitles, weighTitles } from "./title-mentions.js";

/** What can be told of a facet of a booking from what was said. */
type Telling = "said" | "last" | "first" | "confirmed" | "near" | "rejected" | "conflict" | "other_confirmed" | "aside";

/** One kind of what is said of bookings; `V` is a booking's own value. */
interface Facet<M extends Mention, V> {
  readonly name: string;
  readonly fit: (mention: M, value: V) => "exact" | "near" | "no";
  /** Whether a mention that does not fit speaks against the booking. */
  readonly binds: (mention: M) => boolean;
  /** The booking's own value, for people; nearly always asked for by nobody. */
  readonly words: (value: V) => string;
  /** Only what was found to improve cross-validated judgement. */
  readonly tells: readonly Telling[];
}

/** The strongest fate of what fits, or what was said instead. */
function facetSignals<M extends Mention, V>(facet: Facet<M, V>, said: readonly Said<M>[], value: V): Signal[] {
  const [opening] = said;
  if (opening === undefined) return [];
  const fates = fatesOf(facet, said, value);
  const out: Signal[] = [];
  const push = (telling: Telling, one: Said<M> | undefined, told: string, before = ""): void => {
    if (one === undefined || !facet.tells.includes(telling)) return;
    out.push({
      name: nameOf(facet.name, telling),
      value: 1,
      detail: `${before}${facet.words(value)} ${told}`,
      mention: one.mention,
    });
  };
  push("said", fates.alive, "was said");
  push("last", fates.last, "is what the call ended on");
  push("first", facet.fit(opening.mention, value) === "exact" ? opening : undefined, "was said first");
  push("confirmed", fates.confirmed, "was confirmed");
  if (fates.alive !== undefined) return out;
  if (fates.living !== undefined) push("aside", fates.living, "was said in passing");
  else {
    push("rejected", fates.exact, "was said and taken back");
    push("near", fates.near, "fits what was said");
    if (fates.near === undefined) push("conflict", fates.binding, "was not said, another was");
    push("other_confirmed", fates.bindingConfirmed, "was confirmed", "another than ");
  }
  return out;
}

/** Of all that was said of a facet, what counts for one booking. */
interface Fates<M extends Mention> {
  /** The last that fits; that was not taken back either; and that was not said in passing. */
  exact?: Said<M>;
  living?: Said<M>;
  alive?: Said<M>;
  /** The first of those alive that the call ended on, and that was confirmed. */
  last?: Said<M>;
  confirmed?: Said<M>;
  /** The first that nearly fits. */
  near?: Said<M>;
  /** The last that binds, whatever it fits; and that was confirmed. */
  binding?: Said<M>;
  bindingConfirmed?: Said<M>;
}

/** In one pass: a customer has up to a hundred bookings, and each is held against all that was said. */
function fatesOf<M extends Mention, V>({ fit, binds }: Facet<M, V>, said: readonly Said<M>[], value: V): Fates<M> {
  const fates: Fates<M> = {};
  for (const one of said) {
    const how = fit(one.mention, value);
    if (how === "exact") fates.exact = one;
    if (one.stance === "rejected") continue;
    if (how === "exact") fates.living = one;
    if (how === "near") fates.near ??= one;
    if (one.aside) continue;
    if (how === "exact") {
      fates.alive = one;
      if (one.last) fates.last ??= one;
      if (one.confirmed) fates.confirmed ??= one;
    }
    if (binds(one.mention)) {
      fates.binding = one;
      if (one.confirmed) fates.bindingConfirmed = one;
    }
  }
  return fates;
}

/** A name made anew would be hashed anew whenever its weight is looked up. */
function nameOf(facet: string, telling: Telling): string {
  const names =
    NAMES.get(facet) ?? new Map<Telling, string>([["said", facet === "day" ? "exact_date" : `${facet}_said`]]);
  NAMES.set(facet, names);
  const known = names.get(telling);
  if (known !== undefined) return known;
  const made = `${facet}_${telling}`;
  names.set(telling, made);
  return made;
}

const NAMES = new Map<string, Map<Telling, string>>();

const ALL: readonly Telling[] = [
  "said",
  "last",
  "first",
  "confirmed",
  "near",
  "rejected",
  "conflict",
  "other_confirmed",
  "aside",
];
const FIRM: readonly Telling[] = ["said", "last", "first", "confirmed", "conflict", "other_confirmed", "aside"];
const OF_TITLE: readonly Telling[] = ["said", "last", "confirmed", "rejected", "conflict", "other_confirmed", "aside"];
const OF_PLACE: readonly Telling[] = ["said", "last", "aside"];

const DAY: Facet<DayMention, number> = {
  name: "day",
  fit: (mention, day) => {
    const fit = fitOfDay(mention, day);
    return fit === "possible" ? "near" : fit;
  },
  binds: (mention) => !mention.isHoliday,
  words: dayInWords,
  tells: ALL,
};

const CLOCK: Facet<ClockMention, number> = {
  name: "clock",
  fit: fitOfClock,
  binds: (mention) => mention.kind === "point",
  words: minuteInWords,
  tells: FIRM,
};

const DAYPART: Facet<ClockMention, number> = {
  name: "daypart",
  fit: (mention, minute) => (fitOfClock(mention, minute) === "no" ? "no" : "exact"),
  binds: () => false,
  words: () => "its part of the day",
  tells: ["said"],
};

const GUESTS: Facet<CountMention, number> = {
  name: "guests",
  fit: fitOfCount,
  binds: (mention) => !mention.added,
  words: (guestCount) => (guestCount === 1 ? "one guest" : `${guestCount} guests`),
  tells: FIRM,
};

/** A title or place, with its index among those looked for. */
interface Named {
  readonly title: number;
  readonly text: string;
}

const namedFacet = (name: "title" | "place", tells: readonly Telling[]): Facet<TitleMention, Named> => ({
  name,
  fit: (mention, { title }) => (mention.title === title ? "exact" : "no"),
  binds: () => true,
  words: ({ text }) => `"${text.trim()}"`,
  tells,
});
const NAMED = { title: namedFacet("title", OF_TITLE), place: namedFacet("place", OF_PLACE) };

export const daySignals = (talk: Talk, day: number): Signal[] => facetSignals(DAY, talk.days, day);

export const clockSignals = (talk: Talk, minute: number): Signal[] => [
  ...facetSignals(CLOCK, talk.clocks, minute),
  ...facetSignals(DAYPART, talk.dayparts, minute),
];

export const countSignals = (talk: Talk, guestCount: number | null): Signal[] =>
  guestCount === null ? [] : facetSignals(GUESTS, talk.counts, guestCount);

/** What is looked for in a call, of which bookings. */
interface SubjectsSought {
  readonly bookings: readonly BookingFacts[];
  /** All bookings known: they show which words are common. */
  readonly world: readonly BookingFacts[];
  readonly talk: Talk;
  readonly textOf: (booking: BookingFacts) => string;
  /** Where the same words may stand, too: they tell less. */
  readonly elsewhereOf: (booking: BookingFacts) => string;
  /** The least share of a text that names it. */
  readonly leastShare: number;
}

/** Titles or places of a customer's bookings, looked for in the call once. */
export class Subjects {
  private readonly index: readonly number[];
  private readonly said: readonly Said<TitleMention>[];
  private readonly texts: readonly string[];

  constructor({ bookings, world, talk, textOf, elsewhereOf, leastShare }: SubjectsSought) {
    const places = new Map<string, number>();
    this.index = bookings.map((booking) => {
      const text = textOf(booking);
      const place = places.get(text) ?? places.size;
      places.set(text, place);
      return place;
    });
    this.texts = [...places.keys()];
    // All of them are in the world: where it has no more, nobody else's text need be looked at.
    const others = world.length === bookings.length ? [] : world.map(textOf).filter((text) => !places.has(text));
    const weighed = weighTitles([...this.texts, ...new Set(others)], [...new Set(bookings.map(elsewhereOf))]).slice(
      0,
      this.texts.length,
    );
    const mentions = ends(readTitles(talk.words, weighed, leastShare));
    this.said = settle(mentions, talk.cues, (a, b) => a.title !== b.title, talk.purpose.mode);
  }

  signals(facet: "title" | "place", bookingIndex: number): Signal[] {
    const title = this.index[bookingIndex];
    const text = title === undefined ? "" : (this.texts[title] ?? "");
    if (title === undefined || text.trim() === "") return [];
    const said = facetSignals(NAMED[facet], this.said, { title, text });
    const share = this.shareSaid(title);
    if (share === null) {
      return facet === "place"
        ? said
        : [...said, { name: "title_unsaid", value: 1, detail: `"${text.trim()}" was not named`, mention: null }];
    }
    return said.map((signal) => (signal.name === nameOf(facet, "said") ? { ...signal, value: share } : signal));
  }

  /** The most of a title that was said at once; null where it was not named. */
  private shareSaid(title: number): number | null {
    let most: number | null = null;
    for (const { mention } of this.said)
      if (mention.title === title && mention.share > (most ?? 0)) most = mention.share;
    return most;
  }
}
