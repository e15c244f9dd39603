import { ObjectType } from "type-graphql";
import { ruledRead } from "../answer-basis.js";
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
  /** Reads the fields' values, all together and once. */
  talk!: () => Promise<BookingTalk>;
}

/** A call's place in time: during the event from its start on, until its end; 4 hours are a long private event. */
const PHASE = `CASE WHEN recording.call_started_at < booking.event_date THEN 'before'
            WHEN recording.call_started_at < coalesce(booking.ends_at, booking.event_date + interval '4 hours') THEN 'during'
            ELSE 'after' END`;

const MOST_CALLS = 200;
const MOST_CALLS_READ = 50;

type CallsByPhase = Readonly<Record<Phase, readonly RecordingRow[]>>;

/** Calls in the order they were made; no remarks where none were asked for. */
export type BookingTalk = CallsByPhase & Partial<BookingRemarks>;

export interface BookingTalkKey {
  readonly bookingId: string;
  readonly withRemarks: boolean;
}

type CallRow = RecordingRow & {
  readonly phase: Phase;
  readonly segments?: StoredSegment[] | null;
  readonly insights?: Partial<StoredInsights> | null;
};

/**
 * The calls linked to each booking, and what the customer worried about, asked for and said afterwards: one statement for
 * all bookings of which the same is asked.
 */
export async function talkOfBookings(sql: Sql, keys: readonly BookingTalkKey[]): Promise<BookingTalk[]> {
  const idsOf = (withRemarks: boolean) => [
    ...new Set(keys.filter((key) => key.withRemarks === withRemarks).map(({ bookingId }) => bookingId)),
  ];
  const [plain, remarked] = await Promise.all(
    [false, true].map(async (withRemarks) => {
      const ids = idsOf(withRemarks);
      const rows = ids.length === 0 ? [] : await readCalls(sql, ids, withRemarks);
      return Map.groupBy(rows, ({ bookingId }) => bookingId);
    }),
  );
  return keys.map(({ bookingId, withRemarks }) => {
    const newestFirst = (withRemarks ? remarked : plain)?.get(bookingId) ?? [];
    const of = (phase: Phase) => newestFirst.filter((call) => call.phase === phase).reverse();
    const calls = { before: of("before"), during: of("during"), after: of("after") };
    return withRemarks ? { ...calls, ...extractRemarks(newestFirst.map(sourceOf)) } : calls;
  });
}

/** The same of a booking whose version is known. */
export const ruledTalkOfBookings = ruledRead((sql: Sql, keys: readonly BookingTalkKey[]) => talkOfBookings(sql, keys));

/** Newest first; texts of the latest that have any. */
const readCalls = (sql: Sql, bookingIds: readonly string[], withRemarks: boolean): Promise<CallRow[]> =>
  sql.query<CallRow>(
    `SELECT ${RECORDING_COLUMNS}, ${PHASE} AS phase${withRemarks ? TEXTS : ""}
       FROM bookings.bookings AS booking
      CROSS JOIN LATERAL (
        SELECT own.*, count(*) FILTER (WHERE own.transcript_status = 'READY' OR own.rc_ai_insights IS NOT NULL)
                        OVER (ORDER BY own.call_started_at DESC, own.id DESC) AS telling
          FROM call_recordings AS own
         WHERE own.booking_id = booking.id
         ORDER BY own.call_started_at DESC, own.id DESC
         LIMIT ${MOST_CALLS}) AS recording
      WHERE booking.id = ANY($1::uuid[])
      ORDER BY recording.call_started_at DESC, recording.id DESC`,
    [bookingIds],
    PREPARED,
  );

const TEXTS = `, CASE WHEN telling <= ${MOST_CALLS_READ} THEN recording.transcript_segments END AS segments,
              CASE WHEN telling <= ${MOST_CALLS_READ} THEN recording.rc_ai_insights END AS insights`;

/** What is to be done is the business's: "Refund the deposit" tells what a customer wants only where no words are there. */
const sourceOf = ({ phase, segments, insights }: CallRow): RemarkSource => ({
  phase,
  segments: segments ?? [],
  notes: [
    ...(insights?.bullets ?? []),
    ...(segments?.length ? [] : (insights?.nextSteps ?? [])),
    ...(insights?.notes ? [insights.notes] : []),
  ],
});
