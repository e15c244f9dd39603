import { hoursAhead, type OwnBookings } from "./own-bookings.js";
import { plain, type Signal } from "./signal.js";

/** Where an event stands to the call: until so many hours ahead of it, by which name, and in words. */
const BANDS = [
  [-24 * 45, "when_long_past", "the event was over six weeks before the call"],
  [-24, "when_past", "the event was in the weeks before the call"],
  [0, "when_last_day", "the event began in the 24 hours before the call"],
  [24, "when_next_day", "the event begins within 24 hours of the call"],
  [24 * 14, "when_two_weeks", "the event is in the two weeks after the call"],
  [24 * 60, "when_two_months", "the event is in the two months after the call"],
  [Number.POSITIVE_INFINITY, "when_far", "the event is over two months after the call"],
] as const;

/** In hours, before and after. */
const CLOSE = 3;
/** In minutes from the call's start; clocks may differ a little. */
const ENTERED_FROM = -2;
const ENTERED_UNTIL = 60;

/**
 * When a booking is, seen from the call and from the customer's others. Of one that has no others at all (`isOnlyOne`) what is
 * said tells more (`jointSignals`).
 */
export function timeSignals(own: OwnBookings, index: number, isOnlyOne: boolean): Signal[] {
  const booking = own.bookings[index];
  if (booking === undefined) return [];
  const hours = hoursAhead(booking, own.startedAt);
  const band = BANDS.find(([until]) => (until > 0 ? hours <= until : hours < until));
  const isUpcoming = own.upcoming.has(index);
  const isSoonest = isUpcoming && own.upcoming.size > 1 && booking.eventAt.getTime() === own.soonest;
  return [
    ...(band === undefined ? [] : [plain(band[1], band[2])]),
    ...(Math.abs(hours) <= CLOSE ? [plain("within_3_hours", "the event begins within 3 hours of the call")] : []),
    ...(isEntered(booking.createdAt, own.startedAt)
      ? [plain("entered_in_call", "the booking was entered during the call or within the hour after its start")]
      : []),
    ...(isUpcoming && own.upcoming.size === 1 && !isOnlyOne
      ? [plain("only_open", "it is the customer's only open booking")]
      : []),
    ...(isSoonest ? [plain("soonest", "it is the customer's next booking")] : []),
  ];
}

function isEntered(createdAt: Date | null, startedAt: Date): boolean {
  if (createdAt === null) return false;
  const minutes = (createdAt.getTime() - startedAt.getTime()) / 60_000;
  return minutes >= ENTERED_FROM && minutes <= ENTERED_UNTIL;
}
