import { ObjectType } from "type-graphql";
import { PREPARED, type Sql } from "../database/sql.js";
import { type BookingRemarks, extractRemarks, type Phase, type RemarkSource } from "./booking-remarks.js";
import { RECORDING_COLUMNS, type RecordingRow } from "./recordings-by-id.js";
import type { StoredInsights, StoredSegment } from "./store.js";

/** Every field is a field resolver: calls and remarks are read only where asked for. */
@ObjectType({
  simpleResolvers: true,
  description:
    "What was said around a booking. The event lasts from `eventDate` to `endsAt`, or 4 hours where no end is known; of many calls the latest 200 are looked at, for remarks the latest 50.",
})
export class BookingContext {
  bookingId!: string;
}

/** A call's place in time: during the event from its start on, until its end; 4 hours are a long private event. */
const PHASE = `CASE WHEN recording.call_started_at < booking.event_date THEN 'before'
            WHEN recording.call_started_at < coalesce(booking.ends_at, booking.event_date + interval '4 hours') THEN 'during'
            ELSE 'after' END`;

const MOST_CALLS = 200;
const MOST_CALLS_READ = 50;

export type CallsByPhase = Readonly<Record<Phase, readonly RecordingRow[]>>;

/** The calls linked to each booking, in the order they were made. */
export async function callsOfBookings(sql: Sql, bookingIds: readonly string[]): Promise<CallsByPhase[]> {
  const rows = await sql.query<RecordingRow & { phase: Phase }>(
    `SELECT ${RECORDING_COLUMNS}, ${PHASE} AS phase
       FROM bookings.bookings AS booking
      CROSS JOIN LATERAL (
        SELECT * FROM call_recordings AS own
         WHERE own.booking_id = booking.id
         ORDER BY own.call_started_at DESC, own.id DESC
         LIMIT $2) AS recording
      WHERE booking.id = ANY($1::uuid[])
      ORDER BY recording.call_started_at, recording.id`,
    [bookingIds, MOST_CALLS],
    PREPARED,
  );
  const byBooking = Map.groupBy(rows, ({ bookingId }) => bookingId);
  return bookingIds.map((id) => {
    const calls = byBooking.get(id) ?? [];
    const of = (phase: Phase) => calls.filter((call) => call.phase === phase);
    return { before: of("before"), during: of("during"), after: of("after") };
  });
}

interface SpokenRow {
  readonly bookingId: string;
  readonly phase: Phase;
  readonly segments: StoredSegment[] | null;
  readonly insights: Partial<StoredInsights> | null;
}

/** What the customer worried about, asked for and said afterwards, for each booking. */
export async function remarksOfBookings(sql: Sql, bookingIds: readonly string[]): Promise<BookingRemarks[]> {
  const rows = await sql.query<SpokenRow>(
    `SELECT booking.id AS "bookingId", ${PHASE} AS phase, recording.transcript_segments AS segments,
            recording.rc_ai_insights AS insights
       FROM bookings.bookings AS booking
      CROSS JOIN LATERAL (
        SELECT * FROM call_recordings AS own
         WHERE own.booking_id = booking.id AND (own.transcript_status = 'READY' OR own.rc_ai_insights IS NOT NULL)
         ORDER BY own.call_started_at DESC, own.id DESC
         LIMIT $2) AS recording
      WHERE booking.id = ANY($1::uuid[])
      ORDER BY recording.call_started_at DESC, recording.id DESC`,
    [bookingIds, MOST_CALLS_READ],
    PREPARED,
  );
  const byBooking = Map.groupBy(rows, ({ bookingId }) => bookingId);
  return bookingIds.map((id) => extractRemarks((byBooking.get(id) ?? []).map(sourceOf)));
}

const sourceOf = ({ phase, segments, insights }: SpokenRow): RemarkSource => ({
  phase,
  segments: segments ?? [],
  notes: [...(insights?.bullets ?? []), ...(insights?.nextSteps ?? []), ...(insights?.notes ? [insights.notes] : [])],
});
