import { randomUUID } from "node:crypto";
import { BadItems, type ItemProblem } from "../bad-items.js";
import { namedTwice, repeatedKeys } from "../customers/item-fields.js";
import { oneUpsertAtATime, refuseTooMany } from "../customers/upsert-guard.js";
import type { UpsertResult } from "../customers/upsert-result.js";
import type { Sql } from "../database/sql.js";
import type { BookingInput } from "./booking-input.js";
import type { BookingStatus } from "./booking-status.js";
import { type CheckedBooking, readBookingInput } from "./read-booking-input.js";

interface StoredBooking {
  readonly id: string;
  readonly externalId: string | null;
  readonly customerId: string;
  readonly eventDate: Date;
  readonly endsAt: Date | null;
  readonly guestCount: number | null;
  readonly status: BookingStatus;
  readonly title: string | null;
  readonly venue: string | null;
  readonly notes: string | null;
}

interface BookingWrite extends StoredBooking {
  readonly before: StoredBooking | null;
}

/**
 * Stores bookings in `tx`, all or none. The same input again changes nothing. Throws BadItems (BAD_INPUT) with every
 * problem of every item, also those of customers that are not there.
 */
export async function upsertBookings(tx: Sql, inputs: readonly BookingInput[]): Promise<UpsertResult> {
  refuseTooMany(inputs);
  const { bookings, problems } = checkBookings(inputs);
  if (problems.length > 0) throw new BadItems("input", problems);
  await oneUpsertAtATime(tx);
  const writes = plan(bookings, await findStored(tx, bookings), await findCustomers(tx, bookings));
  const created = writes.filter((write) => write.before === null);
  const updated = writes.filter((write) => write.before !== null && differs(write, write.before));
  await insertBookings(tx, created);
  await updateBookings(tx, updated);
  return {
    created: created.length,
    updated: updated.length,
    unchanged: writes.length - created.length - updated.length,
    ids: writes.map((write) => write.id),
    changedCustomers: [...created, ...updated].flatMap(({ customerId, before }) => [
      customerId,
      ...(before === null ? [] : [before.customerId]),
    ]),
  };
}

/** What can be said of bookings without looking at the stored ones. */
function checkBookings(inputs: readonly BookingInput[]): {
  bookings: CheckedBooking[];
  problems: ItemProblem[];
} {
  const bookings: CheckedBooking[] = [];
  const problems: ItemProblem[] = [];
  for (const [index, input] of inputs.entries()) {
    const read = readBookingInput(input, index);
    if ("eventDate" in read) bookings.push(read);
    else problems.push(...read);
  }
  problems.push(...repeatedKeys(bookings, "id", (booking) => booking.id ?? null));
  problems.push(...repeatedKeys(bookings, "externalId", (booking) => booking.externalId ?? null));
  return { bookings, problems };
}

const findStored = (tx: Sql, bookings: readonly CheckedBooking[]): Promise<StoredBooking[]> =>
  tx.query<StoredBooking>(
    `SELECT id, external_id AS "externalId", customer_id AS "customerId", event_date AS "eventDate",
            ends_at AS "endsAt", guest_count AS "guestCount", upper(status) AS status, title, venue, notes
       FROM bookings.bookings
      WHERE id = ANY($1::uuid[]) OR external_id = ANY($2::text[])`,
    [bookings.flatMap(({ id }) => id ?? []), bookings.flatMap(({ externalId }) => externalId ?? [])],
  );

interface KnownCustomer {
  readonly id: string;
  readonly externalId: string | null;
}

/** Locked against deletion until the bookings are stored. */
const findCustomers = (tx: Sql, bookings: readonly CheckedBooking[]): Promise<KnownCustomer[]> =>
  tx.query<KnownCustomer>(
    `SELECT id, external_id AS "externalId"
       FROM bookings.customers
      WHERE id = ANY($1::uuid[]) OR external_id = ANY($2::text[])
        FOR KEY SHARE`,
    [
      bookings.flatMap(({ customerId }) => customerId ?? []),
      bookings.flatMap(({ customerExternalId }) => customerExternalId ?? []),
    ],
  );

function plan(
  bookings: readonly CheckedBooking[],
  stored: readonly StoredBooking[],
  customers: readonly KnownCustomer[],
): BookingWrite[] {
  const byId = new Map(stored.map((booking) => [booking.id, booking]));
  const byExternalId = new Map(stored.map((booking) => [booking.externalId, booking]));
  const customerIds = new Set(customers.map(({ id }) => id));
  const customerIdOf = new Map(customers.map(({ id, externalId }) => [externalId, id]));
  const problems: ItemProblem[] = [];
  const writes: BookingWrite[] = [];
  for (const booking of bookings) {
    const { index } = booking;
    const withExternalId = booking.externalId ? byExternalId.get(booking.externalId) : undefined;
    const before = (booking.id ? byId.get(booking.id) : withExternalId) ?? null;
    if (withExternalId !== undefined && withExternalId.id !== (before?.id ?? booking.id)) {
      const message = "belongs to another booking than the one with this id";
      problems.push({ index, path: "externalId", message, reason: "EXTERNAL_ID_TAKEN" });
    }
    const customer = customerOf(booking, before, customerIds, customerIdOf);
    if (typeof customer === "string") writes.push(writeOf(booking, before, customer));
    else problems.push({ index, ...customer });
  }
  if (problems.length === 0) problems.push(...namedTwice(bookings, writes));
  if (problems.length > 0) throw new BadItems("input", problems);
  return writes;
}

