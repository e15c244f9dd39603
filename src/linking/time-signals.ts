import type { BookingFacts } from "./facts.js";
import type { Signal } from "./signal.js";
import { plain } from "./signal.js";

/** For so many days after an event people call about it, with thanks, bills and things left behind; later seldom. */
const CALLED_ABOUT_DAYS = 90;
const DAY_MS = 86_400_000;

/** An event is over some hours after its start. */
const OVER_AFTER_MS = 3 * 3_600_000;

/** Whether a call at `startedAt` comes after it. */
export const isOver = ({ eventAt }: Pick<BookingFacts, "eventAt">, startedAt: Date): boolean =>
  eventAt.getTime() + OVER_AFTER_MS < startedAt.getTime();

/** Whether it took place, and so lately that a call at `startedAt` may be about it. */
export function tookPlaceLately({ eventAt, status }: BookingFacts, startedAt: Date): boolean {
  const days = (startedAt.getTime() - eventAt.getTime()) / DAY_MS;
  return status !== "CANCELLED" && days > 0 && days < CALLED_ABOUT_DAYS;
}

/**
 * When a booking is, seen from the call and from the customer's others. `open` are those to come, `soonest` the first one's
 * time. Of one that has no others at all what is said tells more (`jointSignals`).
 */
export function timeSignals(
  booking: BookingFacts,
  hoursAhead: number,
  open: readonly BookingFacts[],
  soonest: number,
  isOnlyOne: boolean,
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
  if (open.length === 1 && open[0] === booking && !isOnlyOne)
    out.push(plain("only_open", "it is the customer's only open booking"));
  if (open.length > 1 && booking.eventAt.getTime() === soonest && booking.status !== "CANCELLED")
    out.push(plain("soonest", "it is the customer's next booking"));
  return out;
}
