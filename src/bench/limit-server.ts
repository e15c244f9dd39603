import Fastify from "fastify";
import pg from "pg";

/**
 * What is left when everything but HTTP, one prepared statement and JSON is taken away: the nearest answers that fastify
 * and pg give by themselves. `of` is an id or the words that are looked for.
 */
const STATEMENTS: Readonly<Record<string, string>> = {
  history: `
    SELECT customer.name, call.id, call.call_started_at, call.duration_seconds, call.direction, call.from_phone, call.to_phone,
           left(call.rc_transcript, 200) AS excerpt, call.rc_ai_insights, call.sentiment, call.link_status,
           call.customer_confidence, call.booking_confidence, booking.id AS booking_id, booking.title, booking.event_date
      FROM bookings.customers AS customer
      JOIN call_recordings AS call ON call.customer_id = customer.id
      LEFT JOIN bookings.bookings AS booking ON booking.id = call.booking_id
     WHERE customer.id = $1
     ORDER BY call.call_started_at DESC, call.id DESC
     LIMIT 21`,
  facts: `
    SELECT customer.name,
           ARRAY(SELECT phone_e164 FROM bookings.customer_phones WHERE customer_id = customer.id) AS phones,
           (SELECT json_agg(booking) FROM (
              SELECT id, event_date, status, title, guest_count, venue, notes FROM bookings.bookings
               WHERE customer_id = customer.id ORDER BY event_date DESC LIMIT 10) AS booking) AS bookings,
           (SELECT json_agg(call) FROM (
              SELECT id, call_started_at, duration_seconds, direction, sentiment, topics, booking_id, customer_confidence, rc_ai_insights,
                     (SELECT json_agg(said) FROM (SELECT kind, offset_seconds, text FROM call_statements
                                                   WHERE recording_id = call_recordings.id) AS said) AS statements
                FROM call_recordings WHERE customer_id = customer.id
               ORDER BY call_started_at DESC, id DESC LIMIT 10) AS call) AS calls
      FROM bookings.customers AS customer
     WHERE customer.id = $1`,
  booking: `
    SELECT booking.title, call.id, call.call_started_at, call.rc_ai_insights, call.transcript_segments
      FROM bookings.bookings AS booking
      JOIN call_recordings AS call ON call.booking_id = booking.id
     WHERE booking.id = $1
     ORDER BY call.call_started_at DESC
     LIMIT 50`,
  search: `
    SELECT found.recording_id, found.call_started_at, customer.name
      FROM call_search AS found
      LEFT JOIN bookings.customers AS customer ON customer.id = found.customer_id
     WHERE found.words @@ websearch_to_tsquery('public.callthread', $1)
     ORDER BY found.call_started_at DESC
     LIMIT 20`,
};

const { DATABASE_URL, PORT } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
const server = Fastify({ logger: false });
for (const [name, text] of Object.entries(STATEMENTS)) {
  server.get<{ Querystring: { of: string } }>(`/${name}`, async ({ query }) => {
    const { rows } = await pool.query({ name, text, values: [query.of] });
    return rows;
  });
}
await server.listen({ host: "127.0.0.1", port: Number(PORT) });
process.once("SIGTERM", () => void server.close().then(() => pool.end()));