function customerOf(
  booking: CheckedBooking,
  before: StoredBooking | null,
  customerIds: ReadonlySet<string>,
  customerIdOf: ReadonlyMap<string | null, string>,
): string | Omit<ItemProblem, "index"> {
  const { customerId, customerExternalId } = booking;
  const byExternalId = customerExternalId ? customerIdOf.get(customerExternalId) : undefined;
  if (customerId && !customerIds.has(customerId)) {
    return { path: "customerId", message: "names a customer that is not there", reason: "UNKNOWN_CUSTOMER" };
  }
  if (customerExternalId && byExternalId === undefined) {
    return { path: "customerExternalId", message: "names a customer that is not there", reason: "UNKNOWN_CUSTOMER" };
  }
  if (customerId && byExternalId !== undefined && byExternalId !== customerId) {
    const message = "names another customer than customerId";
    return { path: "customerExternalId", message, reason: "CUSTOMERS_DIFFER" };
  }
  const found = customerId ?? byExternalId ?? before?.customerId;
  if (found !== undefined) return found;
  return { path: "customerId", message: "or customerExternalId is needed for a new booking", reason: "NO_CUSTOMER" };
}

function writeOf(booking: CheckedBooking, before: StoredBooking | null, customerId: string): BookingWrite {
  const kept = <Value>(given: Value | null | undefined, stored: Value | null | undefined): Value | null =>
    given === undefined ? (stored ?? null) : given;
  return {
    before,
    id: before?.id ?? booking.id ?? randomUUID(),
    externalId: booking.externalId ?? before?.externalId ?? null,
    customerId,
    eventDate: booking.eventDate,
    endsAt: booking.endsAt === undefined ? movedEnd(booking.eventDate, before) : booking.endsAt,
    guestCount: kept(booking.guestCount, before?.guestCount),
    status: booking.status ?? before?.status ?? "PENDING",
    title: kept(booking.title, before?.title),
    venue: kept(booking.venue, before?.venue),
    notes: kept(booking.notes, before?.notes),
  };
}

function movedEnd(eventDate: Date, before: StoredBooking | null): Date | null {
  if (before === null || before.endsAt === null) return null;
  return new Date(before.endsAt.getTime() + eventDate.getTime() - before.eventDate.getTime());
}

const COMPARED = ["externalId", "customerId", "guestCount", "status", "title", "venue", "notes"] as const;

const differs = (write: BookingWrite, before: StoredBooking): boolean =>
  COMPARED.some((field) => write[field] !== before[field]) ||
  write.eventDate.getTime() !== before.eventDate.getTime() ||
  write.endsAt?.getTime() !== before.endsAt?.getTime();

const GIVEN = `unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::int[], $7::text[],
                    $8::text[], $9::text[], $10::text[])`;

async function insertBookings(tx: Sql, writes: readonly BookingWrite[]): Promise<void> {
  if (writes.length === 0) return;
  await tx.query(
    `INSERT INTO bookings.bookings
       (id, external_id, customer_id, event_date, ends_at, guest_count, status, title, venue, notes)
     SELECT * FROM ${GIVEN}`,
    columns(writes),
  );
}

async function updateBookings(tx: Sql, writes: readonly BookingWrite[]): Promise<void> {
  if (writes.length === 0) return;
  await tx.query(
    `UPDATE bookings.bookings AS booking
        SET external_id = given.external_id, customer_id = given.customer_id, event_date = given.event_date,
            ends_at = given.ends_at, guest_count = given.guest_count, status = given.status, title = given.title,
            venue = given.venue, notes = given.notes, updated_at = now()
       FROM ${GIVEN}
            AS given (id, external_id, customer_id, event_date, ends_at, guest_count, status, title, venue, notes)
      WHERE booking.id = given.id`,
    columns(writes),
  );
}

const columns = (writes: readonly BookingWrite[]): unknown[] => [
  writes.map(({ id }) => id),
  writes.map(({ externalId }) => externalId),
  writes.map(({ customerId }) => customerId),
  writes.map(({ eventDate }) => eventDate),
  writes.map(({ endsAt }) => endsAt),
  writes.map(({ guestCount }) => guestCount),
  writes.map(({ status }) => status.toLowerCase()),
  writes.map(({ title }) => title),
  writes.map(({ venue }) => venue),
  writes.map(({ notes }) => notes),
];
