import { getOne, type Sql } from "../database/sql.js";

/** Rows for tests, written as another program would: straight into the tables. */

export async function insertCustomer(sql: Sql, name: string, ...phones: string[]): Promise<string> {
  const { id } = await getOne<{ id: string }>(
    sql,
    "INSERT INTO bookings.customers (name, phone) VALUES ($1, $2) RETURNING id",
    [name, phones[0] ?? null],
  );
  await sql.query(
    `INSERT INTO bookings.customer_phones (customer_id, phone_e164, raw_phone, position)
     SELECT $1, phone, phone, position FROM unnest($2::text[]) WITH ORDINALITY AS given (phone, position)`,
    [id, phones],
  );
  return id;
}

export interface BookingRow {
  readonly customerId: string;
  readonly eventAt: string;
  readonly guestCount?: number;
  readonly status?: string;
  readonly title?: string;
}

export async function insertBooking(sql: Sql, booking: BookingRow): Promise<string> {
  const { id } = await getOne<{ id: string }>(
    sql,
    `INSERT INTO bookings.bookings (customer_id, event_date, guest_count, status, title)
     VALUES ($1, $2, $3, $4, $5) RETURNING id`,
    [
      booking.customerId,
      booking.eventAt,
      booking.guestCount ?? null,
      booking.status ?? "confirmed",
      booking.title ?? null,
    ],
  );
  return id;
}

export interface CallRow {
  readonly phone: string | null;
  readonly startedAt: string;
  /** `Customer: …` and `Agent: …` lines; the transcript is awaited where absent. */
  readonly transcript?: string;
}

let calls = 0;

export async function insertCall(sql: Sql, call: CallRow): Promise<string> {
  calls += 1;
  const segments = call.transcript?.split("\n").map((line) => {
    const [speaker = "", ...text] = line.split(": ");
    return { speaker: speaker.toLowerCase(), name: null, text: text.join(": "), start: null, end: null };
  });
  const { id } = await getOne<{ id: string }>(
    sql,
    `INSERT INTO call_recordings
       (rc_recording_id, direction, from_phone, to_phone, outside_phone, call_started_at, facts_source, rc_transcript,
        transcript_segments, transcript_status, transcript_stored_at)
     VALUES ($1, 'INBOUND', $2, '+12135550199', $2, $3, 'call_log', $4, $5::jsonb,
             CASE WHEN $4::text IS NULL THEN 'PENDING' ELSE 'READY' END, CASE WHEN $4::text IS NULL THEN NULL ELSE now() END)
     RETURNING id`,
    [
      `rec-${process.pid}-${calls}`,
      call.phone,
      call.startedAt,
      call.transcript ?? null,
      segments === undefined ? null : JSON.stringify(segments),
    ],
  );
  return id;
}
