import type { LocalTime } from "./calendar.js";
import { dayInWords, localTime, minuteInWords } from "./calendar.js";
import { fitOfClock } from "./clock-mentions.js";
import { fitOfCount } from "./count-mentions.js";
import { fitOfDay } from "./day-mentions.js";
import type { BookingFacts } from "./facts.js";
import type { Mention } from "./mention.js";
import type { Mode, Purpose } from "./purpose.js";
import type { Said } from "./settle.js";
import { settle } from "./settle.js";
import type { Talk } from "./talk.js";
import { ends } from "./talk.js";
import type { TitleMention } from "./title-mentions.js";
import { placeOf, readTitles, weighTitles } from "./title-mentions.js";

/** One observation about a call and a booking. Its weight is learned; its words are for people. */
export interface Signal {
  readonly name: string;
  /** How far it holds, 0 to 1. */
  readonly value: number;
  readonly detail: string;
  readonly mention: Mention | null;
  /** Set where the signal weighs differently by what the call is for; see `weigh`. */
  readonly mode?: Exclude<Mode, "making">;
}

export interface BookingReading {
  readonly booking: BookingFacts;
  readonly at: LocalTime;
  readonly hoursAhead: number;
  readonly signals: readonly Signal[];
}

const HOUR_MS = 3_600_000;

/** Observes every booking of one customer against the call. `world` are all bookings known: they show which title words are common. */
export function readBookings(
  bookings: readonly BookingFacts[],
  world: readonly BookingFacts[],
  talk: Talk | null,
  startedAt: Date,
  timezone: string,
): BookingReading[] {
  const titles =
    talk === null
      ? null
      : new Subjects(
          bookings,
          world,
          talk,
          (booking) => booking.title ?? "",
          placeOf,
          talk.purpose.mode === "making" ? 0.55 : 0.45,
        );
  const places = talk === null ? null : new Subjects(bookings, world, talk, placeOf, () => "", 0.2);
  const open = bookings.filter((booking) => booking.status !== "CANCELLED" && booking.eventAt >= startedAt);
  const soonest = Math.min(...open.map((booking) => booking.eventAt.getTime()));
  const start = localTime(startedAt, timezone);
  return bookings.map((booking, index) => {
    const at = localTime(booking.eventAt, timezone);
    const hoursAhead = (booking.eventAt.getTime() - startedAt.getTime()) / HOUR_MS;
    const signals: Signal[] = [
      ...timeSignals(booking, hoursAhead, open, soonest),
      ...(at.day === start.day ? [plain("same_day", "the event is on the day of the call")] : []),
      ...statusSignals(booking),
    ];
    if (talk !== null) {
      signals.push(
        ...purposeSignals(talk.purpose, booking, hoursAhead),
        ...daySignals(talk, at.day),
        ...clockSignals(talk, at.minute),
        ...countSignals(talk, booking.guestCount),
        ...(titles?.signals("title", index) ?? []),
        ...(places?.signals("place", index) ?? []),
      );
    }
    if (talk !== null) signals.push(...jointSignals(signals), ...sizeSignals(talk, booking, open));
    return {
      booking,
      at,
      hoursAhead,
      signals:
        talk === null
          ? signals
          : signals
              .filter((signal) => isTelling(signal, talk.purpose.mode))
              .map((signal) => inMode(signal, talk.purpose.mode)),
    };
  });
}

/** What is said first tells which booking is meant; while one is made it is only the first wish. */
const isTelling = (signal: Signal, mode: Mode): boolean => mode !== "making" || !signal.name.endsWith("_first");

/**
 * What is said and not said weighs differently by what the call is for: who makes a booking says its date, time and
 * number; who asks after one says what tells it apart; who changes one also says what it is not.
 */
const inMode = (signal: Signal, mode: Mode): Signal => (mode === "making" ? signal : { ...signal, mode });

const plain = (name: string, detail: string, value = 1): Signal => ({ name, value, detail, mention: null });

function timeSignals(
  booking: BookingFacts,
  hoursAhead: number,
  open: readonly BookingFacts[],
  soonest: number,
): Signal[] {
  const out: Signal[] = [];
  const h = hoursAhead;
  const band: [string, string] =
    h < -24 * 45
      ? ["when_long_past", "the event was over six weeks before the call"]
      : h < -24
        ? ["when_past", "the event was in the weeks before the call"]
        : h < 0
          ? ["when_last_day", "the event began in the 24 hours before the call"]
          : h <= 24
            ? ["when_next_day", "the event begins within 24 hours of the call"]
            : h <= 24 * 14
              ? ["when_two_weeks", "the event is in the two weeks after the call"]
              : h <= 24 * 60
                ? ["when_two_months", "the event is in the two months after the call"]
                : ["when_far", "the event is over two months after the call"];
  out.push(plain(...band));
  if (Math.abs(h) <= 3) out.push(plain("within_3_hours", "the event begins within 3 hours of the call"));
  if (booking.createdAt !== null) {
    const minutes = (booking.createdAt.getTime() - booking.eventAt.getTime()) / 60_000 + h * 60;
    if (minutes >= -2 && minutes <= 60)
      out.push(plain("entered_in_call", "the booking was entered during the call or within the hour after its start"));
  }
  if (open.length === 1 && open[0] === booking) out.push(plain("only_open", "it is the customer's only open booking"));
  if (open.length > 1 && booking.eventAt.getTime() === soonest && booking.status !== "CANCELLED")
    out.push(plain("soonest", "it is the customer's next booking"));
  return out;
}

