import { versionedRead } from "../answer-basis.js";
import { type Connection, connectionOf, decodeCursor, type Edge, instantAndId, pageSize } from "../connection.js";
import { byCustomer } from "../customers/by-customer.js";
import { PREPARED, type Sql } from "../database/sql.js";
import { gatheredRead } from "../gathered-reads.js";
import type { RequestContext } from "../request-context.js";
import type { Booking } from "./booking.js";
import type { BookingStatus } from "./booking-status.js";

/** Columns of a `Booking`, of a table called `booking`. */
const BOOKING_COLUMNS = `booking.id, booking.external_id AS "externalId", booking.customer_id AS "customerId",
       booking.event_date AS "eventDate", booking.ends_at AS "endsAt", booking.guest_count AS "guestCount",
       upper(booking.status) AS status, booking.title, booking.venue, booking.notes,
       booking.created_at AS "createdAt", booking.updated_at AS "updatedAt"`;

/** One per id, in the ids' order; null where there is none. */
export async function bookingsById(sql: Sql, ids: readonly string[]): Promise<(Booking | null)[]> {
  const rows = await sql.query<Booking>(
    `SELECT ${BOOKING_COLUMNS} FROM bookings.bookings AS booking WHERE booking.id = ANY($1::uuid[])`,
    [ids],
    PREPARED,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** A booking as a field was reached with, and the version of it and its calls where it was read along. */
export interface VersionedBooking extends Booking {
  /** `booking_version` of the database. */
  readonly version?: string;
}

/** The same with their versions, read in the same statement. */
export const versionedBookingsById = versionedRead(
  gatheredRead(async function versionedBookingsById(
    sql: Sql,
    ids: readonly string[],
  ): Promise<(VersionedBooking | null)[]> {
    const rows = await sql.query<VersionedBooking>(
      `SELECT ${BOOKING_COLUMNS}, booking_version(booking.id) AS version
         FROM bookings.bookings AS booking WHERE booking.id = ANY($1::uuid[])`,
      [ids],
      PREPARED,
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  }),
  (booking) => booking?.version ?? "",
);

/** The columns, each named `booking.…`, for a statement about something else to join. */
export const JOINED_BOOKING_COLUMNS = `booking.id AS "booking.id", booking.external_id AS "booking.externalId",
       booking.customer_id AS "booking.customerId", booking.event_date AS "booking.eventDate",
       booking.ends_at AS "booking.endsAt", booking.guest_count AS "booking.guestCount",
       upper(booking.status) AS "booking.status", booking.title AS "booking.title", booking.venue AS "booking.venue",
       booking.notes AS "booking.notes", booking.created_at AS "booking.createdAt",
       booking.updated_at AS "booking.updatedAt"`;

/** A row of `JOINED_BOOKING_COLUMNS`; every one is null where it was joined to nothing. */
export type JoinedBooking = { readonly [Name in keyof Booking as `booking.${Name}`]: Booking[Name] | null };

export const joinedBooking = (row: JoinedBooking): Booking | null =>
  row["booking.id"] === null
    ? null
    : ({
        id: row["booking.id"],
        externalId: row["booking.externalId"],
        customerId: row["booking.customerId"],
        eventDate: row["booking.eventDate"],
        endsAt: row["booking.endsAt"],
        guestCount: row["booking.guestCount"],
        status: row["booking.status"],
        title: row["booking.title"],
        venue: row["booking.venue"],
        notes: row["booking.notes"],
        createdAt: row["booking.createdAt"],
        updatedAt: row["booking.updatedAt"],
      } as Booking);

/** A page of one customer's bookings: the same arguments are answered by one statement for all customers. */
export interface BookingPage {
  readonly customerId: string;
  readonly status: readonly BookingStatus[] | null;
  readonly limit: number;
  readonly after: readonly [eventDate: string, id: string] | null;
}

export interface BookingListing {
  readonly status?: readonly BookingStatus[] | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** The bookings of a customer, the latest event first. */
export async function listBookings(
  context: Pick<RequestContext, "load">,
  customerId: string,
  listing: BookingListing,
): Promise<Connection<Edge<Booking>>> {
  const limit = pageSize(listing.first);
  const after = decodeCursor(listing.after, instantAndId);
  const status = listing.status ?? null;
  const rows = await context.load(bookingPages, { customerId, status, limit, after });
  return connectionOf(rows, limit, {
    after: listing.after,
    edge: ({ eventInstant: _, ...node }, cursor) => ({ cursor, node }),
    cursorOf: (row) => [row.eventInstant, row.id],
    totalCount: () => context.load(bookingCounts, { customerId, status }),
  });
}

/** `eventInstant` has the microseconds that a Date lacks: a cursor must not lose them. */
type BookingRow = Booking & { readonly eventInstant: string };

async function bookingPages(sql: Sql, pages: readonly BookingPage[]): Promise<BookingRow[][]> {
  return byCustomer(pages, (page, customerIds) =>
    sql.query<BookingRow>(
      `SELECT ${BOOKING_COLUMNS},
              to_char(booking.event_date AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "eventInstant"
         FROM unnest($1::uuid[]) AS asked (customer_id)
        CROSS JOIN LATERAL (
          SELECT * FROM bookings.bookings AS own
           WHERE own.customer_id = asked.customer_id
             AND ($2::text[] IS NULL OR own.status = ANY($2::text[]))
             AND (own.event_date, own.id) < (coalesce($3::timestamptz, 'infinity'),
                                             coalesce($4::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
           ORDER BY own.event_date DESC, own.id DESC
           LIMIT $5) AS booking
        ORDER BY booking.event_date DESC, booking.id DESC`,
      [customerIds, lower(page.status), page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
    ),
  );
}

type BookingCount = Pick<BookingPage, "customerId" | "status">;

async function bookingCounts(sql: Sql, asked: readonly BookingCount[]): Promise<number[]> {
  const counts = await byCustomer(asked, ({ status }, customerIds) =>
    sql.query<{ customerId: string; count: number }>(
      `SELECT customer_id AS "customerId", count(*)::int AS count
         FROM bookings.bookings
        WHERE customer_id = ANY($1::uuid[]) AND ($2::text[] IS NULL OR status = ANY($2::text[]))
        GROUP BY customer_id`,
      [customerIds, lower(status)],
    ),
  );
  return counts.map((rows) => rows[0]?.count ?? 0);
}

const lower = (status: readonly BookingStatus[] | null): string[] | null =>
  status === null ? null : status.map((word) => word.toLowerCase());
