import type { Sql } from "../database/sql.js";
import { dateOf, localTime, MONTH_NAMES, minuteInWords, WEEKDAY_NAMES, weekdayOf } from "../linking/calendar.js";
import { lastToldAs } from "../told-instant.js";
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
  /** IANA zone of the dates. */
  readonly timezone: string;
}

interface BookingRecord extends BookingNoteFact, Pick<BookingFact, "guestCount" | "venue"> {
  /** As the database writes it: "in_progress". */
  readonly status: string;
}

const MOST_BOOKINGS = 200;

/** What the customer's bookings say, the latest events, each prepared for questions as a talk would be; its id is the booking's. */
export async function bookingRecords(
  sql: Sql,
  { customerId, asOf, isShared, timezone }: Selection,
): Promise<PreparedTalk[]> {
  const rows = await sql.query<Omit<BookingRecord, "eventAt"> & { readonly eventAt: Date }>(
    `SELECT id, event_date AS "eventAt", status, title, guest_count AS "guestCount", venue, notes
       FROM bookings.bookings
      WHERE customer_id = $1 AND ($2::timestamptz IS NULL OR created_at <= $2)
      ORDER BY event_date DESC, id
      LIMIT ${MOST_BOOKINGS}`,
    [customerId, asOf && lastToldAs(asOf)],
  );
  return rows.map(({ id, eventAt, status, title, guestCount, venue, notes }) => {
    const texts = [
      ...(title === null ? [] : [title]),
      // The words make them answers to "how many people?", "was it cancelled?", "which venue?" and "what is on Friday?".
      `Date: ${dateInWords(eventAt, timezone)}`,
      ...(guestCount === null ? [] : [`Guests: ${guestCount} ${guestCount === 1 ? "person" : "people"}`]),
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

/** "Friday 25 December 2026, 18:30". */
function dateInWords(instant: Date, timezone: string): string {
  const { day, minute } = localTime(instant, timezone);
  const { year, month, dayOfMonth } = dateOf(day);
  return `${WEEKDAY_NAMES[weekdayOf(day)]} ${dayOfMonth} ${MONTH_NAMES[month - 1]} ${year}, ${minuteInWords(minute)}`;
}