function statusSignals(booking: BookingFacts): Signal[] {
  switch (booking.status) {
    case "CANCELLED":
      return [plain("status_cancelled", "the booking is cancelled")];
    case "COMPLETED":
      return [plain("status_completed", "the booking is completed")];
    case "PENDING":
      return [plain("status_pending", "the booking is pending")];
    default:
      return [];
  }
}

/** What the call was for against where the booking stands. */
function purposeSignals(purpose: Purpose, booking: BookingFacts, hoursAhead: number): Signal[] {
  const out: Signal[] = [];
  const after = purpose.mode === "over";
  if (after)
    out.push(
      hoursAhead < 0
        ? plain("after_fits", "the caller spoke of an event that is over, as this one is")
        : plain("after_unfits", "the caller spoke of an event that is over; this one is to come"),
    );
  else if (hoursAhead < -6) out.push(plain("over", "the event was over, and the caller did not speak of a past one"));
  if (purpose.intent === "on_the_day" && purpose.mode !== "making") {
    out.push(
      Math.abs(hoursAhead) <= 12
        ? plain("on_the_day_fits", "the call was about arriving or setting up, and the event is within hours")
        : plain("on_the_day_unfits", "the call was about arriving or setting up; the event is another day"),
    );
  }
  if (purpose.intent === "cancellation" && booking.status === "CANCELLED")
    out.push(plain("cancel_fits", "the caller cancelled, and the booking is cancelled"));
  if (purpose.mode === "existing" && hoursAhead >= 0 && booking.status !== "CANCELLED")
    out.push(plain("existing_open", "the caller spoke of a booking that exists, and this one is open"));
  return out;
}

/** Observations for the answer "none of them". */
export function noneSignals(talk: Talk | null): Signal[] {
  if (talk === null) return [plain("none", "none of the bookings")];
  const { purpose } = talk;
  const out = [plain("none", "none of the bookings")];
  out.push(plain(`none_${purpose.intent}`, `the call was of the kind "${purpose.intent.replaceAll("_", " ")}"`));
  if (purpose.isPriced) out.push(plain("none_priced", "prices were asked after"));
  if (purpose.isUndecided) out.push(plain("none_undecided", "nothing was decided"));
  if (purpose.isGeneral) out.push(plain("none_general", "the business was asked after, not a booking"));
  if (purpose.isClosed) out.push(plain("none_closed", "a booking was made or settled in the call"));
  if (talk.days.length + talk.clocks.length + talk.counts.length === 0)
    out.push(plain("none_bare", "no date, time or number of guests was said"));
  return out.map((signal) => inMode(signal, purpose.mode));
}

/** Another day and another time or number: that is another booking, not a change of this one. */
function jointSignals(signals: readonly Signal[]): Signal[] {
  const conflicts = ["day_conflict", "clock_conflict", "guests_conflict", "title_conflict"].filter((name) =>
    signals.some((signal) => signal.name === name),
  );
  return conflicts.length < 2 ? [] : [plain("conflict_twice", "more than one thing said is otherwise")];
}

const BIGGER = /\b(?:bigger|larger|biggest|largest|big|large) (?:one|party|group|event|booking)\b/i;
const SMALLER = /\b(?:smaller|smallest|small|little) (?:one|party|group|event|booking)\b/i;

/** "The bigger one". */
function sizeSignals(talk: Talk, booking: BookingFacts, open: readonly BookingFacts[]): Signal[] {
  const counts = open.map((one) => one.guestCount ?? 0);
  const turn = talk.turns.find(({ text }) => BIGGER.test(text) || SMALLER.test(text));
  if (turn === undefined || counts.length < 2 || booking.guestCount === null) return [];
  const meant = BIGGER.test(turn.text) ? Math.max(...counts) : Math.min(...counts);
  const others = counts.filter((count) => count === meant).length;
  if (booking.guestCount !== meant || others > 1 || !open.includes(booking)) return [];
  return [
    {
      name: "size_named",
      value: 1,
      detail: "the call was about the customer's bigger or smaller event, as this is",
      mention: null,
    },
  ];
}

