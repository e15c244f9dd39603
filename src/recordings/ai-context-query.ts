/** The statement that reads what an AI context of a customer is written from: see `ai-context-facts.ts`. */

/** Older calls than so many are not looked through for statements. */
const CALLS_LOOKED_THROUGH = 200;
/** Of needs, of other preferences, and of promises. */
export const MOST_STATEMENTS = 24;
const MOST_RECENT = 10;
/** In characters. */
export const LONGEST_BEGINNING = 700;
const LONGEST_ENDING = 350;
/** Calls that are told one by one. */
export const MOST_TOLD = 5;
/** In characters: a longer one says by itself what is promised. */
const LONGEST_SHORT_PROMISE = 120;
/** An event counts as over this long after its start, as under way only until its end: where none is known, for the second. */
export const EVENT_HOURS = 12;
export const USUAL_EVENT_HOURS = 4;
/** A chain store's thousands are not all looked through, but the latest. */
const BOOKINGS_LOOKED_THROUGH = 500;

/**
 * Calls of one customer as they are linked now. The comparison with infinity has them read in the index's order: the
 * planner reckons with an average customer and would read and sort all of one who has thousands.
 */
const CALLS_NOW = `
  SELECT call.id, call.call_started_at AS started_at, call.booking_id, call.customer_confidence, call.linked_by AS decided_by,
         call.rc_ai_insights IS NOT NULL AS shows_insights, call.transcript_stored_at IS NOT NULL AS shows_transcript
    FROM call_recordings AS call
   WHERE call.customer_id = customer.id
     AND (call.call_started_at, call.id) < ('infinity'::timestamptz, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)`;

/** As they had been linked at $2, whatever was decided since; of their texts what had been stored by then. */
const CALLS_THEN = `
  SELECT call.id, call.call_started_at AS started_at, decision.booking_id, decision.customer_confidence, decision.decided_by,
         coalesce(call.insights_modified_at, call.transcript_stored_at) <= $2::timestamptz AS shows_insights,
         call.transcript_stored_at <= $2::timestamptz AS shows_transcript
    FROM (SELECT DISTINCT recording_id FROM link_decisions WHERE customer_id = customer.id) AS once
   CROSS JOIN LATERAL (
     SELECT * FROM link_decisions AS decision
      WHERE decision.recording_id = once.recording_id AND decision.decided_at <= $2::timestamptz
      ORDER BY decision.decided_at DESC, decision.id DESC LIMIT 1) AS decision
    JOIN call_recordings AS call ON call.id = once.recording_id
   WHERE decision.customer_id = customer.id AND call.call_started_at <= $2::timestamptz`;

/** Of a booking whose event is ahead or under way, as `describe-booking.ts` tells: none began `EVENT_HOURS` ago. */
const NOT_OVER = `(event_date >= $2::timestamptz - interval '${EVENT_HOURS} hours'
  AND (event_date >= $2::timestamptz OR status = 'in_progress'
    OR status IN ('pending', 'confirmed') AND coalesce(ends_at, event_date + interval '${USUAL_EVENT_HOURS} hours') > $2::timestamptz))`;

/** A call without a summary. */
const IS_TOLD_BY_WORDS =
  "linked.shows_transcript AND (NOT coalesce(linked.shows_insights, false) OR call.rc_ai_insights ->> 'summary' IS NULL)";

/** Read of the transcript only where a promise is so short that it may not say what. Places are counted from 1. */
const TURN_BEFORE = `CASE WHEN statement.kind = 'promise' AND length(statement.text) <= ${LONGEST_SHORT_PROMISE}
                  THEN (SELECT call.transcript_segments -> (statement.position - 2) FROM call_recordings AS call
                         WHERE call.id = statement.recording_id) END`;

/**
 * All preferences and notes come along: which of them tell of a need is found out here, where the expression costs a
 * twentieth of what it costs in PostgreSQL.
 */
