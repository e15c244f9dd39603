import type { Sql } from "../database/sql.js";
import type {
  BookingFacts,
  CallFacts,
  CustomerFacts,
  Direction,
  Evidence,
  InsightTexts,
  LinkStatus,
} from "../linking/facts.js";
import type { NumberClass } from "../linking/number-class.js";
import type { TranscriptStatus } from "../recordings/call-words.js";
import type { StoredInsights, StoredSegment, WordsOfRecording } from "../recordings/store.js";

/** What a recording says of itself, and how it is linked now. */
export interface RecordingToLink {
  readonly id: string;
  readonly direction: Direction;
  readonly fromPhone: string | null;
  readonly toPhone: string | null;
  readonly outsidePhone: string | null;
  readonly startedAt: Date;
  readonly transcriptStatus: TranscriptStatus;
  readonly segments: readonly StoredSegment[] | null;
  readonly insights: StoredInsights | null;
  readonly status: LinkStatus | "PENDING";
  readonly reviewReason: string | null;
  readonly customerId: string | null;
  readonly bookingId: string | null;
  readonly customerConfidence: number | null;
  readonly bookingConfidence: number | null;
  readonly evidence: readonly Evidence[];
  readonly explanation: string | null;
}

/** What the transaction that judges a recording stores of it, as it will be read again; null for nothing new. */
export type ComingWords = WordsOfRecording;

/** Everything `linkCall` needs for many recordings, in four statements however many there are. */
export interface LinkFacts {
  readonly recordings: readonly RecordingToLink[];
  classOf(recording: RecordingToLink): NumberClass;
  customersOf(recording: RecordingToLink): readonly CustomerFacts[];
  bookingsOf(recording: RecordingToLink, customers: readonly CustomerFacts[]): readonly BookingFacts[];
}

/**
 * A customer's bookings that can matter to a call are those near it in time; a chain store's thousands are not all judged.
 * Near each call itself, so that a call is judged alike whichever calls it is judged with.
 */
const MOST_BOOKINGS_OF_CUSTOMER = 100;

/** Locks those recordings that nobody has locked; returns the others. */
export async function findLocked(tx: Sql, recordingIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `WITH free AS MATERIALIZED (
       SELECT id FROM call_recordings WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED)
     SELECT id FROM call_recordings WHERE id = ANY($1::uuid[]) AND id NOT IN (SELECT id FROM free)`,
    [recordingIds],
  );
  return rows.map(({ id }) => id);
}

/**
 * Locks the recordings, in one order so that two batches cannot wait for each other. Left out are a person's links, and
 * those of calls whose words are no longer kept: without them a new judgement would know less than the one it replaces.
 * `coming` are the words of those that are given new ones in the same transaction.
 */
export async function lockAndReadFacts(
  tx: Sql,
  recordingIds: readonly string[],
  coming: ReadonlyMap<string, ComingWords> = NO_WORDS,
): Promise<LinkFacts> {
  const stored = await tx.query<RecordingToLink>(
    `SELECT id, direction, from_phone AS "fromPhone", to_phone AS "toPhone", outside_phone AS "outsidePhone",
            call_started_at AS "startedAt", transcript_status AS "transcriptStatus", transcript_segments AS segments,
            rc_ai_insights AS insights, link_status AS status, review_reason AS "reviewReason",
            customer_id AS "customerId", booking_id AS "bookingId", customer_confidence AS "customerConfidence",
            booking_confidence AS "bookingConfidence", link_evidence AS evidence, link_explanation AS explanation
       FROM call_recordings
      WHERE id = ANY($1::uuid[]) AND linked_by IS DISTINCT FROM 'person'
        AND (transcript_status <> 'EXPIRED' OR link_status = 'PENDING')
      ORDER BY id
        FOR UPDATE`,
    [recordingIds],
  );
  const recordings = stored.map((recording) => withWords(recording, coming.get(recording.id)));
  const holders = await readHolders(tx, recordings);
  holders.push(...(await readNamed(tx, recordings, new Set(holders.map(({ recordingId }) => recordingId)))));
  const bookings = await readBookings(tx, holders, recordings);
  const holdersOf = Map.groupBy(holders, (holder) => holder.recordingId);
  const bookingsOf = Map.groupBy(bookings, (booking) => booking.customerId);
  return {
    recordings,
    classOf: (recording) => holdersOf.get(recording.id)?.[0]?.numberClass ?? "PERSONAL",
    customersOf: (recording) =>
      (holdersOf.get(recording.id) ?? []).map(({ customerId, name, phones, lastContactAt }) => ({
        ...{ id: customerId, name, phones, lastContactAt },
      })),
    bookingsOf: (recording, customers) =>
      customers.flatMap((customer) => nearest(bookingsOf.get(customer.id) ?? [], recording.startedAt)),
  };
}

const NO_WORDS: ReadonlyMap<string, ComingWords> = new Map();

/** The recording as it will be; words whose time is over stay gone. */
function withWords(recording: RecordingToLink, words: ComingWords | undefined): RecordingToLink {
  if (words === undefined || recording.transcriptStatus === "EXPIRED") return recording;
  return {
    ...recording,
    transcriptStatus: words.segments === null ? recording.transcriptStatus : "READY",
    segments: words.segments ?? recording.segments,
    insights: words.insights ?? recording.insights,
  };
}

interface Holder {
  readonly recordingId: string;
  readonly customerId: string;
  readonly name: string;
  readonly phones: string[];
  readonly lastContactAt: Date | null;
  /** Of the call's number. */
  readonly numberClass: NumberClass;
}

