import { isChanged } from "./bare-counts.js";
import { isByTheWay, isLately, isNewCount, isOfComing } from "./by-the-way.js";
import { dayInWords, minuteInWords } from "./calendar.js";
import { fitOfClock } from "./clock-mentions.js";
import type { ClockMention } from "./clock-point.js";
import type { CountMention } from "./count-mentions.js";
import { fitOfCount } from "./count-mentions.js";
import { type DayMention, fitOfDay } from "./day-mentions.js";
import type { Mention } from "./mention.js";
import type { Mode } from "./purpose.js";
import type { Said } from "./settle.js";
import type { Signal } from "./signal.js";
import type { Talk } from "./talk.js";

const TELLINGS = [
  "said",
  "last",
  "first",
  "confirmed",
  "near",
  "rejected",
  "conflict",
  "other_confirmed",
  "closing",
  "other_closing",
  "aside",
] as const;

/** What can be told of a facet of a booking from what was said. */
export type Telling = (typeof TELLINGS)[number];

/** Every telling but these. */
export const tellingsBut = (...left: readonly Telling[]): readonly Telling[] =>
  TELLINGS.filter((telling) => !left.includes(telling));

/** One kind of what is said of bookings; `V` is a booking's own value. */
export interface Facet<M extends Mention, V> {
  readonly name: string;
  readonly fit: (mention: M, value: V) => "exact" | "near" | "no";
  /** Whether a mention that does not fit speaks against the booking. */
  readonly binds: (mention: M, value: V) => boolean;
  /** The booking's own value, for people; nearly always asked for by nobody. */
  readonly words: (value: V) => string;
  /** Only what was found to improve cross-validated judgement. */
  readonly tells: readonly Telling[];
}

/** The strongest fate of what fits, or what was said instead. */
export function facetSignals<M extends Mention, V>(facet: Facet<M, V>, said: readonly Said<M>[], value: V): Signal[] {
  const [opening] = said;
  if (opening === undefined) return [];
  const fates = fatesOf(facet, said, value);
  const out: Signal[] = [];
  const push = (telling: Telling, one: Said<M> | undefined, told: string): void => {
    if (one === undefined || !facet.tells.includes(telling)) return;
    out.push({
      name: nameOf(facet.name, telling),
      value: 1,
      detail: `${facet.words(value)} ${told}`,
      mention: one.mention,
    });
  };
  push("said", fates.alive, "was said");
  push("last", fates.last, "is what the call ended on");
  push("first", facet.fit(opening.mention, value) === "exact" ? opening : undefined, "was said first");
  push("confirmed", fates.confirmed, "was confirmed");
  if (fates.closing !== undefined) push("closing", fates.closing, "was named where it was closed");
  else push("other_closing", fates.otherClosing, "was not named where it was closed, another was");
  if (fates.alive !== undefined) return out;
  if (fates.living !== undefined) push("aside", fates.living, "was said in passing");
  else {
    push("rejected", fates.exact, "was said and taken back");
    push("near", fates.near, "fits what was said");
    if (fates.near === undefined) push("conflict", fates.binding, "was not said, another was");
    push("other_confirmed", fates.bindingConfirmed, "was not confirmed, another was");
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
  /** The last named where the booking was closed; and that does not fit. */
  closing?: Said<M>;
  otherClosing?: Said<M>;
  /** The first that nearly fits. */
  near?: Said<M>;
  /** The last that binds, whatever it fits; and that was confirmed and does not fit. */
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
      if (one.closing) fates.closing = one;
    }
    if (binds(one.mention, value)) {
      fates.binding = one;
      if (one.confirmed && how === "no") fates.bindingConfirmed = one;
      if (one.closing && how === "no") fates.otherClosing = one;
    }
  }
  return fates;
}

/** A name made anew would be hashed anew whenever its weight is looked up. */
export function nameOf(facet: string, telling: Telling): string {
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

const FIRM = tellingsBut("near", "rejected");

const DAY: Facet<DayMention, number> = {
  name: "day",
  fit: (mention, day) => {
    const fit = fitOfDay(mention, day);
    return fit === "possible" ? "near" : fit;
  },
  binds: (mention) => !mention.isHoliday && !isLately(mention),
  words: dayInWords,
  tells: TELLINGS,
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
  words: (guestCount) => `a head count of ${guestCount}`,
  tells: FIRM,
};

/** Of bookings that exist less is said for certain: days of errands, and the few who eat no fish. */
const DAY_OF_EXISTING: Facet<DayMention, number> = {
  ...DAY,
  binds: (one, day) => DAY.binds(one, day) && !isByTheWay(one),
};
/** What happened lately may be what is over; "I'll drop it off on Friday" says nothing of its day. */
const DAY_OF_OVER: Facet<DayMention, number> = {
  ...DAY,
  binds: (one) => !one.isHoliday && !one.isAhead && !isByTheWay(one),
};
/** "They'll be there at three", "up at five": when somebody comes, and not when it begins. */
const CLOCK_OF_EXISTING: Facet<ClockMention, number> = {
  ...CLOCK,
  binds: (one, minute) => CLOCK.binds(one, minute) && !isOfComing(one),
};
const GUESTS_OF_EXISTING: Facet<CountMention, number> = {
  ...GUESTS,
  binds: (one, guestCount) => GUESTS.binds(one, guestCount) && one.high * 2 >= guestCount && !isNewCount(one),
};

export const daySignals = (talk: Talk, day: number): Signal[] => [
  ...facetSignals(dayFacetOf(talk.purpose.mode), talk.days, day),
  ...spanSignals(talk, day),
];

const dayFacetOf = (mode: Mode): Facet<DayMention, number> =>
  mode === "making" ? DAY : mode === "over" ? DAY_OF_OVER : DAY_OF_EXISTING;

/** "In August", "next week": a span that the day lies in. */
function spanSignals(talk: Talk, day: number): Signal[] {
  const within = talk.days.find(
    ({ mention: { range }, stance, aside }) =>
      range !== null && stance !== "rejected" && !aside && day >= range[0] && day <= range[1],
  );
  if (within === undefined) return [];
  const detail = `${dayInWords(day)} lies in what was said`;
  return [{ name: "day_within", value: 1, detail, mention: within.mention }];
}

export const clockSignals = (talk: Talk, minute: number): Signal[] => [
  ...facetSignals(talk.purpose.mode === "making" ? CLOCK : CLOCK_OF_EXISTING, talk.clocks, minute),
  ...facetSignals(DAYPART, talk.dayparts, minute),
];

export function countSignals(talk: Talk, guestCount: number | null): Signal[] {
  if (guestCount === null) return [];
  if (talk.purpose.mode === "making") return facetSignals(GUESTS, talk.counts, guestCount);
  const signals = facetSignals(GUESTS_OF_EXISTING, talk.counts, guestCount);
  // "It was eighteen, and now there's twenty guests": what else was said is what it shall be.
  const isNoMore = talk.counts.some(
    ({ stance, mention }) => stance === "rejected" && fitOfCount(mention, guestCount) === "exact",
  );
  return isNoMore || isChanged(guestCount, talk) ? signals.filter(({ name }) => !OTHER_COUNT.test(name)) : signals;
}

const OTHER_COUNT = /^guests_(?:conflict|other_confirmed|other_closing)$/;
