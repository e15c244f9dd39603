import { bareCountSignals } from "./bare-counts.js";
import type { LocalTime } from "./calendar.js";
import { fitOfDay } from "./day-mentions.js";
import { DwellingSignals } from "./dwelling-signals.js";
import { clockSignals, countSignals, daySignals } from "./facet-signals.js";
import type { BookingFacts } from "./facts.js";
import { jointSignals, madeOtherwise } from "./joint-signals.js";
import { hoursAhead, type OwnBookings } from "./own-bookings.js";
import type { Purpose } from "./purpose.js";
import { purposeSignals, speaksOfPast } from "./purpose-signals.js";
import { inMode, plain, type Signal } from "./signal.js";
import { placesIn, type Subjects, titlesIn } from "./subjects.js";
import type { Talk } from "./talk.js";
import { timeSignals } from "./time-signals.js";

export interface BookingReading {
  readonly booking: BookingFacts;
  readonly at: LocalTime;
  readonly hoursAhead: number;
  readonly signals: readonly Signal[];
}

/** What was said of one customer's bookings as a whole, before each is held against it. */
interface Heard {
  readonly talk: Talk;
  readonly titles: Subjects;
  readonly places: Subjects;
  readonly dwelling: DwellingSignals;
  /** Whether several bookings have this in common: said of one, it is said of all. */
  readonly isShared: Readonly<Record<"minute" | "guestCount" | "title", boolean>>;
}

/** Observes every booking of one customer against the call; `talk` is null where nothing is known of what was said. */
export function readBookings(own: OwnBookings, talk: Talk | null): BookingReading[] {
  const heard = talk === null ? null : hear(own, talk);
  return own.bookings.map((booking, index) => {
    const at = own.times[index] ?? own.start;
    const hours = hoursAhead(booking, own.startedAt);
    const standing: Signal[] = [
      ...timeSignals(own, index, heard !== null && own.onlyOne === index),
      ...(at.day === own.start.day ? [plain("same_day", "the event is on the day of the call")] : []),
      ...statusSignals(booking),
    ];
    const signals = heard === null ? standing : withSpoken(standing, heard, own, index);
    return { booking, at, hoursAhead: hours, signals };
  });
}

function hear(own: OwnBookings, talk: Talk): Heard {
  const { bookings, times } = own;
  const isShared = (facts: readonly unknown[]): boolean => facts.length > 1 && new Set(facts).size === 1;
  return {
    talk,
    titles: titlesIn(talk, own),
    places: placesIn(talk, own),
    dwelling: new DwellingSignals(own, talk),
    isShared: {
      minute: isShared(times.map(({ minute }) => minute)),
      guestCount: isShared(bookings.map(({ guestCount }) => guestCount)),
      title: isShared(bookings.map(({ title }) => title)),
    },
  };
}

function withSpoken(standing: readonly Signal[], heard: Heard, own: OwnBookings, index: number): Signal[] {
  const { talk, isShared } = heard;
  const booking = own.bookings[index] as BookingFacts;
  const { day, minute } = own.times[index] as LocalTime;
  const isTold = heard.dwelling.isTold(index) || isDaySaid(talk, day);
  const signals = [
    ...standing,
    ...purposeSignals(talk.purpose, booking, hoursAhead(booking, own.startedAt), isTold),
    ...(speaksOfPast(talk.purpose) ? goneSignals(own, index) : []),
    ...daySignals(talk, day),
    ...marked(clockSignals(talk, minute), isShared.minute),
    ...marked(countSignals(talk, booking.guestCount), isShared.guestCount),
    ...bareCountSignals(talk, own.bookings, index),
    ...marked(heard.titles.signals("title", index), isShared.title),
    ...heard.places.signals("place", index),
    ...heard.dwelling.of(index),
  ];
  signals.push(...jointSignals(signals, own.onlyOne === index), ...madeOtherwise(signals, talk));
  return signals.filter((signal) => isTelling(signal, talk.purpose)).map((signal) => inMode(signal, talk.purpose.mode));
}

const isDaySaid = ({ days }: Talk, day: number): boolean =>
  days.some(({ mention, stance, aside }) => stance !== "rejected" && !aside && fitOfDay(mention, day) === "exact");

const marked = (signals: readonly Signal[], shared: boolean): readonly Signal[] =>
  shared ? signals.map((signal) => ({ ...signal, shared })) : signals;

/** What is said first tells which booking is meant; while one is made it is only the first wish. */
const isTelling = ({ name }: Signal, { mode, isClosed }: Purpose): boolean =>
  mode !== "making" || (!name.endsWith("_first") && !(isClosed && /^only_(?:open|one)$/.test(name)));

/** Of something gone by: whether it is the only one, the latest, or one before. */
function goneSignals({ bookings, gone, latest }: OwnBookings, index: number): Signal[] {
  if (!gone.has(index)) return [];
  if (gone.size === 1) return [plain("only_gone", "it is the customer's only booking gone by")];
  return bookings[index]?.eventAt.getTime() === latest
    ? [plain("latest_gone", "it is the latest of the customer's bookings gone by")]
    : [plain("earlier_gone", "a later one has gone by since")];
}

const statusSignals = ({ status }: BookingFacts): Signal[] =>
  status === "CANCELLED"
    ? [plain("status_cancelled", "the booking is cancelled")]
    : status === "IN_PROGRESS"
      ? [plain("status_in_progress", "the booking is going on")]
      : [];
