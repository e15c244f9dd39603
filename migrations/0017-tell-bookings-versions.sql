-- Why: what was said around a booking may be kept in memory as what is known of a customer is, see 0012.

-- Differs whenever the booking or one of its latest 200 calls has been written; null for an unknown booking.
CREATE FUNCTION booking_version(wanted uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT concat_ws('.', booking.xmin::text, called.calls, coalesce(called.version, 0))
      FROM bookings.bookings AS booking
     CROSS JOIN (
       SELECT count(*) AS calls, bit_xor(uuid_hash_extended(id, xmin::text::bigint)) AS version
         FROM (SELECT id, xmin FROM call_recordings
                WHERE booking_id = wanted
                ORDER BY call_started_at DESC, id DESC LIMIT 200) AS call) AS called
     WHERE booking.id = wanted);
END $$;
