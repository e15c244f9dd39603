import type { ContextBooking } from "./ai-context-details.js";
import type { BookingFact } from "./ai-context-facts.js";
import { EVENT_HOURS, USUAL_EVENT_HOURS } from "./ai-context-query.js";
import { cutAtSentence, plainUntrusted } from "./untrusted-text.js";

const HOUR_MS = 3_600_000;

/** A booking as an agent should know of it at `asOf`; where a number is shared, without venue and notes. */
export function describeBooking(booking: BookingFact, asOf: Date, isShared: boolean): ContextBooking {
  const plain = (text: string | null): string | null =>
    text === null ? null : cutAtSentence(plainUntrusted(text), 300);
  const eventDate = new Date(booking.eventAt);
  return {
    bookingId: booking.id,
    eventDate,
    status: booking.status,
    isUpcoming: eventDate >= asOf,
    isUnderWay: isUnderWay(booking, asOf),
    title: plain(booking.title),
    guestCount: booking.guestCount,
    venue: isShared ? null : plain(booking.venue),
    notes: isShared ? null : plain(booking.notes),
  };
}

/** What the business says of a booking counts for more than the clock: an evening goes on, or was over early. */
function isUnderWay({ eventAt, endsAt, status }: BookingFact, asOf: Date): boolean {
  if (status === "CANCELLED" || status === "COMPLETED") return false;
  const start = new Date(eventAt).getTime();
  const end = endsAt === null ? start + USUAL_EVENT_HOURS * HOUR_MS : new Date(endsAt).getTime();
  const latest = status === "IN_PROGRESS" ? Math.max(end, start + EVENT_HOURS * HOUR_MS) : end;
  return start <= asOf.getTime() && asOf.getTime() < latest;
}

/** Or taking place: what the next talk is most likely about. */
export const isToCome = ({ isUnderWay, isUpcoming, status }: ContextBooking): boolean =>
  isUnderWay || (isUpcoming && status !== "CANCELLED");

/** What stands before the moment of the event. */
export function timeInWords({ isUnderWay, isUpcoming, status }: ContextBooking): string {
  if (status === "CANCELLED") return "Was to be";
  return isUnderWay ? "Under way since" : isUpcoming ? "Upcoming" : "Past";
}
