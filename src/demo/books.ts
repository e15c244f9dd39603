import type { BookingAbout, DemoBooking, DemoCustomer } from "./business.js";
import { e164Of } from "./customers.js";
import { stateOf } from "./event-change.js";
import type { EventState } from "./event-words.js";

/** What the business knows: who books and what. */
export interface Books {
  readonly customers: readonly DemoCustomer[];
  readonly bookings: readonly DemoBooking[];
  /** E.164 numbers that more than one customer answers to: there the caller says a name. */
  readonly sharedPhones: ReadonlySet<string>;
}

export function openBooks(customers: readonly DemoCustomer[], bookings: readonly DemoBooking[]): Books {
  const all = customers.flatMap(({ phones }) => phones.map(e164Of));
  return { customers, bookings, sharedPhones: new Set(all.filter((phone, index) => all.indexOf(phone) !== index)) };
}

export const hostOf = (books: Books, booking: DemoBooking): DemoCustomer | undefined =>
  books.customers.find(({ key }) => key === booking.customerKey);

export interface OtherEvent {
  readonly about: BookingAbout;
  readonly state: EventState;
}

/** The same customer's next event, other than this one, that lies ahead of the call. */
export function otherAhead(books: Books, booking: DemoBooking, call: Date): OtherEvent | null {
  const other = books.bookings.find(
    (one) =>
      one.customerKey === booking.customerKey &&
      one.key !== booking.key &&
      one.status !== "CANCELLED" &&
      one.createdAt < call &&
      one.eventAt > call,
  );
  return other === undefined ? null : { about: other.about, state: stateOf(other) };
}

/** Whether an event of this customer had taken place by then. */
export const hadEventBefore = (books: Books, customer: DemoCustomer, call: Date): boolean =>
  books.bookings.some((one) => one.customerKey === customer.key && one.status === "COMPLETED" && one.eventAt < call);

/** Whether the guests went home unhappy: an event gets praise or complaints, not both. */
export const endedBadly = (booking: DemoBooking): boolean => Number(booking.key.slice(-3)) % 4 === 1;

/** The first name of somebody else in the same household. */
export function partnerOf(books: Books, customer: DemoCustomer): string | null {
  const line = customer.phones.map(e164Of).find((phone) => books.sharedPhones.has(phone));
  if (line === undefined || customer.company !== null) return null;
  const partner = books.customers.find((one) => one !== customer && one.phones.some((phone) => e164Of(phone) === line));
  return partner?.name.split(" ")[0] ?? null;
}
