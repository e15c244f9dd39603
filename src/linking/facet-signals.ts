import { dayInWords, minuteInWords } from "./calendar.js";
import { fitOfClock } from "./clock-mentions.js";
import { fitOfCount } from "./count-mentions.js";
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

interface Facet<M extends Mention> {
  readonly name: string;
  readonly said: readonly Said<M>[];
  readonly fit: (mention: M) => "exact" | "near" | "no";
  /** Whether a mention that does not fit speaks against the booking. */
  readonly binds: (mention: M) => boolean;
  /** The booking's own value, for people; nearly always asked for by nobody. */
  readonly words: () => string;
  /** Only what was found to improve cross-validated judgement. */
  readonly tells: readonly Telling[];
}

/** The strongest fate of what fits, or what was said instead. */
function facetSignals<M extends Mention>({ name: facet, said, fit, binds, words, tells }: Facet<M>): Signal[] {
  if (said.length === 0) return [];
  const exact = said.filter((one) => fit(one.mention) === "exact");
  const living = exact.filter((one) => one.stance !== "rejected");
  const alive = living.some((one) => !one.aside) ? living.filter((one) => !one.aside) : [];
  const out: Signal[] = [];
  const push = (telling: Telling, one: Said<M> | undefined, told: string, before = ""): void => {
    if (one === undefined || !tells.includes(telling)) return;
    out.push({
      name: nameOf(facet, telling),
      value: 1,
      detail: `${before}${words()} ${told}`,
      mention: one.mention,
    });
  };
  push("said", alive.at(-1), "was said");
  push(
    "last",
    alive.find((one) => one.last),
    "is what the call ended on",
  );
  const [opening] = said;
  push("first", opening !== undefined && fit(opening.mention) === "exact" ? opening : undefined, "was said first");
  push(
    "confirmed",
    alive.find((one) => one.confirmed),
    "was confirmed",
  );
  if (alive.length === 0 && living.length > 0) push("aside", living.at(-1), "was said in passing");
  else if (alive.length === 0) {
    push("rejected", exact.at(-1), "was said and taken back");
    const near = said.find((one) => one.stance !== "rejected" && fit(one.mention) === "near");
    push("near", near, "fits what was said");
    const live = said.filter((one) => one.stance !== "rejected" && !one.aside && binds(one.mention));
    if (near === undefined) push("conflict", live.at(-1), "was not said, another was");
    push("other_confirmed", live.filter((one) => one.confirmed).at(-1), "was confirmed", "another than ");
  }
  return out;
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

export const daySignals = (talk: Talk, day: number): Signal[] =>
  facetSignals({
    name: "day",
    said: talk.days,
    fit: (mention) => {
      const fit = fitOfDay(mention, day);
      return fit === "possible" ? "near" : fit;
    },
    binds: (mention) => !mention.isHoliday,
    words: () => dayInWords(day),
    tells: ALL,
  });

export const clockSignals = (talk: Talk, minute: number): Signal[] => [
  ...facetSignals({
    name: "clock",
    said: talk.clocks,
    fit: (mention) => fitOfClock(mention, minute),
    binds: (mention) => mention.kind === "point",
    words: () => minuteInWords(minute),
    tells: FIRM,
  }),
  ...facetSignals({
    name: "daypart",
    said: talk.dayparts,
    fit: (mention) => (fitOfClock(mention, minute) === "no" ? "no" : "exact"),
    binds: () => false,
    words: () => "its part of the day",
    tells: ["said"],
  }),
];

export function countSignals(talk: Talk, guestCount: number | null): Signal[] {
  if (guestCount === null) return [];
  return facetSignals({
    name: "guests",
    said: talk.counts,
    fit: (mention) => fitOfCount(mention, guestCount),
    binds: (mention) => !mention.added,
    words: () => (guestCount === 1 ? "one guest" : `${guestCount} guests`),
    tells: FIRM,
  });
}

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
    const said = facetSignals({
      name: facet,
      said: this.said,
      fit: (mention) => (mention.title === title ? "exact" : "no"),
      binds: () => true,
      words: () => `"${text.trim()}"`,
      tells: facet === "place" ? OF_PLACE : OF_TITLE,
    });
    const own = this.said.filter((one) => one.mention.title === title);
    if (own.length === 0) {
      return facet === "place"
        ? said
        : [...said, { name: "title_unsaid", value: 1, detail: `"${text.trim()}" was not named`, mention: null }];
    }
    const share = Math.max(...own.map((one) => one.mention.share));
    return said.map((signal) => (signal.name === nameOf(facet, "said") ? { ...signal, value: share } : signal));
  }
}
