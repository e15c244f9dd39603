import type { Sql } from "../database/sql.js";
import type { BookingFact, BookingNoteFact } from "./ai-context-facts.js";
import { needSentences } from "./needs.js";
import { type PreparedTalk, prepareTalk } from "./prepared-talk.js";
import { sentencesOf } from "./sentences.js";

interface Selection {
  readonly customerId: string;
  /** null for now; otherwise bookings entered by then. */
  readonly asOf: Date | null;
  /** Venues and notes are withheld where the number is shared, but for allergies and needs. */
  readonly isShared: boolean;
}

interface BookingRecord extends BookingNoteFact, Pick<BookingFact, "guestCount" | "venue"> {
  /** As the database writes it: "in_progress". */
  readonly status: string;
}

const MOST_BOOKINGS = 200;

/** What the customer's bookings say, the latest events, each prepared for questions as a talk would be; its id is the booking's. */
export async function bookingRecords(sql: Sql, { customerId, asOf, isShared }: Selection): Promise<PreparedTalk[]> {
  const rows = await sql.query<Omit<BookingRecord, "eventAt"> & { readonly eventAt: Date }>(
    `SELECT id, event_date AS "eventAt", status, title, guest_count AS "guestCount", venue, notes
       FROM bookings.bookings
      WHERE customer_id = $1 AND ($2::timestamptz IS NULL OR created_at <= $2)
      ORDER BY event_date DESC, id
      LIMIT ${MOST_BOOKINGS}`,
    [customerId, asOf],
  );
  return rows.map(({ id, eventAt, status, title, guestCount, venue, notes }) => {
    const texts = [
      ...(title === null ? [] : [title]),
      // The words make them answers to "how many guests?", "was it cancelled?" and "which venue?".
      ...(guestCount === null ? [] : [`Guests: ${guestCount}`]),
      `Status: ${status.replace("_", " ")}`,
      ...(venue === null || isShared ? [] : [`Venue: ${venue}`]),
      ...(notes === null ? [] : isShared ? needSentences(notes).map(({ text }) => text) : sentencesOf(notes)),
    ];
    return prepareTalk(
      id,
      eventAt,
      texts.map((text) => ({ speaker: "unknown", name: null, text, start: null, end: null })),
    );
  });
}