const factsFrom = (calls: string, limit: string, version: string): string => `
SELECT customer.id AS "customerId", ${version} AS version, customer.name,
       coalesce(own.phones, '{}') AS phones,
       (SELECT count(DISTINCT other.customer_id)::int FROM bookings.customer_phones AS other
         WHERE other.phone_e164 = ANY (own.phones) AND other.customer_id <> customer.id) AS "sharedWith",
       coalesce(totals.calls, 0) AS calls, totals.first_at AS "firstCallAt", totals.last_at AS "lastCallAt",
       (SELECT min(edge) FROM bookings.bookings, LATERAL (VALUES
                (event_date), (coalesce(ends_at, event_date + interval '${USUAL_EVENT_HOURS} hours')),
                (event_date + interval '${EVENT_HOURS} hours')) AS turning (edge)
         WHERE customer_id = customer.id AND edge > $2::timestamptz) AS "holdUntil",
       coalesce(recent.calls, '[]') AS recent, coalesce(said.statements, '[]') AS statements,
       coalesce(booked.bookings, '[]') AS bookings, coalesce(need.noted, '[]') AS noted
  FROM bookings.customers AS customer
  LEFT JOIN LATERAL (
    SELECT array_agg(phone_e164 ORDER BY position, created_at, phone_e164) AS phones
      FROM bookings.customer_phones WHERE customer_id = customer.id) AS own ON true
  LEFT JOIN LATERAL (
    SELECT count(*)::int AS calls, min(started_at) AS first_at, max(started_at) AS last_at FROM (${calls}) AS linked) AS totals ON true
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object(
             'id', linked.id, 'startedAt', linked.started_at, 'durationSeconds', call.duration_seconds,
             'direction', call.direction, 'sentiment', CASE WHEN linked.shows_insights THEN call.sentiment END,
             'intent', CASE WHEN linked.shows_transcript THEN call.intent END, 'bookingId', linked.booking_id,
             'eventAt', about.event_date, 'eventStatus', upper(about.status), 'customerConfidence', linked.customer_confidence, 'decidedBy', linked.decided_by,
             'hasTranscript', coalesce(linked.shows_transcript, false), 'transcriptStatus', call.transcript_status,
             'insights', CASE WHEN linked.shows_insights THEN call.rc_ai_insights - 'notes' - 'highlights' END,
             'beginning', CASE WHEN ${IS_TOLD_BY_WORDS} THEN left(call.rc_transcript, ${LONGEST_BEGINNING + 1}) END,
             'ending', CASE WHEN linked.place <= ${MOST_TOLD} AND ${IS_TOLD_BY_WORDS} THEN right(call.rc_transcript, ${LONGEST_ENDING}) END)
             ORDER BY linked.started_at DESC, linked.id DESC) AS calls
      FROM (SELECT *, row_number() OVER (ORDER BY started_at DESC, id DESC) AS place
              FROM (${calls}) AS linked ORDER BY started_at DESC, id DESC LIMIT ${MOST_RECENT}) AS linked
      JOIN call_recordings AS call ON call.id = linked.id
      LEFT JOIN bookings.bookings AS about ON about.id = linked.booking_id AND about.customer_id = customer.id) AS recent ON true
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object(
             'callId', statement.recording_id, 'startedAt', statement.started_at, 'kind', statement.kind,
             'offsetSeconds', statement.offset_seconds, 'text', statement.text, 'question', statement.question, 'before', ${TURN_BEFORE},
             'eventAt', about.event_date, 'eventStatus', upper(about.status),
             'customerConfidence', statement.customer_confidence, 'decidedBy', statement.decided_by)
             ORDER BY statement.started_at DESC, statement.recording_id, statement.position) AS statements
      FROM (SELECT statement.*, linked.started_at, linked.booking_id, linked.customer_confidence, linked.decided_by,
                   row_number() OVER (PARTITION BY statement.kind
                                      ORDER BY linked.started_at DESC, statement.recording_id, statement.position) AS place
              FROM (SELECT * FROM (${calls}) AS linked ORDER BY started_at DESC, id DESC LIMIT ${CALLS_LOOKED_THROUGH}) AS linked
              JOIN call_statements AS statement ON statement.recording_id = linked.id
             WHERE linked.shows_transcript) AS statement
      LEFT JOIN bookings.bookings AS about
        ON about.id = statement.booking_id AND about.customer_id = customer.id AND statement.kind = 'promise'
     WHERE statement.kind = 'preference' OR statement.place <= ${MOST_STATEMENTS}) AS said ON true
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object(
             'id', booking.id, 'eventAt', booking.event_date, 'endsAt', booking.ends_at, 'status', upper(booking.status), 'title', booking.title,
             'guestCount', booking.guest_count, 'venue', booking.venue, 'notes', booking.notes)
             ORDER BY booking.place, booking.distance) AS bookings
      FROM (SELECT * FROM (
              (SELECT *, 0 AS place, event_date - $2::timestamptz AS distance FROM bookings.bookings
                WHERE customer_id = customer.id AND ${NOT_OVER} ${limit}
                ORDER BY event_date LIMIT 5)
              UNION ALL
              (SELECT *, 1 AS place, $2::timestamptz - event_date AS distance FROM bookings.bookings
                WHERE customer_id = customer.id AND event_date < $2::timestamptz
                  AND NOT ${NOT_OVER} ${limit}
                ORDER BY event_date DESC LIMIT 3)) AS either) AS booking) AS booked ON true
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object(
             'id', booking.id, 'eventAt', booking.event_date, 'title', booking.title, 'notes', booking.notes)
             ORDER BY (booking.event_date >= $2::timestamptz) DESC, abs(extract(epoch FROM booking.event_date - $2::timestamptz)), booking.id) AS noted
      FROM (SELECT * FROM bookings.bookings
             WHERE customer_id = customer.id AND (notes IS NOT NULL OR title IS NOT NULL) ${limit}
             ORDER BY event_date DESC LIMIT ${BOOKINGS_LOOKED_THROUGH}) AS booking) AS need ON true
 WHERE customer.id = `;

const NOW = factsFrom(CALLS_NOW, "", "customer_version(customer.id)");
const THEN = factsFrom(CALLS_THEN, "AND created_at <= $2::timestamptz", "NULL::text");

/**
 * A list is planned anew each time, for a list whose length is not known looks ten times as dear; planning takes a third of
 * the time that one customer takes.
 */
const ONE = "$1::uuid";
const SEVERAL = "ANY ($1::uuid[])";

/** Of customer $1, or of those in $1, as of $2. */
export const contextQuery = (moment: "now" | "then", isOfOne: boolean): string =>
  `${moment === "now" ? NOW : THEN}${isOfOne ? ONE : SEVERAL}`;
