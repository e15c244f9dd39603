-- Why: what was read of a customer may be kept in memory and given again for as long as nothing it was made from has
-- changed, and one look at the rows' transactions tells so, whoever wrote them. No process has to hear of a write in time.

-- Differs whenever the customer, their numbers and who else holds them, their bookings, how many calls they have and from
-- when to when, or one of their latest 200 calls has been written; null for an unknown customer. A row's xmin is the
-- transaction that wrote it. The comparison with infinity has the calls read in the index's order: of somebody with
-- thousands the planner, who reckons with the average, would read and sort all. PL/pgSQL keeps the plan.
CREATE FUNCTION customer_version(wanted uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT concat_ws('.', customer.xmin::text, coalesce(held.version, 0), coalesce(booked.version, 0), called.version,
                     coalesce(latest.version, 0))
      FROM bookings.customers AS customer
     CROSS JOIN (
       SELECT bit_xor(uuid_hash_extended(other.customer_id, other.xmin::text::bigint)) AS version
         FROM bookings.customer_phones AS own
         JOIN bookings.customer_phones AS other ON other.phone_e164 = own.phone_e164
        WHERE own.customer_id = wanted) AS held
     CROSS JOIN (
       SELECT bit_xor(uuid_hash_extended(id, xmin::text::bigint)) AS version
         FROM bookings.bookings WHERE customer_id = wanted) AS booked
     CROSS JOIN (
       SELECT concat_ws(',', count(*), extract(epoch FROM min(call_started_at)), extract(epoch FROM max(call_started_at))) AS version
         FROM call_recordings WHERE customer_id = wanted) AS called
     CROSS JOIN (
       SELECT bit_xor(uuid_hash_extended(id, xmin::text::bigint)) AS version
         FROM (SELECT id, xmin FROM call_recordings
                WHERE customer_id = wanted
                  AND (call_started_at, id) < ('infinity'::timestamptz, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
                ORDER BY call_started_at DESC, id DESC LIMIT 200) AS call) AS latest
     WHERE customer.id = wanted);
END $$;
