import { type LocalTime, localTime } from "./calendar.js";
import type { BookingFacts } from "./facts.js";
import { tookPlaceLately } from "./took-place.js";

/** One customer's bookings as they stand when the call is made. Sets are of their indexes. */
export interface OwnBookings {
  readonly bookings: readonly BookingFacts[];
  /** When each begins, on the business's clocks. */
  readonly times: readonly LocalTime[];
  readonly startedAt: Date;
  readonly start: LocalTime;
  /** All bookings known: they show which words of titles are common. */
  readonly world: readonly BookingFacts[];
  /** The words of the customer's name. */
  readonly ownWords: ReadonlySet<string>;
  /** Not cancelled and to come; gone by; gone by within two weeks. */
  readonly upcoming: ReadonlySet<number>;
  readonly gone: ReadonlySet<number>;
  readonly lately: ReadonlySet<number>;
  /** When the first of those to come begins, and the last of those gone by did, in ms; infinite where there is none. */
  readonly soonest: number;
  readonly latest: number;
  /** Cancelled, and would be to come. */
  readonly calledOff: ReadonlySet<number>;
  /** The only one to come, where none took place in the months before either; else null. */
  readonly onlyOne: number | null;
}

/** Of what was longer ago nobody says "the second one". */
const LATELY_HOURS = 24 * 14;
const HOUR_MS = 3_600_000;

/** How far ahead of the call a booking begins; negative where it has begun. */
export const hoursAhead = ({ eventAt }: BookingFacts, startedAt: Date): number =>
  (eventAt.getTime() - startedAt.getTime()) / HOUR_MS;

export function ownBookings(
  given: Pick<OwnBookings, "bookings" | "world" | "ownWords" | "startedAt">,
  timezone: string,
): OwnBookings {
  const { bookings, startedAt } = given;
  const having = (test: (booking: BookingFacts, hours: number) => boolean): Set<number> =>
    new Set(bookings.flatMap((booking, i) => (test(booking, hoursAhead(booking, startedAt)) ? [i] : [])));
  const upcoming = having(({ status }, hours) => status !== "CANCELLED" && hours >= 0);
  const gone = having(({ status }, hours) => status !== "CANCELLED" && hours < 0);
  const timesOf = (indexes: ReadonlySet<number>): number[] =>
    [...indexes].map((i) => bookings[i]?.eventAt.getTime() ?? Number.NaN);
  const [first] = upcoming;
  const hadLately = bookings.some((booking) => tookPlaceLately(booking, startedAt));
  return {
    ...given,
    times: bookings.map(({ eventAt }) => localTime(eventAt, timezone)),
    start: localTime(startedAt, timezone),
    upcoming,
    gone,
    lately: having(({ status }, hours) => status !== "CANCELLED" && hours < 0 && hours > -LATELY_HOURS),
    soonest: Math.min(...timesOf(upcoming)),
    latest: Math.max(...timesOf(gone)),
    calledOff: having(({ status }, hours) => status === "CANCELLED" && hours >= 0),
    onlyOne: first !== undefined && upcoming.size === 1 && !hadLately ? first : null,
  };
}