/** The customers that hold each recording's outside number, and when each was last spoken to before that call. */
function readHolders(tx: Sql, recordings: readonly RecordingToLink[]): Promise<Holder[]> {
  const reachable = recordings.filter((recording) => recording.outsidePhone !== null);
  if (reachable.length === 0) return Promise.resolve([]);
  return tx.query<Holder>(
    `SELECT call.id AS "recordingId", customer.id AS "customerId", customer.name,
            ARRAY(SELECT phone_e164 FROM bookings.customer_phones AS own
                   WHERE own.customer_id = customer.id ORDER BY own.position, own.phone_e164) AS phones,
            (SELECT max(earlier.call_started_at) FROM call_recordings AS earlier
              WHERE earlier.customer_id = customer.id AND earlier.call_started_at < call.started_at) AS "lastContactAt",
            bookings.class_of_phone(call.phone) AS "numberClass"
       FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS call (id, phone, started_at)
       JOIN bookings.customer_phones AS held ON held.phone_e164 = call.phone
       JOIN bookings.customers AS customer ON customer.id = held.customer_id
      ORDER BY call.id, customer.id`,
    [
      reachable.map((recording) => recording.id),
      reachable.map((recording) => recording.outsidePhone),
      reachable.map((recording) => recording.startedAt),
    ],
  );
}

/** Fewer than these share a name, or the name says nothing. */
const MOST_NAMESAKES = 20;

/**
 * Of calls whose number nobody holds: the customers whose whole name was said. Such a caller is never linked, but a
 * person may be shown whom it could have been.
 */
function readNamed(tx: Sql, recordings: readonly RecordingToLink[], known: ReadonlySet<string>): Promise<Holder[]> {
  const unknown = recordings.filter(({ id, direction, segments }) => {
    return !known.has(id) && direction !== "INTERNAL" && segments !== null;
  });
  if (unknown.length === 0) return Promise.resolve([]);
  return tx.query<Holder>(
    `SELECT call.id AS "recordingId", customer.id AS "customerId", customer.name, customer.phones,
            NULL AS "lastContactAt", 'PERSONAL' AS "numberClass"
       FROM unnest($1::uuid[], $2::text[]) AS call (id, said)
      CROSS JOIN LATERAL (
            SELECT named.id, named.name,
                   ARRAY(SELECT phone_e164 FROM bookings.customer_phones WHERE customer_id = named.id) AS phones
              FROM bookings.customers AS named
             WHERE name_words(named.name) <@ name_words(call.said) AND cardinality(name_words(named.name)) > 1
             ORDER BY named.id
             LIMIT ${MOST_NAMESAKES}) AS customer`,
    [unknown.map(({ id }) => id), unknown.map(({ segments }) => (segments ?? []).map(({ text }) => text).join(" "))],
  );
}

async function readBookings(tx: Sql, holders: readonly Holder[], recordings: readonly RecordingToLink[]) {
  if (holders.length === 0) return [];
  const startOf = new Map(recordings.map(({ id, startedAt }) => [id, startedAt]));
  return tx.query<BookingFacts>(
    `SELECT DISTINCT ON (booking.id)
            booking.id, booking.customer_id AS "customerId", booking.event_date AS "eventAt",
            booking.guest_count AS "guestCount", upper(booking.status) AS status, booking.title, booking.venue,
            booking.notes, booking.created_at AS "createdAt"
       FROM unnest($1::uuid[], $2::timestamptz[]) AS call (customer_id, started_at)
      CROSS JOIN LATERAL (
            SELECT * FROM bookings.bookings
             WHERE customer_id = call.customer_id
             ORDER BY greatest(call.started_at - event_date, event_date - call.started_at), event_date, id
             LIMIT ${MOST_BOOKINGS_OF_CUSTOMER}) AS booking
      ORDER BY booking.id`,
    [holders.map(({ customerId }) => customerId), holders.map(({ recordingId }) => startOf.get(recordingId))],
  );
}

/** Those that can matter to a call at `startedAt`, nearest first. */
function nearest(bookings: readonly BookingFacts[], startedAt: Date): readonly BookingFacts[] {
  const distance = ({ eventAt }: BookingFacts): number => Math.abs(eventAt.getTime() - startedAt.getTime());
  return bookings
    .toSorted(
      (a, b) =>
        distance(a) - distance(b) ||
        a.eventAt.getTime() - b.eventAt.getTime() ||
        (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
    )
    .slice(0, MOST_BOOKINGS_OF_CUSTOMER);
}

/**
 * The call as the pure core takes it. While the transcript is awaited the link rests on number and time alone: notes that
 * come first would only make it change twice.
 */
export function callFacts(recording: RecordingToLink): CallFacts {
  return {
    startedAt: recording.startedAt,
    direction: recording.direction,
    fromPhone: recording.fromPhone,
    toPhone: recording.toPhone,
    segments:
      recording.segments?.map(({ speaker, text, start, end }) => ({
        ...{ speaker, text },
        startSeconds: start,
        endSeconds: end,
      })) ?? null,
    insights: recording.transcriptStatus === "PENDING" ? null : insightTexts(recording.insights),
  };
}

function insightTexts(insights: StoredInsights | null): InsightTexts | null {
  if (insights === null) return null;
  const summary = [insights.summary, ...insights.bullets].filter((text) => text !== null).join(" ");
  return { summary: summary === "" ? null : summary, nextSteps: insights.nextSteps };
}
