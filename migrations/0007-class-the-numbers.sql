-- Why: a number that several people call from names nobody by itself, and who knows that is the business or its history.

-- What people said of a number; what is not here is learned from who holds it and whom its calls were said to be of.
CREATE TABLE bookings.phone_classes (
  phone_e164  text PRIMARY KEY,
  class       text NOT NULL CHECK (class IN ('PERSONAL', 'SHARED', 'COMPANY_MAIN_LINE')),
  set_by_name text NOT NULL,
  set_at      timestamptz NOT NULL DEFAULT now()
);

-- People's decisions on the calls of a number.
CREATE INDEX idx_call_recordings_persons_word ON call_recordings (outside_phone, customer_id) WHERE linked_by = 'person';

-- The calls of a number are judged by its class: they are judged again when it changes.
CREATE FUNCTION relink_calls_of_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO relink_queue (recording_id)
  SELECT id FROM call_recordings WHERE outside_phone = coalesce(NEW.phone_e164, OLD.phone_e164)
  ON CONFLICT (recording_id) DO UPDATE SET queued_at = now();
  PERFORM pg_notify('callthread_facts', '');
  RETURN NULL;
END $$;
CREATE TRIGGER relink_calls_of_classed_number AFTER INSERT OR UPDATE OR DELETE ON bookings.phone_classes
  FOR EACH ROW EXECUTE FUNCTION relink_calls_of_number();

CREATE FUNCTION bookings.class_of_phone(phone text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(
    (SELECT class FROM bookings.phone_classes WHERE phone_e164 = phone),
    CASE
      WHEN (SELECT count(*) FROM bookings.customer_phones WHERE phone_e164 = phone) > 1 THEN 'SHARED'
      WHEN (SELECT count(DISTINCT customer_id) FROM call_recordings
             WHERE outside_phone = phone AND linked_by = 'person' AND customer_id IS NOT NULL) > 1 THEN 'SHARED'
      ELSE 'PERSONAL'
    END)
$$;