/** The strongest fate of what fits, or what was said instead. */
function facetSignals<M extends Mention>(
  facet: string,
  said: readonly Said<M>[],
  fit: (mention: M) => "exact" | "near" | "no",
  binds: (mention: M) => boolean,
  words: string,
): Signal[] {
  if (said.length === 0) return [];
  const exact = said.filter((one) => fit(one.mention) === "exact");
  const alive = exact.filter((one) => one.stance !== "rejected");
  const out: Signal[] = [];
  const push = (name: string, one: Said<M> | undefined, detail: string): void => {
    if (one !== undefined)
      out.push({ name: name === "exact" ? "exact_date" : `${facet}_${name}`, value: 1, detail, mention: one.mention });
  };
  push(facet === "day" ? "exact" : "said", alive.at(-1), `${words} was said`);
  push(
    "last",
    alive.find((one) => one.last),
    `${words} is what the call ended on`,
  );
  const [opening] = said;
  push(
    "first",
    opening !== undefined && fit(opening.mention) === "exact" ? opening : undefined,
    `${words} was said first`,
  );
  push(
    "confirmed",
    alive.find((one) => one.confirmed),
    `${words} was confirmed`,
  );
  if (alive.length === 0) {
    push("rejected", exact.at(-1), `${words} was said and taken back`);
    const near = said.find((one) => one.stance !== "rejected" && fit(one.mention) === "near");
    push("near", near, `${words} fits what was said`);
    const live = said.filter((one) => one.stance !== "rejected" && binds(one.mention));
    if (near === undefined) push("conflict", live.at(-1), `${words} was not said, another was`);
    push("other_confirmed", live.filter((one) => one.confirmed).at(-1), `another than ${words} was confirmed`);
  }
  return out;
}

const daySignals = (talk: Talk, day: number): Signal[] =>
  facetSignals(
    "day",
    talk.days,
    (mention) => {
      const fit = fitOfDay(mention, day);
      return fit === "possible" ? "near" : fit;
    },
    (mention) => !mention.isHoliday,
    dayInWords(day),
  );

const clockSignals = (talk: Talk, minute: number): Signal[] => [
  ...facetSignals(
    "clock",
    talk.clocks,
    (mention) => fitOfClock(mention, minute),
    (mention) => mention.kind === "point",
    minuteInWords(minute),
  ),
  ...facetSignals(
    "daypart",
    talk.dayparts,
    (mention) => (fitOfClock(mention, minute) === "no" ? "no" : "exact"),
    () => true,
    "its part of the day",
  ).filter((signal) => /_(?:said|conflict)$/.test(signal.name)),
  ...facetSignals(
    "bare_clock",
    talk.bareClocks,
    (mention) => fitOfClock(mention, minute),
    () => false,
    minuteInWords(minute),
  ).filter((signal) => signal.name.endsWith("_said")),
];

function countSignals(talk: Talk, guestCount: number | null): Signal[] {
  if (guestCount === null) return [];
  const words = guestCount === 1 ? "one guest" : `${guestCount} guests`;
  return [
    ...facetSignals(
      "guests",
      talk.counts,
      (mention) => fitOfCount(mention, guestCount),
      (mention) => !mention.added,
      words,
    ),
    ...facetSignals(
      "bare_guests",
      talk.bareCounts,
      (mention) => fitOfCount(mention, guestCount),
      () => false,
      words,
    ).filter((signal) => signal.name.endsWith("_said")),
  ];
}

type TextOf = (booking: BookingFacts) => string;

/** Titles or places of a customer's bookings, looked for in the call once. */
class Subjects {
  private readonly index: readonly number[];
  private readonly said: readonly Said<TitleMention>[];
  private readonly texts: readonly string[];

  constructor(
    bookings: readonly BookingFacts[],
    world: readonly BookingFacts[],
    talk: Talk,
    textOf: TextOf,
    elsewhereOf: TextOf,
    leastShare: number,
  ) {
    this.texts = [...new Set(bookings.map(textOf))];
    this.index = bookings.map((booking) => this.texts.indexOf(textOf(booking)));
    const others = world.map(textOf).filter((text) => !this.texts.includes(text));
    const weighed = weighTitles([...this.texts, ...new Set(others)], [...new Set(bookings.map(elsewhereOf))]).slice(
      0,
      this.texts.length,
    );
    const mentions = ends(readTitles(talk.turns, weighed, leastShare));
    this.said = settle(mentions, talk.cues, (a, b) => a.title !== b.title, talk.purpose.mode);
  }

  signals(facet: string, bookingIndex: number): Signal[] {
    const title = this.index[bookingIndex];
    const text = title === undefined ? "" : (this.texts[title] ?? "");
    if (title === undefined || text.trim() === "") return [];
    const said = facetSignals(
      facet,
      this.said,
      (mention) => (mention.title === title ? "exact" : "no"),
      () => true,
      `"${text.trim()}"`,
    );
    const own = this.said.filter((one) => one.mention.title === title);
    if (own.length === 0) return [...said, plain(`${facet}_unsaid`, `"${text.trim()}" was not named`)];
    const share = Math.max(...own.map((one) => one.mention.share));
    return said.map((signal) => (signal.name === `${facet}_said` ? { ...signal, value: share } : signal));
  }
}
